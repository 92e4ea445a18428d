/** The directory of the tenant, as the bot reads it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Json, listAt, objectAt, wordAt } from '../slack/json.ts';
import { ask, type Bot, startBot, tokenFor } from './bot-fixture.ts';
import { SCOPE } from './login.ts';
import { SAMPLE_IDS } from './sample.ts';

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.stop());

const idOf = (name: string) => bot.teams.state.people[name]?.aadObjectId ?? '';
const get = (path: string) => bot.call('GET', `graph/${path}`);
const code = (body: Json | undefined) => wordAt(objectAt(body, 'error'), 'code');
const MEMBERS = 'transitiveMembers';

describe('a user', () => {
  test('is told with what was selected', async () => {
    const { body } = await get(`users/${idOf('finn')}?$select=id,displayName,userType,mail`);
    expect(body).toMatchObject({
      id: idOf('finn'),
      displayName: 'Finn Guest',
      userType: 'Guest',
      mail: 'finn@partner.example',
    });
    expect(body).not.toHaveProperty('accountEnabled');
  });

  test('does not say whether the account is enabled unless it is asked for', async () => {
    const { body } = await get(`users/${idOf('aiko')}`);
    expect(body).toMatchObject({ preferredLanguage: 'ja-JP' });
    expect(body).not.toHaveProperty('userType');
    expect(body).not.toHaveProperty('accountEnabled');
  });

  test('is found by the name they log in with', async () => {
    const { body } = await get(`users/${encodeURIComponent('ben@example.com')}?$select=id`);
    expect(wordAt(body, 'id')).toBe(idOf('ben'));
  });

  test('that nobody knows is not found', async () => {
    const { status, body } = await get('users/00000000-0000-4000-8000-00000000dead');
    expect([status, code(body)]).toEqual([404, 'Request_ResourceNotFound']);
  });
});

describe('the members of a group', () => {
  test('come in pages, those of inner groups too', async () => {
    const first = await get(`groups/${SAMPLE_IDS.engineers}/${MEMBERS}?$select=id,displayName`);
    expect(listAt(first.body, 'value')).toHaveLength(2);
    const headers = { authorization: `Bearer ${await tokenFor(bot.teams, SCOPE.graph)}` };
    const second = await ask(wordAt(first.body, '@odata.nextLink'), { headers });
    const third = await ask(wordAt(second.body, '@odata.nextLink'), { headers });
    const pages = [first, second, third].flatMap(({ body }) => listAt(body, 'value'));
    const people = ['aiko', 'ben', 'chie', 'dai'].map(idOf);
    expect(pages.map((one) => one['id'])).toEqual([SAMPLE_IDS.leads, ...people]);
    expect(pages[0]).toMatchObject({ '@odata.type': '#microsoft.graph.group' });
    expect(third.body).not.toHaveProperty('@odata.nextLink');
  });

  test('cannot be asked for by their kind without being behind', async () => {
    const { status } = await get(`groups/${SAMPLE_IDS.leads}/${MEMBERS}/microsoft.graph.user`);
    expect(status).toBe(400);
  });

  test('come no more at once than was asked for', async () => {
    const { body } = await get(`groups/${SAMPLE_IDS.leads}/${MEMBERS}?$top=1`);
    expect(listAt(body, 'value')).toHaveLength(1);
    expect(wordAt(body, '@odata.nextLink')).toContain('skiptoken=1');
  });

  test('of a group that nobody knows are not found', async () => {
    const { status } = await get(`groups/unknown/${MEMBERS}`);
    expect(status).toBe(404);
  });
});

describe('membership', () => {
  const check = (name: string, groupIds: readonly string[]) =>
    bot.call('POST', `graph/users/${idOf(name)}/checkMemberGroups`, { groupIds });

  test('is answered with the groups the person is in, through others too', async () => {
    const asked = [SAMPLE_IDS.leads, SAMPLE_IDS.engineers, 'unknown'];
    const { body } = await check('ben', asked);
    expect(body).toMatchObject({ value: [SAMPLE_IDS.leads, SAMPLE_IDS.engineers] });
    expect((await check('mallory', asked)).body).toMatchObject({ value: [] });
  });

  test('is read anew at each call', async () => {
    const { teams } = bot;
    const leads = teams.state.groups[SAMPLE_IDS.leads];
    if (leads === undefined) throw new Error('The sample has no leads.');
    teams.change(({ groups }) => {
      groups[leads.id] = { ...leads, members: ['chie'] };
    });
    expect((await check('ben', [leads.id])).body).toMatchObject({ value: [] });
    teams.change(({ groups }) => {
      groups[leads.id] = leads;
    });
  });

  test('of more than twenty groups at once is not answered', async () => {
    const { status, body } = await check('ben', Array<string>(21).fill(SAMPLE_IDS.leads));
    expect([status, code(body)]).toEqual([400, 'Request_BadRequest']);
  });
});
