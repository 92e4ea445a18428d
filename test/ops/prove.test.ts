/** `prove` in a sandbox account on the wire: what it finds, and that it leaves nothing behind. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import {
  BARE,
  createProveTown,
  differing,
  NODE,
  others,
  type ProveTown,
  rowOf,
} from './prove-town.ts';

let town: ProveTown;
let before: string;
beforeEach(async () => {
  town = await createProveTown();
  before = town.everything();
});
afterEach(() => town.close());

describe('an AWS that is as it is assumed to be', () => {
  test('is found to be in less than 15 minutes, and nothing is left in it', async () => {
    const startMs = town.clock.nowMs();
    const ended = await town.run();
    expect(town.clock.nowMs() - startMs).toBeLessThan(15 * MINUTE);
    expect(others(ended)).toEqual([]);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.rows).toHaveLength(32);
    expect(town.everything()).toBe(before);
  });

  test('and what nobody named is left out, with what it would need', async () => {
    const ended = await town.run({ ...BARE, json: false });
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('Left out: session-owner. It needs --node i-….');
    expect(ended.out).toMatch(/Left out: schedule-assignment\. [^.]* and\s--identity-store d-…/);
    expect(ended.out).toContain('20 as assumed, 0 different, 0 not told.');
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

  test('by letting a session lose its SourceIdentity on its way into another role', async () => {
    town.aws.sessions.dropsSource = true;
    const ended = await town.run(BARE);
    expect(differing(ended)).toEqual(['source-is-kept', 'source-deny-counts']);
    expect(rowOf(ended, 'source-deny-counts')?.seen).toBe('not within 2.0 min');
    expect(rowOf(ended, 'role-deny-ends')?.verdict).toBe('as assumed');
    expect(town.everything()).toBe(before);
  });

  test('by what it makes of sessions, for better or worse', async () => {
    town.aws.ssm.knobs.tunnelsEnd = true;
    town.aws.ssm.knobs.owners = 'userid';
    town.aws.ssm.knobs.listedAfterMs = 20 * SECOND;
    const ended = await town.run({ given: { node: NODE } });
    expect(differing(ended)).toEqual([
      'port-forgets-longest',
      'owner-is-arn',
      'terminate-is-listed',
    ]);
    expect(rowOf(ended, 'port-forgets-longest')?.change).toMatch(/^Good news: .* GuiMinutes/);
    expect(rowOf(ended, 'owner-is-arn')?.seen).toMatch(
      /^no: Owner is AROA\w+:prod-access-prove-4f0c1a-opener; by the user id it is found$/,
    );
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
