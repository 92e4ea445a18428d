/** One call on its way: whether it is still ours, how often it is sent, how long it may take. */

import * as sdk from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apply } from '../../../adapters/aws/iam-apply.ts';
import { createClients } from '../../../adapters/aws/clients.ts';
import { leanClient, sendWhileMine } from '../../../adapters/aws/lean-client.ts';
import type { Slot } from '../../../src/holding/slot.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { createGround, type Ground, NOON, OPERATOR, ROLE_PLACE } from './ground.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
});
afterEach(() => ground.aws.close());

const reach = [{ actions: ['sts:AssumeRole'], resources: [OPERATOR] }];
const window = { reach, mfa: true, startMs: NOON, endMs: NOON + HOUR };
const ALLOW: Slot = { kind: 'allow', windows: [window] };
const writes = () => ground.aws.calls.filter(({ action }) => /^(Put|Delete|Add)/.test(action));

describe('whether a call is still ours', () => {
  /** A real client whose stack tells what happened to a call, step by step. */
  const watched = (heard: string[], onBuild = () => {}) => {
    const client = leanClient(sdk.IAMClient, { region: 'us-east-1' });
    const note = (step: 'build' | 'finalizeRequest' | 'deserialize') =>
      client.middlewareStack.add(
        (next) => (args) => {
          const { headers = {} } = args.request as { headers?: Record<string, string> };
          heard.push(`${step}${headers['authorization'] ? ', signed' : ''}`);
          if (step === 'build') onBuild();
          return next(args);
        },
        { step, priority: 'normal', name: `note-${step}` } as { step: 'build' },
      );
    note('build');
    note('finalizeRequest');
    note('deserialize');
    const clients = {
      iam: async () => client,
      sdk: async () => sdk,
      ssm: () => Promise.reject(new Error('not asked for')),
      other: () => Promise.reject(new Error('not asked for')),
      ssmSdk: () => Promise.reject(new Error('not asked for')),
      trail: () => Promise.reject(new Error('not asked for')),
      trailSdk: () => Promise.reject(new Error('not asked for')),
      arn: () => Promise.reject(new Error('not asked for')),
      nowMs: () => 0,
      sleep: async () => {},
      skewMs: () => undefined,
    };
    return { clients, accounts: new Set([JUMP]), installation: 'demo01' };
  };
  const order = (stillMine: () => boolean) => ({
    holder: ground.holder,
    step: { do: 'put', slot: ALLOW } as const,
    stillMine,
    signal: AbortSignal.timeout(8_000),
  });

  test('is asked once, after it was signed and before the wire', async () => {
    const heard: string[] = [];
    const answer = await apply(
      watched(heard),
      order(() => heard.push('asked') > 0),
    );
    expect(answer).toEqual({ ok: true });
    expect(heard).toEqual(['build', 'finalizeRequest, signed', 'deserialize, signed', 'asked']);
  });

  test('may change while the call is made: then nothing arrives', async () => {
    const heard: string[] = [];
    let isMine = true;
    const slept = watched(heard, () => {
      isMine = false;
    });
    await expect(
      apply(
        slept,
        order(() => isMine),
      ),
    ).rejects.toMatchObject({ code: 'claim-too-old' });
    expect(heard).toEqual(['build', 'finalizeRequest, signed', 'deserialize, signed']);
    expect(ground.aws.calls).toEqual([]);
  });
});

test('no write goes by a client that would not ask whether it is still ours', () => {
  const client = new sdk.IAMClient({ region: 'us-east-1' });
  const command = new sdk.DeleteUserPolicyCommand({ UserName: 'aiko', PolicyName: 'any' });
  const signal = AbortSignal.timeout(8_000);
  const sending = () => sendWhileMine(client, command, { signal, stillMine: () => true });
  expect(sending).toThrow('No other client asks');
  expect(ground.aws.calls).toEqual([]);
});

describe('a call that is not answered', () => {
  test('is given up after five seconds, and was sent once', async () => {
    await ground.observe();
    ground.aws.faults.add({ kind: 'hang', action: 'PutUserPolicy', ms: 7_000, times: 5 });
    const beganMs = performance.now();
    await expect(ground.put(ALLOW)).rejects.toMatchObject({ code: 'aws-unreachable' });
    expect(performance.now() - beganMs).toBeGreaterThan(4_500);
    expect(performance.now() - beganMs).toBeLessThan(6_500);
    expect(writes()).toHaveLength(1);
  }, 15_000);

  test('is given up when its time is over, however long it may take', async () => {
    await ground.observe();
    ground.aws.faults.add({ kind: 'hang', action: 'PutUserPolicy', ms: 7_000 });
    const { holder, provider } = ground;
    const step = { do: 'put', slot: ALLOW } as const;
    const signal = AbortSignal.timeout(300);
    const order = { holder, step, stillMine: () => true, signal };
    await expect(provider.apply(order)).rejects.toMatchObject({ code: 'aws-unreachable' });
    expect(writes()).toHaveLength(1);
  });

  test('of reading is asked again, but not once its time is over', async () => {
    const { aws, provider, holder } = ground;
    await ground.observe();
    const order = { holder, targets: [], groups: [], places: [], sessions: [] };
    aws.faults.add({ kind: 'failure', action: 'GetUser', times: 2 });
    const observed = provider.observe({ ...order, signal: AbortSignal.timeout(8_000) });
    expect(await observed).toMatchObject({ principal: 'present' });
    aws.faults.add({ kind: 'hang', action: 'GetUser', ms: 7_000, times: 9 });
    const before = aws.calls.length;
    const late = provider.observe({ ...order, signal: AbortSignal.timeout(300) });
    await expect(late).rejects.toMatchObject({ code: 'aws-unreachable' });
    expect(aws.calls.length - before).toBe(1);
  });

  test('of whoever hands out credentials elsewhere is waited for ten seconds', async () => {
    ground.aws.faults.add({ kind: 'hang', action: 'AssumeRole', ms: 60_000, times: 9 });
    const beganMs = performance.now();
    expect(await ground.observe()).toMatchObject({
      principal: 'present',
      unread: { places: ['role:111122223333:ProdDbOperator'] },
    });
    expect(performance.now() - beganMs).toBeLessThan(12_000);
  });

  test('by an address where nobody is fails at once', async () => {
    await ground.observe();
    await ground.aws.close();
    await expect(ground.put(ALLOW)).rejects.toMatchObject({ code: 'aws-unreachable' });
  });
});

describe('credentials', () => {
  test('of another account are no proof that anything is gone: walk-through 20', async () => {
    const catalog = { entitlements: new Map(), accounts: new Map() };
    const { clock } = ground;
    const clients = createClients({ region: 'us-east-1', catalog, clock, installation: 'demo01' });
    const reader = { clients, accounts: new Set([JUMP]), installation: 'demo01' };
    const holder = { ...ground.holder, account: '999988887777' };
    const step = { do: 'remove', id: { kind: 'allow' } } as const;
    const order = { holder, step, stillMine: () => true, signal: AbortSignal.timeout(8_000) };
    await expect(apply(reader, order)).rejects.toMatchObject({ code: 'aws-refused' });
    expect(writes()).toEqual([]);
  });

  test('that ran out while the machine slept are fetched anew', async () => {
    const fence: Slot = {
      kind: 'fence',
      place: ROLE_PLACE,
      target: 'abcdef012345',
      generation: 1,
      denials: [{ reach: [{ actions: ['*'], resources: ['*'] }], fromMs: NOON + HOUR }],
    };
    expect(await ground.put(fence)).toEqual({ ok: true });
    for (const key of ground.aws.snapshot().keys) {
      if (key.account === PRODUCTION) ground.aws.account(PRODUCTION).deleteKey(key.accessKeyId);
    }
    await expect(ground.put(fence)).rejects.toMatchObject({ code: 'aws-refused' });
    expect(await ground.put(fence)).toEqual({ ok: true });
  });
});
