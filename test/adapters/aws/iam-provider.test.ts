/** What stands at AWS after a put, and what bad answers come to. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Slot } from '../../../src/holding/slot.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { JUMP } from '../../story/seed.ts';
import { createGround, type Ground, NOON, OPERATOR } from './ground.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
});
afterEach(() => ground.aws.close());

const reach = [{ actions: ['sts:AssumeRole'], resources: [OPERATOR] }];
const allow = (endMs = NOON + HOUR): Slot => ({
  kind: 'allow',
  windows: [{ reach, mfa: true, startMs: NOON, endMs }],
});
const fence = (generation: number, fromMs = NOON + HOUR): Slot => ({
  kind: 'fence',
  place: { on: 'user' },
  target: 'abcdef012345',
  generation,
  denials: [{ reach, fromMs }],
});
describe('what stands at AWS', () => {
  test('allows inside its window, with MFA, and not in the very second of its end', async () => {
    await ground.put(allow());
    expect(ground.mayAssume(NOON)).toBe(true);
    expect(ground.mayAssume(NOON + HOUR - 1_000)).toBe(true);
    expect(ground.mayAssume(NOON + HOUR)).toBe(false);
    const without = { account: JUMP, user: 'aiko.sato', roleArn: OPERATOR, mfa: false, at: NOON };
    expect(ground.aws.mayAssume(without).allowed).toBe(false);
  });

  test('walk-through 34: a fence holds against an allowing document that is late', async () => {
    await ground.put(fence(1, NOON - 120_000));
    await ground.put(allow(NOON + 9 * HOUR));
    expect(ground.mayAssume(NOON)).toBe(false);
  });

  test('a document that somebody rewrote is found with other content', async () => {
    await ground.put(allow());
    const wide = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    };
    ground.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'prod-access-demo01-allow', wide);
    const [found] = (await ground.observe()).found;
    expect(found?.content).not.toBe(ground.provider.content(ground.holder, allow()));
  });
});

describe('a claim that ran out', () => {
  test('walk-through 35: stops the call after it was signed, and nothing arrives', async () => {
    const before = ground.aws.calls.filter((call) => call.action === 'PutUserPolicy').length;
    const step = { do: 'put', slot: allow() } as const;
    await expect(ground.apply(step, () => false)).rejects.toMatchObject({ code: 'claim-too-old' });
    const after = ground.aws.calls.filter((call) => call.action === 'PutUserPolicy').length;
    expect(after).toBe(before);
  });
});

describe('bad answers', () => {
  test.each([
    ['failure', 'aws-unreachable'],
    ['denied', 'aws-refused'],
    ['lost-before', 'aws-unreachable'],
    ['lost-after', 'aws-unreachable'],
  ] as const)('%s of a write is a fault after one attempt', async (kind, code) => {
    await ground.observe();
    const fault = ground.aws.faults.add({ kind, action: 'PutUserPolicy', times: 5 });
    await expect(ground.put(allow())).rejects.toMatchObject({ code });
    expect(fault.hits).toHaveLength(1);
  });

  test('a throttled write was not carried out: it is sent again, but not for ever', async () => {
    await ground.observe();
    ground.aws.faults.add({ kind: 'throttle', action: 'PutUserPolicy', times: 2 });
    expect(await ground.put(allow())).toEqual({ ok: true });
    const fault = ground.aws.faults.add({ kind: 'throttle', action: 'PutUserPolicy', times: 9 });
    await expect(ground.put(allow())).rejects.toMatchObject({ code: 'aws-throttled' });
    expect(fault.hits).toHaveLength(5);
  });

  test('a throttled write is not sent again once it is no longer ours', async () => {
    await ground.observe();
    const fault = ground.aws.faults.add({ kind: 'throttle', action: 'PutUserPolicy', times: 9 });
    let asked = 0;
    const step = { do: 'put', slot: allow() } as const;
    const sent = ground.apply(step, () => (asked += 1) <= 2);
    await expect(sent).rejects.toMatchObject({ code: 'claim-too-old' });
    expect(fault.hits).toHaveLength(2);
  });

  test('a quota is a final no', async () => {
    const filler = 'x'.repeat(1_900);
    const big = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 's3:GetObject', Resource: `arn:aws:s3:::${filler}` }],
    };
    ground.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'hand-made', big);
    expect(await ground.put(allow())).toMatchObject({ ok: false, code: 'aws-refused' });
  });

  test('what is not there is named in a final no', async () => {
    const home = ground.aws.account(JUMP);
    home.deleteGroup('prod-operators');
    const group = { kind: 'member', group: 'prod-operators' } as const;
    const missing = (what: string) => ({ ok: false, code: 'target-missing', facts: { what } });
    expect(await ground.put(group)).toEqual(missing('group prod-operators'));
  });

  test('of a user who is gone AWS says no more than of one without the boundary', async () => {
    ground.aws.account(JUMP).deleteUser('aiko.sato');
    await expect(ground.put(allow())).rejects.toMatchObject({ code: 'aws-refused' });
    expect((await ground.observe()).principal).toBe('gone');
  });

  test('a tag that AWS cannot take is a final no', async () => {
    const long = { kind: 'tag', group: 'x'.repeat(128), untilMs: NOON + HOUR } as const;
    expect(await ground.put(long)).toMatchObject({ ok: false, code: 'aws-refused' });
  });

  test('a group may have a comma in its name, though no tag may', async () => {
    const tag = { kind: 'tag', group: 'ops,tokyo', untilMs: NOON + HOUR } as const;
    expect(await ground.put(tag)).toEqual({ ok: true });
    const found = { id: { kind: 'tag', group: 'ops,tokyo' }, content: expect.any(String) };
    expect((await ground.observe(['ops,tokyo'])).found).toEqual([found]);
  });

  test('the clock of AWS is heard with every answer', async () => {
    await ground.observe();
    expect(Math.abs(ground.skewMs() ?? Number.NaN)).toBeLessThan(2_000);
  });

  test('the clock of AWS is heard when it refuses, as it does one that is far off', async () => {
    expect(ground.skewMs()).toBeUndefined();
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIAUNKNOWN';
    await expect(ground.observe()).rejects.toMatchObject({ code: 'aws-refused' });
    expect(Math.abs(ground.skewMs() ?? Number.NaN)).toBeLessThan(2_000);
  });
});
