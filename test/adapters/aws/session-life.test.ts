/** Random leases of two people of one role, made real: each has their own, to the second. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { roleArn, type Target } from '../../../src/catalog/target.ts';
import { MINUTE, SECOND } from '../../../src/kernel/time.ts';
import { CHIE, AIKO, ENGINEER, signIn, trusting } from '../../story/engineers.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { createGround, type Ground, groundOn, NOON } from './ground.ts';
import { Life, standingClock } from './life.ts';
import { engineer, deployedRights } from './session-ground.ts';

const role = (name: string) => ({ account: PRODUCTION, name });
const ROLES = [role('ProdLogReader'), role('ProdBatch')];
const [LOGS, BATCH] = ROLES as [(typeof ROLES)[0], (typeof ROLES)[0]];
const toRoles = (...roles: (typeof LOGS)[]): Target => ({
  kind: 'iam-policy',
  account: JUMP,
  reach: [{ actions: ['sts:AssumeRole'], resources: roles.map(roleArn) }],
  roles,
  mfa: false,
});
const TARGETS = [toRoles(LOGS), toRoles(BATCH), toRoles(LOGS, BATCH)];
const OPEN = trusting({ Effect: 'Allow', Principal: { AWS: JUMP }, Action: 'sts:AssumeRole' });

interface Lease {
  readonly who: number;
  readonly target: Target;
  readonly startMs: number;
  readonly endMs: number;
}

/** Two bots would do as well: what each writes is one person's. */
async function begin(): Promise<readonly [Life, Life]> {
  const clock = standingClock();
  const first = await createGround(deployedRights(), clock, engineer('session', AIKO));
  const { aws } = first;
  aws.account(PRODUCTION).createRole('ProdBatch', { trust: OPEN });
  const second: Ground = {
    ...groundOn(aws, clock, 'demo01', engineer('session', CHIE)),
    aws,
    clock,
  };
  return [new Life(first), new Life(second)];
}

/** Passes of both in the order in which they are due, on their one clock. */
async function until(lives: readonly Life[], atMs: number): Promise<void> {
  for (let passes = 0; passes < 1_000; passes += 1) {
    const [next] = lives.toSorted((a, b) => dueOf(a) - dueOf(b));
    if (!next || dueOf(next) > atMs) {
      lives[0]?.ground.clock.turnTo(atMs);
      return;
    }
    next.ground.clock.turnTo(dueOf(next));
    await next.pass();
  }
  throw new Error('The holdings keep their worker busy for ever.');
}
const dueOf = ({ holding }: Life): number => holding.dueMs ?? Infinity;

const wish = fc.record({
  who: fc.nat(1),
  target: fc.constantFrom(...TARGETS),
  from: fc.integer({ min: 0, max: 4 }),
  minutes: fc.integer({ min: 1, max: 4 }),
});

test('are allowed inside, denied outside, and never the other’s', async () => {
  const wishes = fc.array(wish, { minLength: 2, maxLength: 5 });
  const property = fc.asyncProperty(wishes, async (asked) => {
    const lives = await begin();
    const { aws } = lives[0].ground;
    const keys = [AIKO, CHIE].map((name) => signIn(aws, name));
    const said = (at: number) =>
      keys.map((sessionKey) =>
        ROLES.map((one) => aws.sessionMayAssume({ sessionKey, roleArn: roleArn(one), at }).allowed),
      );
    try {
      const given: Lease[] = [];
      for (const { who, target, from, minutes } of asked) {
        const startMs = NOON + from * 2 * MINUTE;
        const one = { who, target, startMs, endMs: startMs + minutes * 2 * MINUTE };
        if ((await lives[who]?.ask(one))?.ok) given.push(one);
      }
      const wanted = (at: number) =>
        keys.map((_, who) =>
          ROLES.map(({ name }) =>
            given.some(
              (one) =>
                one.who === who &&
                lives[who]?.isFailed(one) === false &&
                one.target.roles.some((role) => role.name === name) &&
                one.startMs <= at &&
                at < one.endMs,
            ),
          ),
        );
      const bounds = given.flatMap(({ startMs, endMs }) => [startMs, endMs]);
      for (const atMs of [...new Set(bounds)].sort((left, right) => left - right)) {
        for (const at of [atMs - SECOND, atMs + 30 * SECOND]) {
          await until(lives, at);
          if (at > NOON) expect({ at, said: said(at) }).toEqual({ at, said: wanted(at) });
        }
      }
      await until(lives, NOON + 200 * MINUTE);
      expect(Object.keys(aws.account(JUMP).role(ENGINEER)?.inline ?? {})).toEqual(['standing']);
      expect(lives.flatMap(({ refused }) => refused)).toEqual([]);
    } finally {
      await aws.close();
    }
  });
  await fc.assert(property, { numRuns: 8 });
}, 120_000);
