/** The Web API refuses what Slack refuses, and says it in Slack's words. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Desk, startDesk } from './desk.ts';
import { objectAt, wordAt } from './json.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(() => desk.stop());

describe('tokens and scopes', () => {
  test('no token, a wrong token and a token of the other kind are told apart', async () => {
    const { slack, call } = desk;
    expect(await call('auth.test', {}, 'xoxb-else')).toMatchObject({ error: 'invalid_auth' });
    const bare = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' });
    expect(await bare.json()).toEqual({ ok: false, error: 'not_authed' });
    const wrong = await call('apps.connections.open');
    expect(wrong).toMatchObject({ error: 'not_allowed_token_type' });
  });

  test('a missing scope is named beside the scopes that are there', async () => {
    desk.slack.useScopes(['chat:write', 'users:read']);
    expect(await desk.call('usergroups.list')).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'usergroups:read',
      provided: 'chat:write,users:read',
    });
  });

  test('an address is hidden from a token that may not read addresses', async () => {
    const full = await desk.call('users.info', { user: 'U_AIKO' });
    expect(objectAt(objectAt(full, 'user'), 'profile')['email']).toBe('aiko@example.com');
    desk.slack.useScopes(['users:read']);
    const less = await desk.call('users.info', { user: 'U_AIKO' });
    expect(objectAt(objectAt(less, 'user'), 'profile')['email']).toBeUndefined();
  });

  test('a method nobody built is unknown, not forgiven', async () => {
    expect(await desk.call('reactions.add')).toMatchObject({ error: 'unknown_method' });
  });
});

describe('where the bot may write', () => {
  test.each([
    ['C_RANDOM', 'not_in_channel'],
    ['C_NONE', 'channel_not_found'],
    ['C_OLD', 'is_archived'],
    ['U_GONE', 'channel_not_found'],
  ])('a post to %s is refused as %s', async (channel, error) => {
    expect(await desk.call('chat.postMessage', { channel, text: 'hi' })).toMatchObject({ error });
  });

  test('a private channel it was not invited to does not exist for the bot', async () => {
    desk.slack.change(({ channels }) => {
      const sre = channels['C_SRE'];
      if (sre !== undefined) channels['C_SRE'] = { ...sre, members: ['U_AIKO'] };
    });
    const answer = await desk.call('conversations.info', { channel: 'C_SRE' });
    expect(answer).toMatchObject({ error: 'channel_not_found' });
  });

  test('a whisper reaches its one reader, and nobody who is not in the channel', async () => {
    const words = { channel: 'C_SRE', text: 'psst' };
    const away = await desk.call('chat.postEphemeral', { ...words, user: 'U_ERI' });
    expect(away).toMatchObject({ error: 'user_not_in_channel' });
    await desk.call('chat.postEphemeral', { ...words, user: 'U_BEN' });
    expect(desk.slack.as('U_BEN').whispers).toMatchObject([{ text: 'psst', from: 'app' }]);
    expect(desk.slack.as('U_AIKO').whispers).toEqual([]);
  });

  test('a post to a person arrives in their direct message', async () => {
    const { channel } = await desk.call('chat.postMessage', { channel: 'U_BEN', text: 'yours' });
    const opened = await desk.call('conversations.open', { users: 'U_BEN' });
    expect(opened).toEqual({ ok: true, channel: { id: channel } });
    expect(desk.slack.as('U_BEN').dms).toMatchObject([{ text: 'yours' }]);
  });
});

describe('messages', () => {
  const post = (args = {}) =>
    desk.call('chat.postMessage', { channel: 'C_PROD', text: 'hello', ...args });

  test('stamps rise even while the clock stands', async () => {
    const stamps = [await post(), await post(), await post()].map((one) => wordAt(one, 'ts'));
    expect(stamps).toEqual([...stamps].sort());
    expect(new Set(stamps).size).toBe(3);
    expect(stamps[0]).toMatch(/^\d{10}\.\d{6}$/);
  });

  test('an update with text alone takes the blocks away, as Slack does', async () => {
    const blocks = [{ type: 'divider' }];
    const { ts = '' } = await post({ blocks });
    const answer = await desk.call('chat.update', { channel: 'C_PROD', ts, text: 'bare' });
    expect(objectAt(answer, 'message')).not.toHaveProperty('blocks');
  });

  test('metadata survives an update that is silent about it, and goes when emptied', async () => {
    const metadata = { event_type: 'card', event_payload: { id: 'req_1' } };
    const { ts = '' } = await post({ metadata });
    const at = { channel: 'C_PROD', ts, text: 'new' };
    const kept = await desk.call('chat.update', at);
    expect(objectAt(kept, 'message')['metadata']).toEqual(metadata);
    const gone = await desk.call('chat.update', { ...at, metadata: {} });
    expect(objectAt(gone, 'message')).not.toHaveProperty('metadata');
  });

  test('nobody changes what another wrote, or what is gone', async () => {
    const { workspace } = desk.slack;
    const ts = workspace.nextTs();
    workspace.post({ channel: 'C_PROD', ts, user: 'U_BEN', text: 'mine', blocks: [] });
    const at = { channel: 'C_PROD', ts, text: 'theirs' };
    expect(await desk.call('chat.update', at)).toMatchObject({ error: 'cant_update_message' });
    const none = { ...at, ts: '1.000000' };
    expect(await desk.call('chat.update', none)).toMatchObject({ error: 'message_not_found' });
    expect(await desk.call('chat.delete', at)).toMatchObject({ error: 'cant_delete_message' });
  });

  test('an update takes a tenth of the text that a post takes', async () => {
    const { ts = '' } = await post({ text: 'x'.repeat(40_000) });
    const at = { channel: 'C_PROD', ts, text: 'x'.repeat(4001) };
    expect(await desk.call('chat.update', at)).toMatchObject({ error: 'msg_too_long' });
    expect(await post({ text: 'x'.repeat(40_001) })).toMatchObject({ error: 'msg_too_long' });
    expect(await post({ text: '' })).toMatchObject({ error: 'no_text' });
  });

  test('a permalink leads to the message, and to its thread when it is a reply', async () => {
    const ts = wordAt(await post(), 'ts');
    const reply = await post({ thread_ts: ts });
    const at = { channel: 'C_PROD', message_ts: reply['ts'] ?? '' };
    const { permalink } = await desk.call('chat.getPermalink', at);
    expect(permalink).toContain(`?thread_ts=${ts}&cid=C_PROD`);
  });
});

describe('people and groups', () => {
  test('a guest, a stranger and somebody who left are marked as such', async () => {
    const user = async (id: string) =>
      objectAt(await desk.call('users.info', { user: id }), 'user');
    expect(await user('U_ERI')).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    expect(await user('U_FINN')).toMatchObject({ is_stranger: true, team_id: 'T0OTHER' });
    expect(await user('U_GONE')).toMatchObject({ deleted: true });
    expect(await user('U_AIKO')).toMatchObject({ tz: 'Asia/Tokyo', tz_offset: 32_400 });
    expect(await user('U_AIKO')).not.toHaveProperty('locale');
    const asked = await desk.call('users.info', { user: 'U_AIKO', include_locale: true });
    expect(objectAt(asked, 'user')['locale']).toBe('ja-JP');
  });

  test('who left cannot be found by address any more', async () => {
    const gone = await desk.call('users.lookupByEmail', { email: 'gone@example.com' });
    expect(gone).toMatchObject({ error: 'users_not_found' });
    const ben = await desk.call('users.lookupByEmail', { email: 'Ben@Example.com' });
    expect(objectAt(ben, 'user')['id']).toBe('U_BEN');
  });

  test('a channel shared with another company says so', async () => {
    const shared = await desk.call('conversations.info', { channel: 'C_PARTNER' });
    expect(objectAt(shared, 'channel')).toMatchObject({ is_ext_shared: true, is_member: true });
  });

  test('members come in pages that a cursor joins', async () => {
    const first = await desk.call('conversations.members', { channel: 'C_PROD', limit: 4 });
    const cursor = objectAt(first, 'response_metadata')['next_cursor'] ?? '';
    const args = { channel: 'C_PROD', limit: 4, cursor };
    const second = await desk.call('conversations.members', args);
    expect(second).toMatchObject({ members: ['U_DAI', 'U_ERI'] });
    expect(second).toMatchObject({ response_metadata: { next_cursor: '' } });
  });

  test('a user group tells its members', async () => {
    const users = ['U_BEN', 'U_CHIE', 'U_DAI'];
    const list = await desk.call('usergroups.users.list', { usergroup: 'S_LEADS' });
    expect(list).toEqual({ ok: true, users });
    const groups = await desk.call('usergroups.list', { include_users: true });
    expect(groups).toMatchObject({ usergroups: [{ handle: 'sre-leads', users }] });
  });
});
