/** An engine that answers what a test tells it to, and remembers what it was asked. */

import type { Notice } from '../../../src/card/card.ts';
import type { Choice, Field, Form } from '../../../src/card/form.ts';
import type { Engine, FormSent, Press } from '../../../src/engine/api.ts';
import type { Reply } from '../../../src/engine/reply.ts';
import type { PersonKey } from '../../../src/kernel/brand.ts';
import { refuse } from '../../../src/kernel/refusal.ts';

type Told<T> = T | (() => T | Promise<T>);

/** What the engine answers to each kind of act. */
export interface Answers {
  command: Told<Reply>;
  redraw: Told<Reply>;
  press: Told<Reply>;
  submit: Told<Reply>;
  choices: (typed: string) => readonly Choice[];
  home: Told<Notice>;
}

export interface Heard {
  readonly actor: PersonKey;
  readonly line?: string;
  readonly form?: FormSent;
  readonly press?: Press;
}

export interface FixedEngine extends Engine {
  readonly answers: Answers;
  readonly heard: readonly Heard[];
  forget(): void;
}

export function createFixedEngine(): FixedEngine {
  const heard: Heard[] = [];
  const answers = usual();
  const tell = async <T>(told: Told<T>): Promise<T> =>
    typeof told === 'function' ? (told as () => T | Promise<T>)() : told;
  return {
    answers,
    heard,
    command(actor, line) {
      heard.push({ actor, line });
      return tell(answers.command);
    },
    redraw(actor, form) {
      heard.push({ actor, form });
      return tell(answers.redraw);
    },
    press(actor, press) {
      heard.push({ actor, press });
      return tell(answers.press);
    },
    submit(actor, form) {
      heard.push({ actor, form });
      return tell(answers.submit);
    },
    choices: async (_actor, { typed }) => answers.choices(typed),
    look: async () => undefined,
    home: () => tell(answers.home),
    forget() {
      heard.length = 0;
      Object.assign(answers, usual());
    },
  };
}

const usual = (): Answers => ({
  command: { kind: 'form', form: requestForm() },
  redraw: { kind: 'form', form: requestForm() },
  press: { kind: 'done', notice: saying('Noted.') },
  submit: { kind: 'done' },
  choices: () => [],
  home: saying('You hold nothing.'),
});

export const saying = (text: string): Notice => ({
  lines: [[{ text }]],
  buttons: [],
  summary: text,
});

export const no = (text: string): Reply => ({
  kind: 'refused',
  refusal: refuse('person-guest', {}),
  notice: saying(text),
});

const DATABASE: Choice = { value: 'prod-db', label: 'Production database' };
const QUEUE: Choice = { value: 'prod-queue', label: 'Production queue' };

const PICK: Field = {
  kind: 'pick',
  id: 'nodes:prod-db',
  label: 'Which nodes?',
  values: [],
  most: 4,
  placeholder: 'Name, id or address',
  hint: 'Up to 2 of the 2 nodes with Env=prod, as of now.',
};

export function requestForm(
  changes: { readonly note?: string; readonly long?: boolean; readonly nodes?: boolean } = {},
): Form {
  const what: Field = {
    kind: 'select',
    id: 'entitlement',
    label: 'What do you need?',
    optional: false,
    redraws: true,
    ...(changes.long ? {} : { choices: [DATABASE, QUEUE] }),
  };
  const text = { kind: 'text', multiline: false, optional: false, maxLength: 500 } as const;
  return {
    kind: 'request',
    title: 'Production access',
    submit: 'Request',
    close: 'Cancel',
    fields: [
      what,
      { kind: 'note', id: 'about', lines: [[{ text: changes.note ?? 'Choose one.' }]] },
      ...(changes.nodes ? [PICK] : []),
      { ...text, id: 'time', label: 'For how long?' },
      { ...text, id: 'why', label: 'Why?', multiline: true },
    ],
  };
}
