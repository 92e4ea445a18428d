/** Trouble on the wire, as the real SDK meets it: errors, lost answers, calls that land late. */

import * as IAM from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSample, HOME, type Sample } from './aws/sample.ts';

let sample: Sample;
beforeEach(async () => {
  sample = await createSample();
});
afterEach(() => sample.aws.close());

const membership = { UserName: 'aiko', GroupName: 'prod-db' };
const join = (abortSignal?: AbortSignal) =>
  sample.iam.send(new IAM.AddUserToGroupCommand(membership), abortSignal ? { abortSignal } : {});
const members = () => sample.aws.account(HOME).members('prod-db');

describe('a call meets', () => {
  test.each([
    ['throttle', 'Throttling', 400],
    ['failure', 'ServiceFailureException', 500],
    ['conflict', 'ConcurrentModificationException', 409],
    ['denied', 'AccessDenied', 403],
  ] as const)('%s: told as %s, and nothing was done', async (kind, name, httpStatusCode) => {
    sample.aws.faults.add({ kind, action: 'AddUserToGroup' });
    await expect(join()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    expect(members()).toEqual([]);
    await join();
    expect(members()).toEqual(['aiko']);
  });

  test('a lost request: no answer, nothing done', async () => {
    sample.aws.faults.add({ kind: 'lost-before' });
    await expect(join()).rejects.toThrow(/hang up|ECONNRESET/);
    expect(members()).toEqual([]);
  });

  test('a lost answer: no answer, and yet it was done', async () => {
    sample.aws.faults.add({ kind: 'lost-after' });
    await expect(join()).rejects.toThrow(/hang up|ECONNRESET/);
    expect(members()).toEqual(['aiko']);
  });

  test('a 500 for something that was done', async () => {
    sample.aws.faults.add({ kind: 'failure-after' });
    await expect(join()).rejects.toBeInstanceOf(IAM.ServiceFailureException);
    expect(members()).toEqual(['aiko']);
  });

  test('a hang: answered, but only after real time', async () => {
    sample.aws.faults.add({ kind: 'hang', ms: 60 });
    const startMs = performance.now();
    await join();
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(59);
  });

  test('only the trouble it was chosen for', async () => {
    const when = ({ params }: { params: Readonly<Record<string, string>> }) =>
      params.UserName === 'bruno';
    const fault = sample.aws.faults.add({ kind: 'throttle', times: Infinity, when });
    await join();
    const other = new IAM.AddUserToGroupCommand({ ...membership, UserName: 'bruno' });
    await expect(sample.iam.send(other)).rejects.toThrow('Rate exceeded');
    expect(fault.hits).toHaveLength(1);
  });
});

describe('a call on its way', () => {
  test('lands after its sender gave up', async () => {
    const fault = sample.aws.faults.add({ kind: 'hold', action: 'AddUserToGroup' });
    const giveUp = new AbortController();
    const asked = join(giveUp.signal);
    await fault.met();
    giveUp.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    expect(members()).toEqual([]);
    fault.release();
    await expect.poll(members).toEqual(['aiko']);
  });

  test('is refused when it arrives more than 15 minutes after it was signed', async () => {
    const fault = sample.aws.faults.add({ kind: 'hold' });
    const asked = join();
    await fault.met();
    sample.clock.nowMs += 16 * 60_000;
    fault.release();
    await expect(asked).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    expect(members()).toEqual([]);
  });
});

test('a turned clock does not make fresh signatures look old', async () => {
  for (const hours of [3, -5, 48]) {
    sample.clock.nowMs += hours * 3_600_000;
    await join();
    await join();
  }
  expect(sample.aws.calls.map(({ outcome }) => outcome)).toEqual(Array(6).fill('ok'));
});

test('a signature older than 15 minutes by the signing clock is refused', async () => {
  const old = await createSample({ signatureClock: () => Date.now() + 16 * 60_000 });
  const asked = old.iam.send(new IAM.AddUserToGroupCommand(membership));
  await expect(asked).rejects.toThrow('Signature expired');
  await old.aws.close();
});

test('drawn trouble is the same for the same seed', async () => {
  const outcomes = async () => {
    const drawn = await createSample();
    drawn.aws.faults.random({
      seed: 7,
      chance: { throttle: 0.3, failure: 0.2, 'lost-after': 0.2 },
    });
    for (let i = 0; i < 30; i++) {
      await drawn.iam.send(new IAM.AddUserToGroupCommand(membership)).catch(() => undefined);
    }
    await drawn.aws.close();
    return drawn.aws.calls.map(({ outcome }) => outcome);
  };
  const first = await outcomes();
  expect(new Set(first)).toEqual(new Set(['ok', 'Throttling', 'ServiceFailure', 'lost-after']));
  expect(await outcomes()).toEqual(first);
});

test('every call is recorded: who, what, when, and how it went', async () => {
  await join();
  expect(sample.aws.calls).toEqual([
    {
      atMs: sample.clock.nowMs,
      account: HOME,
      principal: 'owner',
      service: 'iam',
      action: 'AddUserToGroup',
      params: membership,
      outcome: 'ok',
    },
  ]);
});
