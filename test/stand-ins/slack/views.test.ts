/** Triggers, stacks and hashes: a modal opens once, in time, and keeps what was typed. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Desk, startDesk } from './desk.ts';
import { type JsonObject, objectAt, wordAt } from './json.ts';

const plain = (text: string): JsonObject => ({ type: 'plain_text', text });
const input = (id: string, more: JsonObject = {}): JsonObject => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { type: 'plain_text_input', action_id: id, ...more },
});
const modal = (blocks: readonly JsonObject[] = [], more: JsonObject = {}): JsonObject => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Go'),
  blocks,
  ...more,
});

let desk: Desk;
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(() => desk.stop());

const open = async (view: JsonObject, trigger_id?: string) =>
  desk.call('views.open', { trigger_id: trigger_id ?? (await desk.trigger()), view });
const idOf = (answer: JsonObject) => wordAt(answer['view'], 'id');

describe('a trigger', () => {
  test('is too old a millisecond after three seconds', async () => {
    const trigger = await desk.trigger();
    desk.pass(3001);
    expect(await open(modal(), trigger)).toMatchObject({ error: 'expired_trigger_id' });
  });

  test('opens one view, at the last moment, and no second', async () => {
    const trigger = await desk.trigger();
    desk.pass(3000);
    expect(await open(modal(), trigger)).toMatchObject({ ok: true });
    expect(await open(modal(), trigger)).toMatchObject({ error: 'exchanged_trigger_id' });
  });

  test('survives a view that was refused', async () => {
    const trigger = await desk.trigger();
    const wrong = await open(modal([{ type: 'section' }]), trigger);
    expect(wrong).toMatchObject({ error: 'invalid_arguments' });
    expect(objectAt(wrong, 'response_metadata')['messages']).toHaveLength(1);
    expect(await open(modal(), trigger)).toMatchObject({ ok: true });
  });

  test('that nobody issued is invalid', async () => {
    expect(await open(modal(), '1.2.3')).toMatchObject({ error: 'invalid_trigger_id' });
  });

  test('of a command cannot push a view upon another', async () => {
    await open(modal());
    const args = { trigger_id: await desk.trigger(), view: modal() };
    expect(await desk.call('views.push', args)).toMatchObject({ error: 'invalid_trigger_id' });
  });
});

describe('an open modal', () => {
  test('is redrawn only by who knows its latest hash', async () => {
    const opened = await open(modal());
    const hash = wordAt(opened['view'], 'hash');
    const args = { view_id: idOf(opened), view: modal(), hash };
    expect(await desk.call('views.update', args)).toMatchObject({ ok: true });
    expect(await desk.call('views.update', args)).toMatchObject({ error: 'hash_conflict' });
  });

  test('keeps what was typed where block id and action id stay', async () => {
    const opened = await open(modal([input('a'), input('b')]));
    desk.slack.as('U_AIKO').enter({ a: 'kept', b: 'lost' });
    const view = modal([input('a'), input('c', { initial_value: 'fresh' })]);
    const redrawn = await desk.call('views.update', { view_id: idOf(opened), view });
    expect(objectAt(objectAt(redrawn, 'view'), 'state')).toEqual({
      values: {
        a: { a: { type: 'plain_text_input', value: 'kept' } },
        c: { c: { type: 'plain_text_input', value: 'fresh' } },
      },
    });
  });

  test('is gone for the bot once the person closed it', async () => {
    const opened = await open(modal());
    await desk.slack.as('U_AIKO').closeView();
    const args = { view_id: idOf(opened), view: modal() };
    expect(await desk.call('views.update', args)).toMatchObject({ error: 'not_found' });
  });

  test('shares its external id with no other', async () => {
    await open(modal([], { external_id: 'form-1' }), await desk.trigger('U_BEN'));
    const second = await open(modal([], { external_id: 'form-1' }));
    expect(second).toMatchObject({ error: 'duplicate_external_id' });
  });

  test('belongs to one person: the others see theirs', async () => {
    await open(modal());
    expect(desk.slack.as('U_BEN').view).toBeUndefined();
    expect(desk.slack.as('U_AIKO').view?.type).toBe('modal');
  });
});

describe('the Home tab', () => {
  test('is published for one person and published again', async () => {
    const home = (text: string) => ({
      type: 'home',
      blocks: [{ type: 'section', text: plain(text) }],
    });
    const args = { user_id: 'U_AIKO', view: home('first') };
    const first = await desk.call('views.publish', args);
    const second = await desk.call('views.publish', { ...args, view: home('second') });
    expect(idOf(second)).toBe(idOf(first));
    expect(desk.slack.plainText(desk.slack.as('U_AIKO').home ?? { blocks: [] })).toBe('second');
  });
});
