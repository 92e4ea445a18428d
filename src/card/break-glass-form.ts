/** Forms of access that comes first: what opens is said before it opens, and reviewed after. */

import type { Target } from '../catalog/target.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Reader } from '../kernel/person.ts';
import type { EpochMs } from '../kernel/time.ts';
import { reviewersIn } from '../request/after-review.ts';
import type { Asked } from '../request/request.ts';
import type { Who } from '../policy/rule.ts';
import { accessLine } from './access.ts';
import { ALSO } from './also-field.ts';
import type { Line } from './card.ts';
import type { CaseView } from './case-view.ts';
import type { Field, Form } from './form.ts';
import { type RequestFormInput, requestForm } from './request-form.ts';
import { joined } from './line.ts';
import { channelIn } from './whisper.ts';
import { wordsFor } from './words/words.ts';

/** The form of every request, for those who may break the glass, with what that means above it. */
export function breakGlassForm(input: RequestFormInput): Form {
  const { breakGlass, form } = wordsFor(input.reader.locale);
  const head = { kind: 'break-glass', title: breakGlass.title } as const;
  if (input.choices.length === 0) {
    return { ...head, close: form.close, fields: [note('nothing', [breakGlass.nothing()])] };
  }
  // Nobody approves it before, so there is nobody to ask as well.
  const fields = requestForm(input).fields.filter(({ id }) => id !== ALSO);
  const intro = note('intro', [breakGlass.intro()]);
  return { ...head, submit: breakGlass.next, close: form.cancel, fields: [intro, ...fields] };
}

/** All that is about to happen, before it does. */
export interface ToConfirm {
  readonly title: string;
  readonly targets: readonly Target[];
  readonly asked: Asked;
  readonly justification: string;
  readonly channels: readonly string[];
  readonly from: readonly (readonly Who[])[];
  readonly dueMs: EpochMs;
  /** Closed calendars, which stop nothing. */
  readonly frozen: readonly string[];
  /** The rules are otherwise than when it was last shown. */
  readonly isChanged: boolean;
}

/** `drawing` says which ask it confirms, and nothing else. */
export function confirmForm(
  what: ToConfirm,
  catalog: Catalog,
  drawing: string,
  reader: Reader,
): Form {
  const words = wordsFor(reader.locale);
  const { breakGlass, form, card } = words;
  const { title, targets, asked, justification, channels, from, dueMs, frozen } = what;
  const { channelOfTeams } = breakGlass;
  const places = channels.map((one): Line => [channelIn(one, channelOfTeams)]);
  const lasts =
    asked.kind === 'duration'
      ? breakGlass.lasts(asked.durationMs)
      : breakGlass.lastsUntil(asked.endMs);
  const lines = [
    ...(what.isChanged ? [breakGlass.changed()] : []),
    breakGlass.opens(title, accessLine(targets, catalog, words)),
    lasts,
    breakGlass.hears(joined(places, card.comma)),
    breakGlass.review(reviewersIn(from), dueMs),
    breakGlass.asTyped(justification),
    ...(frozen.length > 0 ? [breakGlass.frozen(frozen)] : []),
  ];
  return {
    kind: 'break-glass-confirm',
    title: breakGlass.confirmTitle,
    submit: breakGlass.confirm,
    close: form.cancel,
    fields: [note('about', lines)],
    drawing,
  };
}

/** Behind the two buttons of a review. */
export function reviewForm(
  view: CaseView,
  kind: 'review-justified' | 'review-unjustified',
  drawing: string,
): Form {
  const { breakGlass, form } = wordsFor(view.reader.locale);
  const { requester, justification } = view.file.request;
  const isJustified = kind === 'review-justified';
  const about = form.about(requester.name, view.title, justification);
  const comment: Field = {
    kind: 'text',
    id: 'comment',
    label: breakGlass.formComment,
    hint: breakGlass.formHint,
    multiline: true,
    optional: false,
    maxLength: LONGEST_COMMENT,
  };
  const lines = isJustified ? [about] : [about, breakGlass.formEnds()];
  return {
    kind,
    title: (isJustified ? breakGlass.formJustified : breakGlass.formUnjustified)(view.file.id),
    submit: breakGlass.formSubmit,
    close: form.cancel,
    fields: [note('about', lines), comment],
    drawing,
  };
}

/** As long as the engine keeps. */
const LONGEST_COMMENT = 500;

const note = (id: string, lines: readonly Line[]): Field => ({ kind: 'note', id, lines });
