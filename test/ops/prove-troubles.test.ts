/** `prove` on a bad day: rights that are missing, answers that are lost, a run that is killed. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { ExperimentName } from '../../src/ports/prover.ts';
import { createProver } from '../../adapters/aws/prove/prover.ts';
import {
  BARE,
  createProveTown,
  differing,
  NODE,
  others,
  type ProveTown,
  REGION,
  rowOf,
  SANDBOX,
} from './prove-town.ts';

let town: ProveTown;
let before: string;
beforeEach(async () => {
  town = await createProveTown();
  before = town.everything();
});
afterEach(() => town.close());

describe('what goes wrong on the way', () => {
  test('a right that is missing is named by each experiment that needs it', async () => {
    await town.close();
    const all = { Effect: 'Allow', Action: '*', Resource: '*' };
    const no = { Effect: 'Deny', Action: 'iam:CreateRole', Resource: '*' };
    const rights = { Version: '2012-10-17', Statement: [all, no] };
    town = await createProveTown({ inline: { rights } });
    before = town.everything();
    const ended = await town.run(BARE);
    expect(ended.code).toBe(1);
    const lacking = others(ended).map(({ experiment, seen }) => `${experiment}: ${seen}`);
    const names = ['schedule-iam', 'role-deny', 'source-deny', 'propagation'];
    expect(new Set(lacking)).toEqual(
      new Set(names.map((name) => `${name}: iam:CreateRole is denied; ${ADVICE}`)),
    );
    expect(rowOf(ended, 'deny-beats-group')?.verdict).toBe('as assumed');
    expect(town.everything()).toBe(before);
  });

  const ADVICE = 'deploy/iam-prove-policy.json has all that is needed';

  test('Ctrl-C ends it, and what was made is removed', async () => {
    const heard = (text: string) => {
      if (text.startsWith('… a Deny at a role')) town.stop.abort();
    };
    const ended = await town.run({}, { heard });
    expect(ended.code).toBe(1);
    expect(rowOf(ended, 'schedule-leaves-group')?.verdict).toBe('as assumed');
    expect(rowOf(ended, 'role-deny-ends')?.seen).toBe('interrupted');
    expect(town.everything()).toBe(before);
  });

  test('an answer that is lost leaves nothing behind that nobody knows of', async () => {
    for (const action of ['CreateUser', 'CreateRole', 'CreateSchedule', 'StartSession']) {
      town.aws.faults.add({ kind: 'lost-after', action });
    }
    for (const action of ['CreateGroup', 'CreatePermissionSet', 'CreateAccountAssignment']) {
      town.aws.faults.add({ kind: 'failure-after', action });
    }
    const ended = await town.run();
    expect(ended.code).toBe(1);
    expect(others(ended).every(({ verdict }) => verdict === 'not told')).toBe(true);
    expect(town.everything()).toBe(before);
  });

  test('a session that Systems Manager ends because nobody connects answers nothing', async () => {
    const heard = (text: string) => {
      if (!text.startsWith('… AWS')) return;
      const region = town.aws.ssm.region(SANDBOX, REGION);
      town.aws
        .sessionsOf({ account: SANDBOX, live: true })
        .forEach(({ id }) => region.terminate(id));
    };
    const ended = await town.run({ given: { node: NODE } }, { heard });
    expect(differing(ended)).toEqual([]);
    const told = ['shell-keeps-longest', 'port-forgets-longest'].map(
      (one) => rowOf(ended, one)?.seen,
    );
    const early = 'Systems Manager ended the session early, for nobody was connected to it';
    expect(told).toEqual([early, early]);
  });

  test('an AWS that heeds nothing takes no more than the fifteen minutes', async () => {
    town.aws.propagation.authorizerMs = 30 * MINUTE;
    const startMs = town.clock.nowMs();
    const ended = await town.run();
    expect(town.clock.nowMs() - startMs).toBeLessThan(15 * MINUTE);
    expect(ended.code).toBe(1);
    expect(rowOf(ended, 'deny-waits')?.verdict).toBe('not told');
    town.aws.propagation.authorizerMs = 0;
    expect(town.everything()).toBe(before);
  });

  test('lists that lag behind hide nothing from the removal', async () => {
    town.aws.propagation.readsMs = 8 * SECOND;
    expect(others(await town.run(BARE))).toEqual([]);
    expect(town.everything()).toBe(before);
  });

  test('a removal that fails is tried again, and named if it fails for good', async () => {
    town.aws.faults.add({ kind: 'failure', action: 'DeleteUser', times: 3 });
    expect(await town.run(BARE)).toMatchObject({ code: 0 });
    expect(town.everything()).toBe(before);
    const denied = town.aws.faults.add({ kind: 'denied', action: 'DeleteGroup', times: 99 });
    const ended = await town.run(BARE);
    denied.remove();
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/Not removed: group prod-access-prove-4f0c1a-\w+: .*DeleteGroup/);
    expect(ended.err).toContain('npx prod-access prove --clean');
  });
});

describe('a run that was killed', () => {
  const killed = async (...names: readonly ExperimentName[]) => {
    const { clock, given } = town;
    const run = 'prod-access-prove-dead00';
    const prover = createProver({ region: REGION, clock, run, given, mayGoOn: () => {} });
    for (const name of names) await prover.begin(name, () => {});
  };

  test('is found by the next, which says how to clean up and touches nothing of it', async () => {
    await killed('role-deny');
    const left = town.everything();
    const ended = await town.run(BARE);
    expect(ended.err).toMatch(/An earlier run left \d+ things behind, or is still running: .*user/);
    expect(ended.err).toContain('npx prod-access prove --clean');
    expect(town.everything()).toBe(left);
  });

  test('is cleaned up after, all of it', async () => {
    await killed('schedule-assignment', 'schedule-membership', 'session-longest', 'role-deny');
    const ended = await town.run({ clean: true, json: false });
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toMatch(/^To be removed from account 333344445555: .*user prod-access-/m);
    expect(town.everything()).toBe(before);
    const again = await town.run({ clean: true, json: false });
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toBe(`No run has left anything behind in account ${SANDBOX}.\n`);
  });
});
