/** Random leases, made real: allowed inside, denied outside, to the second, whoever overlaps. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Target, roleArn } from '../../../src/catalog/target.ts';
import type { Step } from '../../../src/holding/slot.ts';
import { MINUTE, SECOND } from '../../../src/kernel/time.ts';
import { BOT, JUMP, PRODUCTION, seedAccounts } from '../../story/seed.ts';
import { NOON } from './ground.ts';
import { Life } from './life.ts';

const role = (name: string) => ({ account: PRODUCTION, name });
const [DB, LOGS, OPS] = [role('ProdDbOperator'), role('ProdLogReader'), role('ProdOperator')];
const ROLES = [DB, LOGS, OPS];

const toRoles = (...roles: (typeof DB)[]): Target => ({
  kind: 'iam-policy',
  account: JUMP,
  reach: [{ actions: ['sts:AssumeRole'], resources: roles.map(roleArn) }],
  roles,
  mfa: true,
});
const TARGETS: readonly Target[] = [
  toRoles(DB),
  toRoles(LOGS),
  toRoles(LOGS, OPS),
  { kind: 'iam-group', account: JUMP, group: 'prod-operators', roles: [OPS] },
  { kind: 'iam-group', account: JUMP, group: 'db-and-logs', roles: [DB, LOGS] },
];
const POLICY = (...Resource: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource }],
});

interface Lease {
  readonly target: Target;
  readonly startMs: number;
  readonly endMs: number;
}

const groups = ['prod-operators', 'db-and-logs'];
const given = { Groups: groups.map((name) => `arn:aws:iam::${JUMP}:group/${name}`).join(',') };

async function begin(): Promise<Life> {
  const life = await Life.begin({ key: BOT, accounts: seedAccounts({ given }) });
  const group = { inline: { work: POLICY(...[DB, LOGS].map(roleArn)) } };
  life.ground.aws.account(JUMP).createGroup('db-and-logs', group);
  return life;
}

const reaches = ({ target }: Lease, name: string) => target.roles.some((one) => one.name === name);
const isIn = (leases: readonly Lease[], name: string, atMs: number) =>
  leases.some((one) => reaches(one, name) && one.startMs <= atMs && atMs < one.endMs);

function may({ ground }: Life, name: string, at: number, mfa = true): boolean {
  const roleArnOf = roleArn(role(name));
  const asked = { account: JUMP, user: 'aiko.sato', roleArn: roleArnOf, mfa, at };
  return ground.aws.mayAssume(asked).allowed;
}

/** What AWS would say of each role, beside what it should. */
function compare(life: Life, all: readonly Lease[], atMs: number) {
  const given = all.filter((one) => !life.isFailed(one));
  const said = ROLES.map(({ name }) => [name, may(life, name, atMs)]);
  expect({ at: new Date(atMs).toISOString(), said }).toEqual({
    at: new Date(atMs).toISOString(),
    said: ROLES.map(({ name }) => [name, isIn(given, name, atMs)]),
  });
}

async function liveThrough(life: Life, given: readonly Lease[]): Promise<void> {
  const bounds = given.flatMap(({ startMs, endMs }) => [startMs, endMs]);
  for (const atMs of [...new Set(bounds)].sort((left, right) => left - right)) {
    await life.until(atMs - SECOND);
    if (atMs - SECOND > NOON) compare(life, given, atMs - SECOND);
    // The very second, before anybody has woken: what ends has ended, what goes on goes on.
    const goingOn = given.filter(
      (one) => one.startMs < atMs && atMs < one.endMs && !life.isFailed(one),
    );
    for (const { name } of ROLES) {
      const goesOn = isIn(goingOn, name, atMs);
      if (goesOn || !isIn(given, name, atMs)) expect(may(life, name, atMs)).toBe(goesOn);
    }
    await life.until(atMs + 30 * SECOND);
    compare(life, given, atMs + 30 * SECOND);
  }
}

const wish = fc.record({
  target: fc.constantFrom(...TARGETS),
  from: fc.integer({ min: 0, max: 4 }),
  minutes: fc.integer({ min: 1, max: 4 }),
});

/** Two end in the second in which the last begins, and three fences are to say something new. */
const THREE_MOVE = (
  [
    [TARGETS[3], 0, 1],
    [TARGETS[2], 0, 3],
    [TARGETS[0], 0, 3],
    [TARGETS[0], 3, 1],
  ] as const
).flatMap(([target, from, minutes]) => (target ? [{ target, from, minutes }] : []));

describe('random leases', () => {
  test('are allowed inside and denied outside; what passed pre-flight fits', async () => {
    const wishes = fc.array(wish, { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(wishes, fc.nat(900), async (asked, filler) => {
      const life = await begin();
      try {
        const Resource = `arn:aws:s3:::${'x'.repeat(filler + 1)}`;
        const Statement = [{ Effect: 'Deny', Action: 's3:GetObject', Resource }];
        const byHand = { Version: '2012-10-17', Statement };
        life.ground.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'by-hand', byHand);
        const given: Lease[] = [];
        for (const { target, from, minutes } of asked) {
          const startMs = NOON + from * 2 * MINUTE;
          const one = { target, startMs, endMs: startMs + minutes * 2 * MINUTE };
          if ((await life.ask(one)).ok) given.push(one);
        }
        await liveThrough(life, given);
        // The budget has one spare generation: where two fences move at once, one waits a little.
        expect(life.refused.filter((step) => !isNewGeneration(step))).toEqual([]);
      } finally {
        await life.ground.aws.close();
      }
    });
    await fc.assert(property, { numRuns: 10, examples: [[THREE_MOVE, 0]] });
  }, 120_000);
});

const isNewGeneration = (step: Step): boolean =>
  step.do === 'put' && step.slot.kind === 'fence' && step.slot.generation > 1;

const lease = (target: Target | undefined, from: number, to: number): Lease => {
  if (!target) throw new Error('There is a target.');
  return { target, startMs: NOON + from * MINUTE, endMs: NOON + to * MINUTE };
};

async function through(...given: readonly Lease[]): Promise<Life> {
  const life = await begin();
  for (const one of given) expect(await life.ask(one)).toMatchObject({ ok: true });
  await liveThrough(life, given);
  expect(life.refused).toEqual([]);
  return life;
}

describe('by name', () => {
  test('walk-through 14: between two leases on one target there is a gap', async () => {
    const life = await through(lease(TARGETS[0], 0, 4), lease(TARGETS[0], 8, 12));
    await life.ground.aws.close();
  }, 30_000);

  test('walk-through 12: a group and a policy lead to one role; the later counts', async () => {
    const life = await through(lease(TARGETS[4], 0, 4), lease(TARGETS[0], 0, 8));
    await life.ground.aws.close();
  }, 30_000);

  test('walk-through 32: what only the first lease opened ends with it', async () => {
    const life = await through(lease(TARGETS[2], 0, 4), lease(TARGETS[1], 2, 8));
    await life.ground.aws.close();
  }, 30_000);

  test('a policy counts only with MFA, in all its time', async () => {
    const life = await begin();
    await life.ask(lease(TARGETS[0], 0, 10));
    await life.until(NOON + 5 * MINUTE);
    expect(may(life, 'ProdDbOperator', life.nowMs, false)).toBe(false);
    expect(may(life, 'ProdDbOperator', life.nowMs)).toBe(true);
    await life.ground.aws.close();
  }, 30_000);

  test('an early end holds at once, and leaves nothing behind in the end', async () => {
    const life = await begin();
    await life.ask(lease(TARGETS[4], 0, 60));
    await life.until(NOON + 5 * MINUTE);
    expect(may(life, 'ProdDbOperator', life.nowMs)).toBe(true);
    life.endAllAt(life.nowMs);
    await life.until(life.nowMs + 2 * SECOND);
    expect(may(life, 'ProdDbOperator', life.nowMs)).toBe(false);
    await life.until(NOON + 100 * MINUTE);
    const user = life.ground.aws.account(JUMP).user('aiko.sato');
    expect(user).toMatchObject({ inline: {}, tags: [], groups: [] });
    expect(life.ground.aws.account(PRODUCTION).role('ProdDbOperator')?.inline).toEqual({
      work: expect.any(String) as unknown,
    });
    await life.ground.aws.close();
  }, 60_000);
});
