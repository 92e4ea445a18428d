/** Who people are, as the roster says it now; and what is no directory that may be believed. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraph } from '../../../adapters/teams/graph.ts';
import { SAMPLE_IDS } from '../../stand-ins/teams/sample.ts';
import type { Person } from '../../stand-ins/teams/state.ts';
import { keyOf, startTeamsBench, type TeamsBench } from './teams-bench.ts';

const CHANNEL = { platform: 'teams', id: SAMPLE_IDS.approvals, isChannel: true };
const EVERYBODY = ['aiko', 'ben', 'chie', 'dai'].map(keyOf).toSorted();

let bench: TeamsBench;
beforeAll(async () => {
  bench = await startTeamsBench();
});
afterAll(() => bench.stop());

const account = (name: string) => bench.teams.directory.account(keyOf(name), 0);
function change(name: string, facts: Partial<Person>): void {
  bench.tenant.change(({ people }) => {
    const person = people[name];
    if (person) people[name] = { ...person, ...facts };
  });
}

describe('an account', () => {
  test('of a colleague is known by the name they sign in by, whatever is on record', async () => {
    change('ben', { email: 'aiko@example.com' });
    expect(await account('ben')).toMatchObject({ standing: 'member', email: 'ben@example.com' });
  });

  test.each([
    ['A08: of another tenant', { tenantId: '11111111-0000-4000-8000-000000000000' }, 'stranger'],
    ['A09: a guest', { userType: 'Guest' }, 'guest'],
    [
      'A09: a guest whom the roster calls a user',
      { userRole: 'user', userPrincipalName: 'dai_partner.example#EXT#@contoso.onmicrosoft.com' },
      'guest',
    ],
    ['A09: whose role nobody knows here', { userRole: 'anonymous' }, 'stranger'],
    ['A10: a bot', { userRole: 'bot' }, 'bot'],
  ] as const)('%s is no member, and has no address', async (_, facts, standing) => {
    const { tenantId: _home, userRole: _role, ...before } = bench.tenant.as('dai').person;
    change('dai', facts);
    expect(await account('dai')).toMatchObject({ standing });
    expect(await account('dai')).not.toHaveProperty('email');
    expect(await bench.teams.directory.members(CHANNEL, 0)).not.toContain(keyOf('dai'));
    bench.tenant.change(({ people }) => {
      people['dai'] = before;
    });
  });

  test('of nobody in the team, without the app, is none at all', async () => {
    expect(await account('mallory')).toBeUndefined();
  });

  test.each([
    ['that the app was removed from', 403, 'BotNotInConversationRoster'],
    ['that was deleted', 404, 'ConversationNotFound'],
  ])('is not denied by a channel %s: that is silence', async (_, status, code) => {
    const when = ({ path }: { readonly path: string }) => /\/members\//.test(path);
    const shut = bench.tenant.faults.add({ when, trouble: { kind: 'error', status, code } });
    await expect(account('chie')).rejects.toMatchObject({ code: 'directory-unreachable' });
    shut.remove();
    expect(await account('chie')).toMatchObject({ standing: 'member' });
  });
});

test('a group is the people in it and in the groups in it, over all pages, as of now', async () => {
  const group = { platform: 'teams', id: SAMPLE_IDS.engineers };
  const members = await bench.teams.directory.members(group, 0);
  expect(members.toSorted()).toEqual(EVERYBODY);
  // By their kind they would be told from an index that is behind.
  expect(bench.tenant.calls.some(({ path }) => /microsoft\.graph\.user/.test(path))).toBe(false);
});

test('A61: does not follow a page that leads elsewhere', async () => {
  let elsewhere = 0;
  const evil = createServer((_request, response) => {
    elsewhere += 1;
    response.end('{"value":[]}');
  });
  const graph = createServer((_request, response) => {
    const next = `http://127.0.0.1:${(evil.address() as AddressInfo).port}/graph/v1.0/more`;
    response.end(JSON.stringify({ value: [], '@odata.nextLink': next }));
  });
  for (const server of [evil, graph])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(graph.address() as AddressInfo).port}/graph/v1.0`;
  const token = Object.assign(async () => 'secret', { forget: () => undefined });
  await expect(createGraph(base, token).members('g')).rejects.toThrow('leads elsewhere');
  expect(elsewhere).toBe(0);
  evil.close();
  graph.close();
});

test('a channel is the people of its roster, without guests', async () => {
  const before = bench.tenant.calls.filter(({ path }) => path.includes('pagedmembers')).length;
  const members = await bench.teams.directory.members(CHANNEL, 0);
  expect(members.toSorted()).toEqual(EVERYBODY);
  const calls = bench.tenant.calls.filter(({ path }) => path.includes('pagedmembers'));
  expect(calls.length).toBeGreaterThan(before);
});

test('a channel whose roster names people by their other id has the same people', async () => {
  bench.tenant.change((state) => {
    state.rosterIds = 'objectId';
  });
  const members = await bench.teams.directory.members(CHANNEL, 0);
  expect(members.toSorted()).toEqual(EVERYBODY);
  bench.tenant.change((state) => {
    delete state.rosterIds;
  });
});

test.each([
  ['is cut', '{"value":[{"id":'],
  ['is a page of somebody between', '<html>Bad gateway</html>'],
  ['has no list', '{}'],
])('a group of which the answer %s is not known, and not empty', async (_, body) => {
  const graph = createServer((_request, response) => response.end(body));
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(graph.address() as AddressInfo).port}/graph/v1.0`;
  const token = Object.assign(async () => 'secret', { forget: () => undefined });
  const asked = createGraph(base, token).members('g');
  await expect(asked).rejects.toMatchObject({ code: 'directory-unreachable' });
  graph.close();
});

test('a channel whose roster takes two pages is everybody in both', async () => {
  const paged = await startTeamsBench({ tenant: { rosterPageSize: 2 } });
  try {
    const members = await paged.teams.directory.members(CHANNEL, 0);
    expect(members.toSorted()).toEqual(EVERYBODY);
  } finally {
    await paged.stop();
  }
});

test('a channel that Teams does not show is a fault, never an empty one', async () => {
  const channel = { platform: 'teams', id: '19:nowhere@thread.tacv2', isChannel: true };
  await expect(bench.teams.directory.members(channel, 0)).rejects.toMatchObject({
    code: 'directory-unreachable',
  });
});
