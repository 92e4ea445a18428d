/** What people do outside of dialogs: they speak, click, have cards refreshed, install. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Json, type JsonObject, objectAt, wordAt } from '../slack/json.ts';
import { type Bot, cardActivity, cardOf, startBot } from './bot-fixture.ts';
import { SAMPLE_IDS } from './sample.ts';
import type { Message } from './state.ts';

const { ops, team } = SAMPLE_IDS;
const text = (words: string): JsonObject => ({ type: 'TextBlock', text: words });
const execute = { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: { id: 'r1' } };
const CARD = 'application/vnd.microsoft.card.adaptive';
const MESSAGE = 'application/vnd.microsoft.activity.message';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.stop());

const place = `v3/conversations/${encodeURIComponent(ops)}/activities`;

async function posted(card: JsonObject): Promise<Message> {
  const { body } = await bot.call('POST', place, cardActivity(card));
  const message = bot.teams.messages(ops).find(({ id }) => id === wordAt(body, 'id'));
  if (message === undefined) throw new Error(`Nothing was posted: ${JSON.stringify(body)}`);
  return message;
}

const answer = (type: string, value: Json, statusCode = 200) => ({
  body: { statusCode, type, value },
});

describe('words', () => {
  test('in a channel are heard only where the bot is mentioned', async () => {
    const aiko = bot.teams.as('aiko');
    expect((await aiko.say('hello', { channel: ops })).activity).toBeUndefined();
    expect(bot.heard).toEqual([]);
    await aiko.say('hello', { channel: ops, mention: true });
    const { appId, name } = bot.teams.state.bot;
    const mentioned = { id: `28:${appId}`, name };
    const at = bot.teams.messages(ops)[1]?.id;
    expect(bot.heard[0]).toMatchObject({
      type: 'message',
      id: at,
      text: '<at>Prod Access</at> hello',
      channelId: 'msteams',
      serviceUrl: bot.teams.serviceUrl,
      locale: 'ja-JP',
      from: { id: aiko.person.mri, aadObjectId: aiko.person.aadObjectId, name: '佐藤 愛子' },
      recipient: mentioned,
      conversation: { id: `${ops};messageid=${at}`, conversationType: 'channel', isGroup: true },
      channelData: { tenant: { id: bot.teams.state.tenantId }, team: { id: team } },
      entities: [
        { type: 'mention', mentioned, text: '<at>Prod Access</at>' },
        { type: 'clientInfo', country: 'JP', timezone: 'Asia/Tokyo', locale: 'ja-JP' },
      ],
    });
    expect(aiko.sees(ops)).toEqual(['hello', '@Prod Access hello']);
  });

  test('under a message go into its thread', async () => {
    const root = await posted(cardOf([text('root')]));
    await bot.teams.as('ben').say('why?', { under: root, mention: true });
    expect(bot.heard[0]).toMatchObject({ conversation: { id: `${ops};messageid=${root.id}` } });
    expect(bot.teams.thread(ops, root.id)).toHaveLength(1);
  });

  test('in the chat are always heard, and by nobody where the app is not installed', async () => {
    await bot.teams.as('aiko').say('help');
    expect(bot.heard[0]).toMatchObject({
      text: 'help',
      conversation: { conversationType: 'personal' },
    });
    await bot.teams.as('mallory').say('help');
    expect(bot.heard).toHaveLength(1);
  });

  test('cannot be said in a channel of others, or by nobody', async () => {
    await expect(bot.teams.as('mallory').say('hi', { channel: ops })).rejects.toThrow('cannot see');
    expect(() => bot.teams.as('nobody')).toThrow('no person');
  });
});

describe('a click', () => {
  test('asks the bot, and its card is seen by the clicker alone', async () => {
    const card = await posted(cardOf([text('waiting')], { actions: [execute] }));
    bot.listen(() => answer(CARD, cardOf([text('thank you')])));
    const seen = await bot.teams.as('ben').click(card, 'Approve');
    expect(bot.heard[0]).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: card.id,
      value: {
        action: { type: 'Action.Execute', verb: 'approve', data: { id: 'r1' } },
        trigger: 'manual',
      },
    });
    expect(seen.card).toBe('thank you');
    expect(bot.teams.as('chie').sees(ops)).toEqual(['waiting\n[ Approve ]']);
    await bot.call('PUT', `${place}/${card.id}`, cardActivity(cardOf([text('over')])));
    expect(bot.teams.as('ben').reads(bot.teams.messages(ops)[0] ?? card)).toBe('over');
  });

  test.each<[string, { readonly status?: number; readonly body?: Json }, string]>([
    ['words', answer(MESSAGE, 'Not your own request.'), 'Not your own request.'],
    [
      'an error',
      answer('application/vnd.microsoft.error', { code: 'x', message: 'Too late.' }, 400),
      'Too late.',
    ],
    ['nothing', {}, 'Something went wrong. Please try again.'],
    ['a failure', { status: 500 }, 'Unable to reach app. Please try again.'],
    ['half a card', answer(CARD, { type: 'AdaptiveCard' }), 'names no version'],
  ])('that is answered with %s shows it, and the card stays', async (_, reply, shown) => {
    const card = await posted(cardOf([text('waiting')], { actions: [execute] }));
    bot.listen(() => reply);
    const seen = await bot.teams.as('ben').click(card, 'Approve');
    expect(seen.shown).toContain(shown);
    expect(bot.teams.as('ben').lastAnswer).toBe(seen.shown);
    expect(seen.card).toBe('waiting\n[ Approve ]');
  });

  test('on a plain submit is a message with its data and the inputs around it', async () => {
    const input = { type: 'Input.Text', id: 'note', label: 'Note' };
    const submit = { type: 'Action.Submit', title: 'Send', data: { step: 'note' } };
    const card = await posted(cardOf([input], { actions: [submit] }));
    await bot.teams.as('dai').click(card, 'Send', { Note: 'thanks' });
    const value = { step: 'note', note: 'thanks' };
    expect(bot.heard[0]).toMatchObject({ type: 'message', replyToId: card.id, value });
    expect(bot.heard[0]).not.toHaveProperty('text');
  });

  test('on a link never reaches the bot', async () => {
    const link = { type: 'Action.OpenUrl', title: 'Look', url: 'https://a.example' };
    const card = await posted(cardOf([], { actions: [link] }));
    expect((await bot.teams.as('dai').click(card, 'Look')).activity).toBeUndefined();
    expect(bot.heard).toEqual([]);
  });

  test('needs the message to be there still, and the clicker in the team', async () => {
    const card = await posted(cardOf([], { actions: [execute] }));
    await expect(bot.teams.as('mallory').click(card, 'Approve')).rejects.toThrow('cannot see');
    bot.teams.removeMessage(card);
    await expect(bot.teams.as('ben').click(card, 'Approve')).rejects.toThrow('is gone');
  });
});

describe('a refresh', () => {
  const refreshed = (userIds: readonly string[]) =>
    cardOf([text('for all')], { refresh: { action: { ...execute, verb: 'show' }, userIds } });

  test('is asked for by those a card names, and by nobody else', async () => {
    const ben = bot.teams.as('ben');
    const card = await posted(refreshed([ben.person.mri]));
    bot.listen(() => answer(CARD, cardOf([text('for ben')])));
    expect((await bot.teams.as('chie').refresh(card)).activity).toBeUndefined();
    const seen = await ben.refresh(card);
    expect(objectAt(seen.activity, 'value')).toMatchObject({
      trigger: 'automatic',
      action: { verb: 'show', data: { id: 'r1' } },
    });
    expect(seen.card).toBe('for ben');
  });
});

describe('an installation', () => {
  test('is told to the bot, and opens the chat', async () => {
    await bot.teams.install('mallory');
    const { mri } = bot.teams.as('mallory').person;
    expect(bot.heard).toMatchObject([
      { type: 'conversationUpdate', membersAdded: [{ name: 'Prod Access' }], from: { id: mri } },
      { type: 'installationUpdate', action: 'add', conversation: { conversationType: 'personal' } },
    ]);
    await bot.teams.uninstall('mallory');
    expect(bot.heard[2]).toMatchObject({ type: 'installationUpdate', action: 'remove' });
    const members = [{ id: mri }];
    const { tenantId } = bot.teams.state;
    const refused = await bot.call('POST', 'v3/conversations', { members, tenantId });
    expect(refused.status).toBe(403);
  });

  test('ends with its team, and a deleted channel is told of', async () => {
    await bot.teams.removeChannel(ops);
    expect(bot.heard[0]).toMatchObject({
      type: 'conversationUpdate',
      channelData: { eventType: 'channelDeleted', channel: { id: ops, name: 'ops' } },
    });
    await bot.teams.uninstall(team);
    expect(bot.heard.slice(1)).toMatchObject([
      { type: 'conversationUpdate', membersRemoved: [{ name: 'Prod Access' }] },
      { type: 'installationUpdate', action: 'remove' },
    ]);
  });
});
