/** What pre-flight counts is never less than what comes to stand. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neededAtHome, neededAtRole } from '../../../adapters/aws/iam-budget.ts';
import { allowDocument, fenceDocument, sizeOf } from '../../../adapters/aws/policy-document.ts';
import { ACCESS_ROLE, accessReach } from '../../../src/catalog/access-role.ts';
import { type Target, targetKey } from '../../../src/catalog/target.ts';
import type { Holding } from '../../../src/holding/holding.ts';
import { emptyHolding, takeOrder } from '../../../src/holding/order.ts';
import { wantedNow } from '../../../src/holding/wanted.ts';
import { principalKey, requestId } from '../../../src/kernel/brand.ts';
import { MINUTE } from '../../../src/kernel/time.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { NOON } from './ground.ts';
import { Life } from './life.ts';

const resources = ['a', 'b', 'c'].map((name) => `arn:aws:s3:::production-${name}/key`);
const actions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];
const part = fc.record({
  actions: fc.subarray(actions, { minLength: 1 }),
  resources: fc.subarray(resources, { minLength: 1 }),
});
const leased = fc.record({
  reach: fc.array(part, { minLength: 1, maxLength: 2 }),
  endsIn: fc.integer({ min: 1, max: 5 }),
});
type Leased = typeof leased extends fc.Arbitrary<infer T> ? T : never;

const holder = { key: principalKey(JUMP, 'AIDA1'), account: JUMP, user: 'aiko', uniqueId: 'AIDA1' };
const targetOf = ({ reach }: Pick<Leased, 'reach'>): Target => ({
  kind: 'iam-policy',
  account: JUMP,
  reach,
  roles: [],
  mfa: true,
});
const factsOf = ({ reach }: Pick<Leased, 'reach'>) => ({ reach, namedRoles: [], tailMs: 0 });

/** Everything touched, and nothing forgotten: the most that can be wanted at that moment. */
function holdingAt(leases: readonly Leased[], nowMs: number): Holding {
  const holding = leases.reduce((known, one, index) => {
    const grant = requestId(`PA-${1000 + index}`);
    const notAfterMs = NOON + one.endsIn * MINUTE;
    const order = { grant, revision: 1, entitlement: 'any', startMs: NOON, notAfterMs };
    return takeOrder(known, { ...order, target: targetOf(one), facts: factsOf(one) }, NOON);
  }, emptyHolding(holder));
  const targets = Object.entries(holding.targets).map(([key, memory]) => {
    const own = holding.leases.filter(({ target }) => targetKey(target) === key);
    const endMs = Math.max(...own.map((lease) => lease.notAfterMs));
    const over = endMs <= nowMs ? { unwantedMs: endMs } : {};
    return [key, { ...memory, touched: true, places: [{ on: 'user' } as const], ...over }] as const;
  });
  return { ...holding, targets: Object.fromEntries(targets) };
}

function sizeAt(leases: readonly Leased[], nowMs: number): number {
  const wanted = wantedNow(holdingAt(leases, nowMs), nowMs);
  const windows = [...wanted.windows.values()];
  const fences = wanted.fences.map((fence) => sizeOf(fenceDocument({ ...fence, generation: 1 })));
  const allow = windows.length > 0 ? sizeOf(allowDocument({ windows })) : 0;
  return allow + fences.reduce((sum, size) => sum + size, 0) + Math.max(0, ...fences);
}

describe('the budget', () => {
  test('is never less than all that stands at any minute, with a spare generation', () => {
    const days = fc.array(leased, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(days, fc.nat(6), (leases, minute) => {
        const asked = leases.map((one) => ({ target: targetOf(one), facts: factsOf(one) }));
        const stands = sizeAt(leases, NOON + minute * MINUTE);
        expect(stands).toBeLessThanOrEqual(neededAtHome(asked));
      }),
      { numRuns: 500 },
    );
  });

  test('takes three roles at once, and counts a second grant of one of them as none', () => {
    const to = (name: string) => {
      const role = { account: PRODUCTION, name };
      const arn = `arn:aws:iam::${PRODUCTION}:role/${name}`;
      const reach = [{ actions: ['sts:AssumeRole'], resources: [arn] }];
      return { target: { ...targetOf({ reach }), roles: [role] }, facts: factsOf({ reach }) };
    };
    const three = ['ProdDbOperator', 'ProdLogReader', 'ProdOperator'].map(to);
    expect(neededAtHome(three)).toBeLessThanOrEqual(2_048);
    expect(neededAtHome([...three, to('ProdOperator')])).toBe(neededAtHome(three));
  });

  test('takes fifteen nodes of another account, or two times two', () => {
    const through = { account: PRODUCTION, name: ACCESS_ROLE };
    const to = (count: number, document = 'ProdAccess-Shell-60m') => {
      const nodes = Array.from({ length: count }, (_, at) => `i-${String(at).padStart(17, '0')}`);
      const given = { through, region: 'ap-northeast-1', nodes, document };
      const reach = accessReach(given);
      const led = { kind: 'ssm-node', account: JUMP, roles: [through] } as const;
      const facts = { reach, namedRoles: [], tailMs: 0 };
      return { target: { ...given, ...led, reach, mfa: true }, facts };
    };
    expect(neededAtHome([to(15)])).toBeLessThanOrEqual(2_048);
    expect(neededAtHome([to(2), to(2, 'ProdAccess-Admin-GUI')])).toBeLessThanOrEqual(2_048);
  });

  test('at a role takes two generations of the longest fence that stands there', () => {
    const place = { on: 'role', role: { account: '', name: '' }, scope: '0123456789ab' } as const;
    const denials = [{ reach: [{ actions: ['*'], resources: ['*'] }], fromMs: NOON }];
    const fence = { place: { ...place, userid: `*:${'a'.repeat(64)}` }, denials };
    const size = sizeOf(fenceDocument({ ...fence, target: '', generation: 1 }));
    expect(2 * size).toBeLessThanOrEqual(neededAtRole());
  });

  test('counts fences of access that is over, since they stand for a while', async () => {
    const life = await Life.begin();
    const { ground } = life;
    const [first, second] = [ground.target('prod-logs'), ground.target('prod-db')];
    await life.ask({ target: first, startMs: NOON, endMs: NOON + 5 * MINUTE });
    await life.until(NOON + 6 * MINUTE);
    const Resource = `arn:aws:s3:::${'x'.repeat(1_000)}`;
    const Statement = [{ Effect: 'Deny', Action: 's3:GetObject', Resource }];
    const byHand = { Version: '2012-10-17', Statement };
    ground.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'by-hand', byHand);
    const ask = () =>
      life.ask({ target: second, startMs: life.nowMs, endMs: life.nowMs + 5 * MINUTE });
    expect(await ask()).toMatchObject({ ok: false, code: 'budget-exceeded' });
    await life.until(NOON + 90 * MINUTE);
    expect(await ask()).toMatchObject({ ok: true });
    await ground.aws.close();
  }, 30_000);
});
