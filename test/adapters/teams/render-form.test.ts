/** How Teams draws forms as dialogs. */

import { describe, expect, test } from 'vitest';
import { createPen } from '../../../adapters/teams/pen.ts';
import type { FormMore } from '../../../adapters/teams/render-form.ts';
import { LIMIT, sizeOf } from '../../../adapters/teams/render-limits.ts';
import type {
  ActionSet,
  ChoiceInput,
  SubmitAction,
  TextInput,
  TextRun,
} from '../../../adapters/teams/render-types.ts';
import type { Field } from '../../../src/card/form.ts';
import { denyForm, endForm, shorterForm } from '../../../src/card/forms.ts';
import type { Reader } from '../../../src/kernel/person.ts';
import { DRAWING, EN, JA, opened, view } from '../../card/case-story.ts';
import { faultsOf, ofType, runsIn } from './render-reading.ts';
import { ALSO, form, NODES, NOTE, WHAT, WHY } from './sample-form.ts';

const penFor = (reader: Reader) =>
  createPen({ tenant: 't1', reader, member: () => undefined, channelName: () => undefined });
const pen = penFor(EN);

const drawn = (fields: readonly Field[], more?: FormMore) => pen.form({ ...form, fields }, more);
const choicesIn = (card: unknown) => ofType<ChoiceInput>(card, 'Input.ChoiceSet')[0];
const textIn = (card: unknown) => ofType<TextInput>(card, 'Input.Text')[0];

describe('a form', () => {
  test('is a dialog, drawn whole', () => {
    expect(pen.form(form)).toMatchSnapshot();
  });

  test.each([EN, JA])('is one that Teams takes, in $locale', (reader) => {
    const theirs = penFor(reader);
    const seen = view(opened(), '18:06', reader);
    for (const one of [form, denyForm(seen, DRAWING), shorterForm(seen, DRAWING)]) {
      const { card } = theirs.form(one, { problems: { why: 'x', time: 'y' }, note: [[]] });
      expect(faultsOf(card)).toEqual([]);
    }
  });

  test('is sent with its kind and its drawing, in red where it ends something', () => {
    const { card } = pen.form(denyForm(view(opened(), '18:06'), DRAWING));
    expect(card.actions).toEqual([
      {
        type: 'Action.Submit',
        title: 'Deny',
        style: 'destructive',
        data: { form: 'deny', drawing: DRAWING },
        associatedInputs: 'auto',
      },
    ]);
    const { drawing: _, submit: __, ...saying } = endForm(view(opened(), '18:06'), DRAWING);
    expect(pen.form(saying).card.actions).toBeUndefined();
  });

  test('lists what there is to choose, and asks for it where it is not listed', () => {
    expect(choicesIn(drawn([WHAT]).card)).toMatchObject({
      style: 'compact',
      value: 'logs',
      choices: [
        { title: 'Production database · production', value: 'prod-db' },
        { title: 'Logs', value: 'logs' },
      ],
    });
    const { choices: _, ...unlisted } = WHAT;
    expect(choicesIn(drawn([unlisted]).card)).toMatchObject({
      style: 'filtered',
      'choices.data': { type: 'Data.Query', dataset: 'entitlement' },
      choices: [{ title: 'Logs', value: 'logs' }],
    });
  });

  test('has several picked by typing, and shows those that were', () => {
    const typed = { 'nodes:prod-shell': 'i-0000000a i-0000000b' };
    expect(choicesIn(drawn([NODES], { typed }).card)).toMatchObject({
      isMultiSelect: true,
      style: 'filtered',
      'choices.data': { type: 'Data.Query', dataset: 'nodes:prod-shell' },
      value: 'i-0000000a,i-0000000b',
      choices: [
        { title: 'web-1 (i-0000000a) · online', value: 'i-0000000a' },
        { title: 'i-0000000b', value: 'i-0000000b' },
      ],
    });
  });

  test('has people found by their names, and shows those that were chosen', () => {
    expect(choicesIn(drawn([ALSO]).card)).toMatchObject({
      label: 'Also ask (optional)',
      isMultiSelect: true,
      'choices.data': { type: 'Data.Query', dataset: 'also' },
      value: 'teams:tenant:ben',
      choices: [
        { title: 'ben', value: 'teams:tenant:ben' },
        { title: 'dai', value: 'teams:tenant:dai' },
      ],
    });
    expect(drawn([{ ...ALSO, values: [], offered: [] }]).card.body).toEqual([]);
    const typed = { also: 'teams:tenant:ben teams:tenant:chie' };
    expect(choicesIn(drawn([ALSO], { typed }).card)).toMatchObject({
      value: 'teams:tenant:ben,teams:tenant:chie',
    });
  });

  test('leaves it to the core to say what is missing', () => {
    const inputs = [...ofType(drawn(form.fields).card, 'Input.Text')].concat(
      ofType(drawn(form.fields).card, 'Input.ChoiceSet'),
    );
    expect(inputs).toHaveLength(3);
    for (const input of inputs) expect(input).toMatchObject({ isRequired: false });
  });

  test('says which fields may stay empty', () => {
    expect(textIn(drawn([WHY]).card)?.label).toBe('Why? (optional)');
    expect(textIn(penFor(JA).form({ ...form, fields: [WHY] }).card)?.label).toBe('Why?（任意）');
  });

  test('keeps what was typed before, also where that is nothing', () => {
    expect(textIn(drawn([WHY]).card)?.value).toBe('because');
    expect(textIn(drawn([WHY], { typed: { why: 'INC-1' } }).card)?.value).toBe('INC-1');
    expect(textIn(drawn([WHY], { typed: { why: '' } }).card)).not.toHaveProperty('value');
    expect(choicesIn(drawn([WHAT], { typed: { entitlement: 'prod-db' } }).card)?.value).toBe(
      'prod-db',
    );
  });

  test('draws anew at the press of a button what depends on a choice', () => {
    const [set] = ofType<ActionSet>(drawn([WHAT]).card, 'ActionSet');
    expect(set?.actions).toEqual([
      {
        type: 'Action.Submit',
        title: 'Show details',
        data: { redraw: true, form: 'request', drawing: DRAWING },
        associatedInputs: 'auto',
      },
    ]);
    const [ja] = ofType<SubmitAction>(penFor(JA).form(form).card.body, 'Action.Submit');
    expect(ja?.title).toBe('詳細を表示');
  });
});

describe('what is wrong', () => {
  const problems = { why: 'A few more words.', ticket: 'No such ticket.' };

  test('stands right under its field, and is counted at the top', () => {
    const { body } = drawn([NOTE, WHY], { problems, note: [[{ text: 'A note' }]] }).card;
    expect(body.map((element) => runsIn(element) || element.type)).toEqual([
      'Not sent yet: 2 fields need mending.',
      'No such ticket.',
      'A note',
      'role *X*',
      'Input.Text',
      'A few more words.',
      'Shown as typed',
    ]);
    const [run] = ofType<TextRun>(body[5], 'TextRun');
    expect(run?.color).toBe('attention');
  });

  test('of one field is said of one field', () => {
    const [first] = drawn([WHY], { problems: { why: 'x' } }).card.body;
    expect(runsIn(first)).toBe('Not sent yet: one field needs mending.');
  });
});

test('long lists give way until they can be sent', () => {
  const choices = Array.from({ length: 200 }, (_, at) => ({
    value: `e${at}`,
    label: 'あ'.repeat(300),
    detail: 'x'.repeat(300),
  }));
  const lists = Array.from({ length: 4 }, (_, at) => ({ ...WHAT, id: `f${at}`, choices }));
  const last = choices.at(-1);
  const { card } = drawn(lists, { typed: last ? { f0: last.value } : {} });
  expect(choicesIn(card)?.choices.map(({ value }) => value)).toContain('e199');
  expect(sizeOf(card)).toBeLessThanOrEqual(LIMIT.message);
});
