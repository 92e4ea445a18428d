/** Small forms behind the buttons of a card: deny, approve shorter, extend, end. */

import { phaseOf } from '../case-file/case-file.ts';
import { askedDuration } from '../request/request.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { Reader } from '../kernel/person.ts';
import { MINUTE } from '../kernel/time.ts';
import type { CaseView } from './case-view.ts';
import type { Field, Form } from './form.ts';
import { wordsFor } from './words/words.ts';

/** As long as the engine keeps. */
const LONGEST_COMMENT = 500;

export function denyForm(view: CaseView, drawing: string): Form {
  const { form } = wordsFor(view.reader.locale);
  const comment = text('comment', form.denyWhy, {
    placeholder: form.denyExample,
    hint: form.denyHint,
    multiline: true,
  });
  const title = form.deny(view.file.id);
  const fields = [caseNote(view), comment];
  return { kind: 'deny', title, submit: form.denySubmit, close: form.cancel, fields, drawing };
}

export function shorterForm(view: CaseView, drawing: string): Form {
  const { form } = wordsFor(view.reader.locale);
  const { reviews, request } = view.file;
  const agreed = reviews.filter(({ verdict }) => verdict === 'approve');
  const longestMs = Math.min(
    askedDuration(request.asked, view.nowMs),
    ...agreed.map(({ durationMs }) => durationMs),
  );
  const time = text('time', form.shorterTime, {
    placeholder: form.extendExample,
    hint: form.shorterHint(longestMs - (longestMs % MINUTE)),
    optional: true,
  });
  const hint = form.shorterCommentHint;
  const comment = text('comment', form.shorterComment, { hint, optional: true });
  return {
    kind: 'approve-shorter',
    title: form.shorter(view.file.id),
    submit: form.shorterSubmit,
    close: form.cancel,
    fields: [caseNote(view), time, comment],
    drawing,
  };
}

export function extendForm(id: RequestId, drawing: string, { locale }: Reader): Form {
  const { form } = wordsFor(locale);
  const time = text('time', form.extendTime, {
    placeholder: form.extendExample,
    hint: form.extendHint,
  });
  const why = text('why', form.extendWhy, { multiline: true, optional: true });
  return {
    kind: 'extend',
    title: form.extend(id),
    submit: form.extendSubmit,
    close: form.cancel,
    fields: [time, why],
    drawing,
  };
}

/** Says what will happen and asks once more: it cannot be undone. */
export function endForm(view: CaseView, drawing: string): Form {
  const { form } = wordsFor(view.reader.locale);
  const who = view.file.request.beneficiary.name;
  const isAhead = phaseOf(view.file) === 'scheduled';
  const line = isAhead ? form.cancelStartNote(who, view.title) : form.endNote(who, view.title);
  return {
    kind: 'end-now',
    title: (isAhead ? form.cancelStart : form.end)(view.file.id),
    submit: isAhead ? form.cancelStartSubmit : form.endSubmit,
    close: isAhead ? form.goBack : form.cancel,
    fields: [{ kind: 'note', id: 'about', lines: [line] }],
    drawing,
  };
}

/** Which case this is about, for whoever has several cards open. */
function caseNote({ file, title, reader }: CaseView): Field {
  const { requester, justification } = file.request;
  const line = wordsFor(reader.locale).form.about(requester.name, title, justification);
  return { kind: 'note', id: 'about', lines: [line] };
}

type TextField = Extract<Field, { kind: 'text' }>;

const text = (
  id: string,
  label: string,
  more: Partial<Pick<TextField, 'placeholder' | 'hint' | 'multiline' | 'optional'>>,
): TextField => ({
  kind: 'text',
  id,
  label,
  multiline: false,
  optional: false,
  maxLength: LONGEST_COMMENT,
  ...more,
});
