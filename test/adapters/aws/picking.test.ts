/** Picked nodes at AWS: a list in pages, and a set too large to be read while somebody waits. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { pickedFrom, withPicked } from '../../../src/catalog/pick.ts';
import { MOST_BOUND } from '../../../src/catalog/session-reach.ts';
import { MINUTE } from '../../../src/kernel/time.ts';
import { configOf, EXAMPLE } from '../../config/example.ts';
import { withFleet } from '../../story/fleet.ts';
import { putNodes, region } from '../../story/nodes.ts';
import { JUMP } from '../../story/seed.ts';
import { createGround, type Ground } from './ground.ts';

const LARGE = 2_100;
const id = (at: number) => `i-${String(at).padStart(17, '0')}`;

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
  putNodes(ground);
});
afterEach(() => ground.aws.close());

function fleet(count: number) {
  const hand = region(ground);
  for (let at = 0; at < count; at += 1) hand.putNode(id(at), { tags: { Env: 'prod' } });
  const config = configOf(withFleet(EXAMPLE));
  const { provider, nodes } = createAws({ region: 'us-east-1', config, clock: ground.clock });
  const targets = config.catalog.entitlements.get('prod-fleet')?.targets ?? [];
  const set = pickedFrom(targets);
  if (!set) throw new Error('There is nothing to pick.');
  const pick = (...picked: readonly string[]) => {
    const [target] = withPicked(targets, picked);
    if (!target) throw new Error('There is no target.');
    const principal = { account: JUMP, user: 'aiko.sato' };
    const signal = AbortSignal.timeout(20_000);
    return provider.preflight({ principal, target, others: [], held: false, signal });
  };
  const refresh = async () => {
    const turning = setInterval(() => ground.clock.turn(100), 1);
    await nodes.refresh(AbortSignal.timeout(20_000)).finally(() => clearInterval(turning));
  };
  return { nodes, set, pick, refresh };
}

describe('the list', () => {
  test('has all pages, and is not there before it is read', async () => {
    const { nodes, set, refresh } = fleet(120);
    expect(nodes.known(set)).toBeUndefined();
    await refresh();
    expect(nodes.known(set)?.list.nodes).toHaveLength(120);
  });

  test('that cannot be read to its end stays the one before', async () => {
    const { nodes, set, refresh } = fleet(120);
    await refresh();
    const before = nodes.known(set);
    region(ground).removeNode(id(0));
    ground.aws.faults.add({ kind: 'throttle', times: 50, action: 'DescribeInstanceInformation' });
    await expect(refresh()).rejects.toThrow('DescribeInstanceInformation');
    expect(nodes.known(set)).toBe(before);
  });
});

describe('what was picked', () => {
  test('is bound by id alone, as many as there is room for', async () => {
    const { pick } = fleet(20);
    const picked = Array.from({ length: MOST_BOUND }, (_, at) => id(at));
    const answer = await pick(...picked);
    expect(answer).toMatchObject({ ok: true, value: { target: { nodes: picked } } });
    expect(JSON.stringify(answer)).not.toContain('pick');
    const own = {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${'x'.repeat(600)}`,
    };
    const policy = { Version: '2012-10-17', Statement: [own] };
    ground.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'own', policy);
    ground.aws.settle();
    expect(await pick(...picked)).toMatchObject({ ok: false, code: 'budget-exceeded' });
  });

  test('far down a long list is looked up in the list, if that is young', async () => {
    const { pick, refresh } = fleet(LARGE);
    await expect(pick(id(LARGE - 1))).rejects.toThrow('are not known');
    await refresh();
    region(ground).putNode('i-0fffffffffffffff1', { tags: { Env: 'lab' } });
    expect(await pick(id(0), id(LARGE - 1))).toMatchObject({ ok: true });
    expect(await pick('i-0fffffffffffffff1')).toMatchObject({ code: 'nodes-outside' });
    ground.clock.turn(16 * MINUTE);
    await expect(pick(id(LARGE - 1))).rejects.toThrow('are not known');
  });
});
