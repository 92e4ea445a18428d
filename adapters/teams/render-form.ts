/** Draws a form as the card of a dialog: what is wrong, the fields, and the button that sends. */

import type { Line } from '../../src/card/card.ts';
import type { Field, Form, FormKind, Typed } from '../../src/card/form.ts';
import { TEAMS_WORDS } from '../../src/card/words/teams-words.ts';
import { actionTitle } from './render-actions.ts';
import { fieldElements, type FormSheet, problemText } from './render-fields.ts';
import { newSheet, placeIn, type Surroundings } from './render-inline.ts';
import { clip, fitted, LIMIT, type Rooms } from './render-limits.ts';
import { lineElements, runsOf } from './render-line.ts';
import { cardOf } from './render-message.ts';
import type { AdaptiveCard, CardAction, Element } from './render-types.ts';

/** What is known when a form is shown again. */
export interface FormMore {
  readonly typed?: Typed;
  /** Field id → what is wrong with it. */
  readonly problems?: Readonly<Record<string, string>>;
  readonly note?: readonly Line[];
}

export interface Dialog {
  readonly title: string;
  readonly card: AdaptiveCard;
}

export const renderForm = (form: Form, around: Surroundings, more: FormMore = {}): Dialog => ({
  title: clip(form.title, LIMIT.title),
  card: fitted((rooms) => drawn(form, around, more, rooms)),
});

function drawn(form: Form, around: Surroundings, more: FormMore, rooms: Rooms): AdaptiveCard {
  const { typed = {}, problems = {}, note = [] } = more;
  const sheet = newSheet(around);
  const own = ownData(form);
  const fields: FormSheet = {
    place: placeIn(sheet, rooms.notes),
    typed,
    problems,
    redraw: { redraw: true, ...own },
    // Of several long lists each gives way a little.
    choiceLength: Math.min(LIMIT.choice + LIMIT.detail, Math.max(24, rooms.facts / 40)),
  };
  const body = [
    ...problemsAbove(problems, form.fields, around),
    ...lineElements(note, placeIn(sheet, rooms.notes)),
    ...form.fields.flatMap((field) => fieldElements(field, fields)),
  ];
  return cardOf({ body, actions: submitAction(form, own), isWide: false }, sheet);
}

/** How many fields are wrong; and what is wrong with those that this form does not show. */
function problemsAbove(
  problems: Readonly<Record<string, string>>,
  fields: readonly Field[],
  { reader }: Surroundings,
): readonly Element[] {
  const wrong = Object.entries(problems);
  if (wrong.length === 0) return [];
  const words = TEAMS_WORDS[reader.locale].mend(wrong.length);
  const isShown = (id: string) => fields.some((field) => field.id === id && field.kind !== 'note');
  const elsewhere = wrong.filter(([id]) => !isShown(id)).slice(0, LIMIT.problemsAbove);
  return [
    runsOf(words, { color: 'attention', weight: 'bolder' }),
    ...elsewhere.map(([, problem]) => problemText(problem)),
  ];
}

/** What comes back beside what was typed. */
function ownData({ kind, drawing, fields }: Form): OwnData {
  const picks = fields
    .filter(({ kind }) => kind === 'pick' || kind === 'people')
    .map(({ id }) => id);
  return {
    form: kind,
    ...(drawing === undefined ? {} : { drawing }),
    ...(picks.length > 0 ? { picks: picks.join(' ') } : {}),
  };
}

interface OwnData extends Readonly<Record<string, unknown>> {
  readonly form: FormKind;
  readonly drawing?: string;
  /** The fields of several values: Teams parts those by commas, which texts have as well. */
  readonly picks?: string;
}

/** What is sent by these cannot be undone. */
const GRAVE: ReadonlySet<FormKind> = new Set([
  'deny',
  'end-now',
  'break-glass-confirm',
  'review-unjustified',
]);

function submitAction({ kind, submit }: Form, data: OwnData): readonly CardAction[] {
  if (submit === undefined) return [];
  const style = GRAVE.has(kind) ? 'destructive' : 'positive';
  const title = actionTitle(submit);
  return [{ type: 'Action.Submit', title, style, data, associatedInputs: 'auto' }];
}
