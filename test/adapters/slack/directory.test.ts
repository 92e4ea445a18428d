/** Who people are, as Slack knows them: fresh when it matters, and silent when Slack is. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { personKey } from '../../../src/kernel/brand.ts';
import { type Bench, startBench } from './bench.ts';

const key = (id: string, team = 'T0STANDIN') => personKey('slack', team, id);
const LEADS = { platform: 'slack', id: 'S_LEADS' };

let bench: Bench;
beforeEach(async () => {
  bench = await startBench('http');
});
afterEach(() => bench.stop());
const account = (id: string, maxAgeMs = 0) => bench.slack.directory.account(key(id), maxAgeMs);
const asked = (method: string) =>
  bench.workspace.calls.filter((call) => call.method === method).length;

describe('an account', () => {
  test('says name, language, zone and address', async () => {
    expect(await account('U_AIKO')).toEqual({
      key: key('U_AIKO'),
      name: 'aiko',
      standing: 'member',
      locale: 'ja',
      zone: 'Asia/Tokyo',
      email: 'aiko@example.com',
    });
    expect(await account('U_BEN')).toMatchObject({ locale: 'en', zone: 'Europe/London' });
  });

  test.each([
    ['U_ERI', 'guest'],
    ['U_FINN', 'stranger'],
    ['U_GONE', 'left'],
    ['U0PRODACC', 'bot'],
  ])('of %s is a %s’s, and vouches for no address', async (id, standing) => {
    const found = await account(id);
    expect(found).toMatchObject({ standing });
    expect(found).not.toHaveProperty('email');
  });

  test('of nobody is none, and neither is one of another chat', async () => {
    expect(await account('U_NOBODY')).toBeUndefined();
    const elsewhere = personKey('teams', 'tenant', 'someone');
    expect(await bench.slack.directory.account(elsewhere, 0)).toBeUndefined();
  });

  test('is asked for once by many at once, and again when it is too old', async () => {
    await Promise.all(Array.from({ length: 20 }, () => account('U_AIKO', 60_000)));
    expect(asked('users.info')).toBe(1);
    bench.clock.turn(59_000);
    await account('U_AIKO', 60_000);
    expect(asked('users.info')).toBe(1);
    bench.clock.turn(1_001);
    await account('U_AIKO', 60_000);
    expect(asked('users.info')).toBe(2);
  });

  test('shows who has left as soon as it is asked for anew', async () => {
    await account('U_BEN', 60_000);
    bench.workspace.change(({ people }) => {
      people['U_BEN'] = { ...people['U_BEN']!, deleted: true };
    });
    expect(await account('U_BEN', 60_000)).toMatchObject({ standing: 'member' });
    expect(await account('U_BEN', 0)).toMatchObject({ standing: 'left' });
  });

  test('that Slack does not tell is a fault, and what was known is not made younger', async () => {
    await account('U_AIKO', 60_000);
    bench.clock.turn(61_000);
    bench.workspace.faults.add({ trouble: { kind: 'down', how: '503' } });
    await expect(account('U_AIKO', 60_000)).rejects.toMatchObject({
      code: 'directory-unreachable',
    });
    bench.workspace.faults.clear();
    expect(await account('U_AIKO', 60_000)).toMatchObject({ name: 'aiko' });
  });
});

describe('a user group', () => {
  const members = (maxAgeMs: number) => bench.slack.directory.members(LEADS, maxAgeMs);

  test('is its members', async () => {
    expect(await members(0)).toEqual(['U_BEN', 'U_CHIE', 'U_DAI'].map((id) => key(id)));
  });

  test('is asked for once a minute, or whenever it must be fresh', async () => {
    await members(1_000);
    bench.clock.turn(30_000);
    await members(1_000);
    expect(asked('usergroups.users.list')).toBe(1);
    await members(0);
    expect(asked('usergroups.users.list')).toBe(2);
    bench.clock.turn(60_001);
    await members(1_000);
    expect(asked('usergroups.users.list')).toBe(3);
  });

  test('is known in time, however many of them the rules name', async () => {
    const ids = Array.from({ length: 50 }, (_, at) => `S_TEAM${at}`);
    bench.workspace.change(({ groups }) => {
      for (const id of ids) groups[id] = { id, handle: id, name: id, members: [`U_OF_${id}`] };
    });
    bench.workspace.useRates('strict');
    const { directory } = bench.slack;
    const found = await Promise.all(
      ids.map((id) => directory.members({ platform: 'slack', id }, 60_000)),
    );
    expect(found).toEqual(ids.map((id) => [key(`U_OF_${id}`)]));
  });

  test('that Slack does not know is a fault, and so is a Slack that is tired', async () => {
    const { directory } = bench.slack;
    const unknown = directory.members({ platform: 'slack', id: 'S_NONE' }, 0);
    await expect(unknown).rejects.toMatchObject({ code: 'directory-unreachable' });
    bench.workspace.faults.add({ trouble: { kind: 'rate-limited', retryAfterSec: 30 } });
    await expect(members(0)).rejects.toMatchObject({
      code: 'directory-unreachable',
      retryAfterMs: 30_000,
    });
  });
});

describe('a channel', () => {
  const CHANNEL = { platform: 'slack', id: 'C_PROD', isChannel: true };
  const members = (maxAgeMs: number) => bench.slack.directory.members(CHANNEL, maxAgeMs);

  test('is its people, without bots and guests', async () => {
    const names = ['U_AIKO', 'U_BEN', 'U_CHIE', 'U_DAI'];
    const found = await members(0);
    expect(found.filter((one) => names.map((id) => key(id)).includes(one))).toHaveLength(4);
    for (const id of ['U0PRODACC', 'U_ERI']) expect(found).not.toContain(key(id));
  });

  test('is read page by page, once by all who ask at once', async () => {
    bench.workspace.change(({ channels, people }) => {
      const many = Array.from({ length: 450 }, (_, at) => `U_MANY${at}`);
      const { U_AIKO: aiko } = people;
      for (const id of many) people[id] = { ...aiko!, id };
      channels['C_PROD'] = { ...channels['C_PROD']!, members: many };
    });
    const [found] = await Promise.all([members(60_000), members(60_000)]);
    expect(found).toHaveLength(450);
    expect(asked('conversations.members')).toBe(3);
    await members(60_000);
    expect(asked('conversations.members')).toBe(3);
  });

  test('of hundreds is known at once, and so is whoever clicks then', async () => {
    bench.workspace.change(({ channels, people }) => {
      const { U_AIKO: aiko, U_ERI: eri } = people;
      const many = Array.from({ length: 450 }, (_, at) => `U_MANY${at}`);
      for (const id of many) people[id] = { ...aiko!, id };
      people['U_MANY7'] = { ...eri!, id: 'U_MANY7' };
      channels['C_PROD'] = { ...channels['C_PROD']!, members: many };
    });
    bench.workspace.useRates('strict');
    const found = await members(0);
    expect(found).toHaveLength(449);
    expect(found).not.toContain(key('U_MANY7'));
    expect(await account('U_MANY8')).toMatchObject({ standing: 'member' });
  });

  test('that Slack does not show, or of whose people it is silent, is a fault', async () => {
    const unknown = { ...CHANNEL, id: 'C_NONE' };
    const asking = bench.slack.directory.members(unknown, 0);
    await expect(asking).rejects.toMatchObject({ code: 'directory-unreachable' });
    bench.workspace.faults.add({ method: 'users.info', trouble: { kind: 'down', how: '503' } });
    await expect(members(0)).rejects.toMatchObject({ code: 'directory-unreachable' });
  });
});
