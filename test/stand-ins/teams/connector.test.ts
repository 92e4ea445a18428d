/** The Connector as the bot calls it: conversations, messages, members, teams, refusals. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Json, type JsonObject, listAt, objectAt, wordAt } from '../slack/json.ts';
import { type Bot, cardActivity, cardOf, startBot } from './bot-fixture.ts';
import { SAMPLE_IDS } from './sample.ts';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.stop());

const { approvals, ops, team } = SAMPLE_IDS;
const code = (body: Json | undefined) => wordAt(objectAt(body, 'error'), 'code');
const words = (text: string): JsonObject => ({ type: 'message', text });
const at = (id: string, rest = '') => `v3/conversations/${encodeURIComponent(id)}${rest}`;
const inChannel = (channel: string, activity: JsonObject | undefined): JsonObject => ({
  isGroup: true,
  channelData: { channel: { id: channel } },
  ...(activity === undefined ? {} : { activity }),
});
const withPerson = (id: string, more: JsonObject = {}): JsonObject => ({
  members: [{ id }],
  tenantId: bot.teams.state.tenantId,
  ...more,
});
const person = (name: string) => bot.teams.as(name).person;
const post = (channel = approvals, text = 'hello') =>
  bot.call('POST', 'v3/conversations', inChannel(channel, words(text)));

describe('a new conversation', () => {
  test('in a channel is a post, and its id leads into the thread', async () => {
    const { status, body } = await post();
    expect(status).toBe(201);
    const activityId = wordAt(body, 'activityId');
    expect(body).toEqual({
      id: `${approvals};messageid=${activityId}`,
      activityId,
      serviceUrl: bot.teams.serviceUrl,
    });
    const reply = await bot.call('POST', at(wordAt(body, 'id'), '/activities'), words('more'));
    expect(reply.status).toBe(201);
    expect(bot.teams.thread(approvals, activityId).map(({ text }) => text)).toEqual(['more']);
    expect(bot.teams.messages(approvals).map(({ text }) => text)).toEqual(['hello']);
  });

  test('with a person is the same chat each time, by either of their ids', async () => {
    const { mri, aadObjectId } = person('aiko');
    const first = await bot.call('POST', 'v3/conversations', withPerson(mri));
    const again = await bot.call('POST', 'v3/conversations', withPerson(aadObjectId));
    expect(wordAt(first.body, 'id')).toMatch(/^a:/);
    expect(again.body).toEqual(first.body);
    await bot.call('POST', at(wordAt(first.body, 'id'), '/activities'), words('psst'));
    expect(bot.teams.as('aiko').direct.map(({ text }) => text)).toEqual(['psst']);
    expect(() => bot.teams.as('ben').sees(wordAt(first.body, 'id'))).toThrow('cannot see');
  });

  test.each([
    ['a channel without a post', () => inChannel(approvals, undefined)],
    ['no channel', () => ({ isGroup: true, activity: words('hello') })],
    ['no tenant', () => ({ members: [{ id: person('aiko').mri }] })],
    ['another tenant', () => withPerson(person('aiko').mri, { tenantId: 'elsewhere' })],
    ['nobody known', () => withPerson('29:unknown')],
  ])('with %s is a bad argument', async (_, body) => {
    const answer = await bot.call('POST', 'v3/conversations', body());
    expect([answer.status, code(answer.body)]).toEqual([400, 'BadArgument']);
  });

  test('is refused where the app is not installed, for a person and for a team', async () => {
    const { mri } = person('mallory');
    const alone = await bot.call('POST', 'v3/conversations', withPerson(mri));
    expect([alone.status, code(alone.body)]).toEqual([403, 'BotNotInConversationRoster']);
    await bot.teams.uninstall(team);
    const channel = await post();
    expect([channel.status, code(channel.body)]).toEqual([403, 'BotNotInConversationRoster']);
    await bot.teams.install(team);
    expect((await post()).status).toBe(201);
  });
});

describe('a message', () => {
  test('to the bare channel begins a thread, and goes into one that is named', async () => {
    const begun = await bot.call('POST', at(ops, '/activities'), words('root'));
    const root = wordAt(begun.body, 'id');
    await bot.call('POST', at(ops, `/activities/${root}`), words('reply'));
    expect(bot.teams.as('dai').sees(ops)).toEqual(['root', 'reply']);
  });

  test('is changed and deleted by the bot that wrote it', async () => {
    const { body } = await post();
    const place = at(wordAt(body, 'id'), `/activities/${wordAt(body, 'activityId')}`);
    expect((await bot.call('PUT', place, words('changed'))).status).toBe(200);
    expect(bot.teams.messages(approvals).map(({ text }) => text)).toEqual(['changed']);
    expect((await bot.call('DELETE', place)).status).toBe(200);
    expect(bot.teams.messages(approvals)).toEqual([]);
    const late = await bot.call('PUT', place, words('too late'));
    expect([late.status, code(late.body)]).toEqual([404, 'ActivityNotFoundInConversation']);
  });

  test('of a person is not the bot’s to change', async () => {
    await bot.teams.as('ben').say('mine', { channel: ops });
    const [message] = bot.teams.messages(ops);
    const answer = await bot.call('PUT', at(ops, `/activities/${message?.id}`), words('yours'));
    expect([answer.status, code(answer.body)]).toEqual([403, 'NotEnoughPermissions']);
  });

  test('finds no thread whose post is gone, and no channel that was deleted', async () => {
    const { body } = await post();
    const [root] = bot.teams.messages(approvals);
    if (root !== undefined) bot.teams.removeMessage(root);
    const thread = at(wordAt(body, 'id'), '/activities');
    const orphan = await bot.call('POST', thread, words('x'));
    expect([orphan.status, code(orphan.body)]).toEqual([404, 'ActivityNotFoundInConversation']);
    await bot.teams.removeChannel(approvals);
    const lost = await bot.call('POST', thread, words('x'));
    expect([lost.status, code(lost.body)]).toEqual([404, 'ConversationNotFound']);
  });

  test('of more than 100 KB in UTF-16 is too big', async () => {
    const answer = await post(approvals, 'a'.repeat(52_000));
    expect([answer.status, code(answer.body)]).toEqual([413, 'MessageSizeTooBig']);
  });

  test.each([
    ['that says nothing', { type: 'message', text: '' }],
    ['of a type that Teams does not send', { type: 'event', name: 'x' }],
    ['with a card that Teams refuses', cardActivity(cardOf([{ type: 'Nonsense' }]))],
    [
      'with a mention that is not in the text',
      { type: 'message', text: 'hi', entities: [{ type: 'mention', text: '<at>Ben</at>' }] },
    ],
  ])('%s is a bad argument', async (_, activity) => {
    const answer = await bot.call('POST', 'v3/conversations', inChannel(ops, activity));
    expect([answer.status, code(answer.body)]).toEqual([400, 'BadArgument']);
    expect(bot.teams.messages(ops)).toEqual([]);
  });
});

describe('the roster', () => {
  test('tells everybody of the team, the guest as a guest', async () => {
    const { body } = await bot.call('GET', at(approvals, '/members'));
    const roles = (body as readonly JsonObject[]).map((one) => [one['email'], one['userRole']]);
    expect(roles).toContainEqual(['aiko@example.com', 'user']);
    expect(roles).toContainEqual(['finn@partner.example', 'guest']);
    expect(roles).toHaveLength(5);
  });

  test('comes in pages', async () => {
    const first = await bot.call('GET', at(approvals, '/pagedmembers?pageSize=3'));
    expect(listAt(first.body, 'members')).toHaveLength(3);
    const next = wordAt(first.body, 'continuationToken');
    const query = `/pagedmembers?pageSize=3&continuationToken=${next}`;
    const second = await bot.call('GET', at(approvals, query));
    expect(listAt(second.body, 'members')).toHaveLength(2);
    expect(second.body).not.toHaveProperty('continuationToken');
  });

  test('knows one person by either id, and nobody who is elsewhere', async () => {
    const { mri, aadObjectId } = person('ben');
    const tenantId = bot.teams.state.tenantId;
    for (const id of [mri, aadObjectId]) {
      const { body } = await bot.call('GET', at(approvals, `/members/${encodeURIComponent(id)}`));
      expect(body).toMatchObject({ id: mri, aadObjectId, objectId: aadObjectId, tenantId });
      expect(body).toMatchObject({ givenName: 'Ben', surname: 'Carter' });
    }
    const gone = await bot.call('GET', at(approvals, `/members/${person('mallory').aadObjectId}`));
    expect([gone.status, code(gone.body)]).toEqual([404, 'MemberNotFoundInConversation']);
  });

  test('of a team is named with its channels, General without a name of its own', async () => {
    const { body } = await bot.call('GET', `v3/teams/${encodeURIComponent(team)}`);
    expect(body).toMatchObject({ id: team, name: 'Production', memberCount: 5, channelCount: 3 });
    const channels = await bot.call('GET', `v3/teams/${encodeURIComponent(team)}/conversations`);
    expect(listAt(channels.body, 'conversations')).toEqual([
      { id: team, name: null },
      { id: approvals, name: 'approvals' },
      { id: ops, name: 'ops' },
    ]);
  });
});
