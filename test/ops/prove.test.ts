/** `prove` in a sandbox account on the wire: what it finds, and that it leaves nothing behind. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { ExperimentName } from '../../src/ports/prover.ts';
import { createProver } from '../../adapters/aws/prove/prover.ts';
import { createProveTown, type ProveTown, REGION, type Run, SANDBOX } from './prove-town.ts';

let town: ProveTown;
let before: string;
beforeEach(async () => {
  town = await createProveTown();
  before = town.everything();
});
afterEach(() => town.close());

const others = ({ rows }: Run) => rows.filter(({ verdict }) => verdict !== 'as assumed');
const differing = (run: Run) =>
  others(run)
    .filter(({ verdict }) => verdict === 'differs')
    .map(({ question }) => question);
const rowOf = ({ rows }: Run, question: string) => rows.find((row) => row.question === question);
/** Without what needs a node or a directory. */
const BARE = { given: {} };

describe('an AWS that is as it is assumed to be', () => {
  test('is found to be in less than 15 minutes, and nothing is left in it', async () => {
    const startMs = town.clock.nowMs();
    const ended = await town.run();
    expect(town.clock.nowMs() - startMs).toBeLessThan(15 * MINUTE);
    expect(others(ended)).toEqual([]);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.rows).toHaveLength(27);
    expect(town.everything()).toBe(before);
  });

  test('and what nobody named is left out, with what it would need', async () => {
    const ended = await town.run({ ...BARE, json: false });
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('Left out: session-owner. It needs --node i-….');
    expect(ended.out).toMatch(/Left out: schedule-assignment\. [^.]* and\s--identity-store d-…/);
    expect(ended.out).toContain('15 as assumed, 0 different, 0 not told.');
    expect(town.everything()).toBe(before);
  });
});

describe('an AWS that differs', () => {
  test('by heeding changes late, is told in seconds, with what to change', async () => {
    town.aws.propagation.authorizerMs = 45 * SECOND;
    const ended = await town.run(BARE);
    expect(ended.code).toBe(1);
    expect(differing(ended)).toEqual([
      'role-deny-counts',
      'deny-beats-group',
      'put-user-policy',
      'delete-user-policy',
      'remove-from-group',
    ]);
    const taken = rowOf(ended, 'delete-user-policy');
    expect(taken?.seen).toMatch(/^after 4\d\.\d s$/);
    expect(taken?.change).toContain('Raise CLEAN_GAP_MS in src/holding/judge.ts');
    expect(town.everything()).toBe(before);
  });

  test('by firing schedules late', async () => {
    town.aws.scheduler.knobs.firesAfterMs = 100 * SECOND;
    const ended = await town.run({ given: { identityStore: town.given.identityStore ?? '' } });
    expect(differing(ended)).toEqual([
      'schedule-deletes-policy',
      'schedule-leaves-group',
      'schedule-deletes-membership',
    ]);
    expect(rowOf(ended, 'schedule-leaves-group')?.seen).toMatch(/^after 10\d\.\d s$/);
    expect(ended.code).toBe(1);
    expect(town.everything()).toBe(before);
  });

  test('by taking no such target, is told in its own words', async () => {
    town.aws.scheduler.knobs.noTargets = ['iam', 'ssoadmin'];
    const ended = await town.run();
    expect(differing(ended)).toEqual(['scheduler-takes-iam', 'scheduler-takes-ssoadmin']);
    const row = rowOf(ended, 'scheduler-takes-ssoadmin');
    expect(row?.seen).toContain('ssoadmin is not a supported service');
    expect(row?.change).toBe('End assignments by a runbook that the schedule starts.');
    expect(town.everything()).toBe(before);
  });

  test('stands in the table beside what was assumed and what to change', async () => {
    town.aws.scheduler.knobs.noTargets = ['iam'];
    const { out } = await town.run({ ...BARE, json: false });
    expect(out).toMatch(/^RESULT +ASSUMED +SEEN +WHAT TO CHANGE$/m);
    expect(out).toMatch(/^differs +Scheduler takes .* no: .* Book no ends of IAM/m);
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
  });
});

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
    const names = ['schedule-iam', 'role-deny', 'propagation'];
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
