/** The form behind `/prod-access`: what one may ask for, and what is known of the choice. */

import type { Catalog } from '../catalog/catalog.ts';
import type { Entitlement, Question } from '../catalog/entitlement.ts';
import { ticketExample } from '../catalog/ticket.ts';
import type { Reader } from '../kernel/person.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { DurationMs } from '../kernel/time.ts';
import { accountField, whereLine } from './account-field.ts';
import { alsoField } from './also-field.ts';
import { deciders } from './deciders.ts';
import type { DemandSaid, ReviewSaid } from './demand.ts';
import type { Choice, Field, Form, Typed } from './form.ts';
import { bold, say } from './line.ts';
import { nodeField, type NodesToPick } from './node-field.ts';
import { refusalLine } from './refusal-text.ts';
import { type Words, wordsFor } from './words/words.ts';

/** What is said under the choice before anything is sent: what it is, the cap, who decides. */
export interface Chosen {
  readonly entitlement: Entitlement;
  readonly maxMs?: DurationMs;
  readonly levels?: readonly DemandSaid[];
  /** Where access comes first: who says afterwards if it was right, and how soon. */
  readonly review?: ReviewSaid;
  /** Why it could not be had as things are. */
  readonly refusal?: Refusal;
  /** The account that was chosen, where there are several. */
  readonly account?: string;
  /** What there is to pick from. */
  readonly pick?: NodesToPick;
}

export interface RequestFormInput {
  /** Everything one may ask for. */
  readonly choices: readonly Choice[];
  readonly chosen?: Chosen;
  readonly typed: Typed;
  /** Whom they want to approve as well. */
  readonly also?: readonly Choice[];
  /** Some of those whom they could ask. */
  readonly offered?: readonly Choice[];
  /** Why the last attempt was refused, when that belongs to no field. */
  readonly refusal?: Refusal;
  /** Why choices may be missing, while a group that opens them is silent. */
  readonly silence?: Refusal;
  readonly catalog: Catalog;
  readonly operators: string;
  readonly reader: Reader;
}

/** More choices than platforms show are searched for instead. */
const MOST_CHOICES = 100;
const LONGEST = { time: 100, why: 1500, ticket: 100, answer: 500 } as const;

export function requestForm(input: RequestFormInput): Form {
  const { form } = wordsFor(input.reader.locale);
  const base = { kind: 'request', title: form.request } as const;
  if (input.choices.length === 0) {
    const nothing: Field = { kind: 'note', id: 'nothing', lines: [form.nothing(input.operators)] };
    const fields = input.silence ? silenceNote(input) : [nothing];
    return { ...base, close: form.close, fields };
  }
  const fields = [
    ...refusalNote(input, form),
    selectField(input, form),
    ...silenceNote(input),
    ...aboutNote(input),
    ...accountFields(input),
    ...nodeFields(input),
    ...textFields(input, form),
    ...(input.chosen ? [alsoField(input.also ?? [], input.offered ?? [], form)] : []),
  ];
  return { ...base, submit: form.submit, close: form.cancel, fields };
}

function refusalNote({ refusal, reader }: RequestFormInput, form: Words['form']): readonly Field[] {
  if (!refusal) return [];
  const line = say`${bold(form.notSent)} ${refusalLine(refusal, reader)}`;
  return [{ kind: 'note', id: 'refusal', lines: [line] }];
}

const silenceNote = ({ silence, reader }: RequestFormInput): readonly Field[] =>
  silence ? [{ kind: 'note', id: 'silence', lines: [refusalLine(silence, reader)] }] : [];

function selectField({ choices, chosen, typed }: RequestFormInput, form: Words['form']): Field {
  const id = chosen?.entitlement.id ?? typed.entitlement;
  const value = choices.find((choice) => choice.value === id);
  return {
    kind: 'select',
    id: 'entitlement',
    label: form.what,
    placeholder: form.choose,
    ...(choices.length > MOST_CHOICES ? {} : { choices }),
    ...(value ? { value } : {}),
    optional: false,
    redraws: true,
  };
}

function aboutNote({ chosen, catalog, reader }: RequestFormInput): readonly Field[] {
  if (!chosen) return [];
  const words = wordsFor(reader.locale);
  const { entitlement, refusal } = chosen;
  const guidance = entitlement.guidance?.[reader.locale] ?? entitlement.guidance?.en;
  const lines = [
    whereLine(chosen, catalog, words),
    ...(refusal ? [refusalLine(refusal, reader)] : deciders(chosen, words)),
    ...(guidance ? [say`${guidance}`] : []),
  ];
  return [{ kind: 'note', id: 'about', lines }];
}

function accountFields({ chosen, catalog, reader }: RequestFormInput): readonly Field[] {
  if (!chosen?.entitlement.accounts) return [];
  return [accountField(chosen, catalog, wordsFor(reader.locale))];
}

function nodeFields({ chosen, typed, reader }: RequestFormInput): readonly Field[] {
  if (!chosen?.pick) return [];
  return [nodeField(chosen.entitlement.id, chosen.pick, typed, wordsFor(reader.locale))];
}

function textFields({ chosen, typed, reader }: RequestFormInput, form: Words['form']): Field[] {
  const fields: Field[] = [
    text('time', form.howLong, typed, {
      placeholder: form.howLongExample,
      hint: form.howLongHint,
      maxLength: LONGEST.time,
    }),
    text('why', form.why, typed, {
      placeholder: form.whyExample,
      hint: form.whyHint,
      multiline: true,
      maxLength: LONGEST.why,
    }),
  ];
  const { ticket, questions = [] } = chosen?.entitlement ?? {};
  if (ticket) {
    const example = ticketExample(ticket.pattern);
    const label = form.ticket(ticket.pattern.replace(/[#*]+/g, '…'));
    const more = { placeholder: example, optional: !ticket.required, maxLength: LONGEST.ticket };
    fields.push(text('ticket', label, typed, more));
  }
  return [...fields, ...questions.map((question) => questionField(question, typed, reader, form))];
}

/** Where only some answers are taken, they are chosen from. */
function questionField(
  { id, label, required, allowed, example }: Question,
  typed: Typed,
  { locale }: Reader,
  form: Words['form'],
): Field {
  const field = { id: `answer:${id}`, label: label[locale] ?? label.en, optional: !required };
  if (!allowed) {
    const hint = example === undefined ? {} : { placeholder: example };
    return text(field.id, field.label, typed, {
      ...hint,
      optional: !required,
      maxLength: LONGEST.answer,
    });
  }
  const choices = allowed.map((value) => ({ value, label: value }));
  const value = choices.find((choice) => choice.value === typed[field.id]);
  const chosen = value ? { value } : {};
  return { kind: 'select', ...field, choices, ...chosen, placeholder: form.choose, redraws: false };
}

type TextField = Extract<Field, { kind: 'text' }>;

const text = (
  id: string,
  label: string,
  typed: Typed,
  more: Partial<TextField> & Pick<TextField, 'maxLength'>,
): TextField => {
  const value = typed[id];
  return {
    kind: 'text',
    id,
    label,
    multiline: false,
    optional: false,
    ...(value ? { value: value.slice(0, more.maxLength) } : {}),
    ...more,
  };
};
