/** Dialogs: what the client keeps to itself, what it sends, and how it sends it again. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type JsonObject, objectAt, wordAt } from '../slack/json.ts';
import type { Bot, BotReply } from './bot-fixture.ts';
import { cardActivity, cardAttachment, cardOf, startBot } from './bot-fixture.ts';
import { SAMPLE_IDS } from './sample.ts';
import type { Message } from './state.ts';

const FORM = cardOf(
  [
    { type: 'Input.Text', id: 'why', label: 'Why?', isRequired: true, errorMessage: 'Say why.' },
    { type: 'Input.Number', id: 'hours', label: 'Hours', min: 1, max: 4, errorMessage: '1 to 4.' },
    { type: 'Input.Date', id: 'day', label: 'Day' },
    { type: 'Input.Toggle', id: 'urgent', title: 'Urgent' },
    {
      type: 'Input.ChoiceSet',
      id: 'node',
      label: 'Node',
      choices: [{ title: 'Database 1', value: 'i-1' }],
      'choices.data': { type: 'Data.Query', dataset: 'nodes' },
    },
  ],
  {
    actions: [
      { type: 'Action.Submit', title: 'Request', data: { step: 'ask' } },
      { type: 'Action.Submit', title: 'Back', associatedInputs: 'none', data: { step: 'back' } },
    ],
  },
);

const goOn = (card: JsonObject): BotReply => ({
  body: { task: { type: 'continue', value: { title: 'Ask', card: cardAttachment(card) } } },
});

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
  bot.listen(() => goOn(FORM));
});
afterEach(() => bot.stop());

const values = () => bot.heard.map((activity) => objectAt(activity, 'value'));
const lastData = () => objectAt(values().at(-1), 'data');

describe('a form', () => {
  test('with a required input left empty never reaches the bot', async () => {
    const aiko = bot.teams.as('aiko');
    await aiko.open();
    const seen = await aiko.submit({ Hours: 9 });
    expect(seen.errors).toEqual({ why: 'Say why.', hours: '1 to 4.' });
    expect(seen.dialog).toContain('Why?\n[  ]\n! Say why.');
    expect(seen.activity).toBeUndefined();
    expect(bot.heard).toHaveLength(1);
  });

  test('is sent with what was typed as text, over the data of the button', async () => {
    const aiko = bot.teams.as('aiko');
    await aiko.open({ command: 'request' });
    aiko.enter({ why: 'outage', Hours: 2 });
    bot.listen(() => ({}));
    const seen = await aiko.submit({ Node: 'Database 1', Urgent: true });
    expect(lastData()).toEqual({
      step: 'ask',
      why: 'outage',
      hours: '2',
      urgent: 'true',
      node: 'i-1',
    });
    expect(values().at(-1)).toMatchObject({ commandId: 'request', context: { theme: 'default' } });
    expect(seen.dialog).toBeUndefined();
  });

  test('may be left by another button without its inputs', async () => {
    const aiko = bot.teams.as('aiko');
    await aiko.open();
    bot.listen(() => ({ body: { task: { type: 'message', value: 'Never mind.' } } }));
    const seen = await aiko.press('Back');
    expect(lastData()).toEqual({ step: 'back' });
    expect([seen.shown, seen.dialog]).toEqual(['Never mind.', undefined]);
    expect(aiko.lastAnswer).toBe('Never mind.');
  });

  test('takes only choices that are there, or that a search offered', async () => {
    const aiko = bot.teams.as('aiko');
    await aiko.open();
    expect(() => aiko.enter({ Node: 'Database 2' })).toThrow('no choice');
    const results = [{ title: 'Database 2', value: 'i-2' }];
    const type = 'application/vnd.microsoft.search.searchResponse';
    bot.listen(() => ({ body: { statusCode: 200, type, value: { results } } }));
    const { choices, activity } = await aiko.search('nodes', 'data');
    expect(choices).toEqual(results);
    expect(activity).toMatchObject({ type: 'invoke', name: 'application/search' });
    expect(values().at(-1)).toEqual({
      queryText: 'data',
      kind: 'search',
      dataset: 'nodes',
      queryOptions: { skip: 0, top: 15 },
    });
    aiko.enter({ Node: 'Database 2' });
    expect(aiko.dialog).toContain('Node\n[ i-2 ]');
  });

  test('stays open with all that was typed while the bot refuses it', async () => {
    const aiko = bot.teams.as('aiko');
    await aiko.open();
    bot.listen(() => ({ status: 500 }));
    const seen = await aiko.submit({ why: 'outage' });
    expect(seen.shown).toBe('Unable to reach app. Please try again.');
    expect(seen.dialog).toContain('[ outage ]');
    aiko.leave();
    expect(aiko.dialog).toBeUndefined();
  });
});

describe('a dialog', () => {
  test.each<[string, BotReply]>([
    ['an empty answer', {}],
    ['a card that Teams refuses', goOn({ ...FORM, version: '1.6' })],
    ['a task that is none', { body: { task: { type: 'shout' } } }],
  ])('is not opened by %s', async (_, reply) => {
    bot.listen(() => reply);
    const seen = await bot.teams.as('aiko').open();
    expect(seen.shown).toContain('Unable to reach app');
    expect(seen.dialog).toBeUndefined();
  });

  test('is opened by a button of a card, and submitted as a task', async () => {
    const fetch = { msteams: { type: 'task/fetch' }, step: 'open' };
    const action = { type: 'Action.Submit', title: 'Open', data: fetch };
    const place = `v3/conversations/${encodeURIComponent(SAMPLE_IDS.ops)}/activities`;
    await bot.call('POST', place, cardActivity(cardOf([], { actions: [action] })));
    const [card] = bot.teams.messages(SAMPLE_IDS.ops) as [Message];
    const ben = bot.teams.as('ben');
    const opened = await ben.click(card, 'Open');
    expect(opened.dialog).toContain('Why?');
    expect(opened.activity).toMatchObject({ name: 'task/fetch', replyToId: card.id });
    expect(lastData()).toEqual(fetch);
    bot.listen(() => ({}));
    const done = await ben.submit({ why: 'outage' });
    const conversation = { id: `${SAMPLE_IDS.ops};messageid=${card.id}` };
    expect(done.activity).toMatchObject({ name: 'task/submit', conversation });
    expect(done.dialog).toBeUndefined();
  });

  test('opens for somebody without the app, in a channel of theirs or alone', async () => {
    const seen = await bot.teams.as('mallory').open();
    expect(seen.dialog).toContain('Why?');
    await expect(bot.teams.as('mallory').open({ channel: SAMPLE_IDS.ops })).rejects.toThrow(
      'cannot see',
    );
  });
});

describe('a submission', () => {
  test('that is not answered in time is sent three times, the last under another id', async () => {
    const aiko = bot.teams.as('aiko');
    await aiko.open();
    bot.teams.usePatience(50);
    bot.listen(() => new Promise(() => undefined));
    const seen = await aiko.submit({ why: 'outage' });
    const ids = bot.teams.sent.slice(1).map(({ id }) => id);
    const id = wordAt(seen.activity, 'id');
    expect(ids).toEqual([id, id, `${id}-again`]);
    expect(seen.shown).toBe('Unable to reach app. Please try again.');
    expect(seen.dialog).toContain('[ outage ]');
  });

  test('is settled by the first answer, whenever it comes', async () => {
    const aiko = bot.teams.as('aiko');
    await aiko.open();
    bot.teams.usePatience(400);
    let deliveries = 0;
    bot.listen(() => {
      deliveries += 1;
      return deliveries === 1 ? new Promise(() => undefined) : {};
    });
    const seen = await aiko.submit({ why: 'outage' });
    expect(deliveries).toBeGreaterThan(1);
    expect(seen.dialog).toBeUndefined();
  });

  test('may arrive three times at once', async () => {
    const aiko = bot.teams.as('aiko');
    await aiko.open();
    bot.teams.as('aiko').twice();
    bot.listen(() => ({}));
    const seen = await aiko.submit({ why: 'outage' });
    expect(seen.replies).toHaveLength(3);
    expect(new Set(bot.heard.slice(1).map(({ id }) => id)).size).toBe(2);
    await aiko.open();
    expect(bot.heard).toHaveLength(5);
  });
});
