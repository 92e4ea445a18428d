/** Sessions of one role that end apart: each scope has a fence of its own there. */

import { expect, test } from 'vitest';
import { ACCESS_ROLE, accessReach, scopeOf } from '../../src/catalog/access-role.ts';
import { type SsmNodeTarget, targetKey } from '../../src/catalog/target.ts';
import { wantedFences } from '../../src/holding/fences.ts';
import type { Holding } from '../../src/holding/holding.ts';
import { emptyHolding, takeOrder } from '../../src/holding/order.ts';
import { mayHaveHelped, sessionRegions, sessionsThrough } from '../../src/holding/sessions.ts';
import { principalKey, requestId } from '../../src/kernel/brand.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { NOON } from './sample.ts';

const [USERS, NODES, REGION] = ['444455556666', '111122223333', 'eu-west-1'];
const holder = {
  key: principalKey(USERS, 'AIDA1'),
  account: USERS,
  user: 'aiko',
  uniqueId: 'AIDA1',
};
const through = { account: NODES, name: ACCESS_ROLE };

function target(node: string): SsmNodeTarget {
  const opened = { region: REGION, nodes: [node], document: 'ProdAccess-Shell-60m' };
  const reach = accessReach({ through, ...opened });
  const given = { account: USERS, through, ...opened, reach, roles: [through], mfa: true };
  return { kind: 'ssm-node', ...given };
}

function held(holding: Holding, node: string, endMs: number): Holding {
  const one = target(node);
  const grant = requestId(`PA-${node.slice(-5).toUpperCase()}`);
  const scope = scopeOf({ ...one, through });
  const named = { ...through, maxSessionMs: HOUR, userid: '*:aiko', scope };
  const facts = { reach: one.reach, namedRoles: [named], tailMs: 0 };
  const order = { grant, revision: 1, entitlement: 'far', target: one, facts };
  const next = takeOrder(holding, { ...order, startMs: NOON, notAfterMs: endMs }, NOON);
  const key = targetKey(one);
  const memory = next.targets[key];
  if (!memory) throw new Error('There is a memory of it.');
  const over = endMs <= NOON + HOUR ? { unwantedMs: endMs } : {};
  return { ...next, targets: { ...next.targets, [key]: { ...memory, touched: true, ...over } } };
}

const FIRST = 'i-0aaaaaaaaaaaaaaa1';
const SECOND = 'i-0aaaaaaaaaaaaaaa2';
const both = held(held(emptyHolding(holder), FIRST, NOON + HOUR), SECOND, NOON + 2 * HOUR);
const atRole = (nowMs: number) =>
  wantedFences(both, nowMs).flatMap(({ place, denials }) =>
    place.on === 'role' ? [[place.scope, denials.map(({ fromMs }) => fromMs)]] : [],
  );
const scopes = [FIRST, SECOND].map((node) => scopeOf({ ...target(node), through }));

test('each is dated with its own end, though both are of one role and one name', () => {
  expect(atRole(NOON + 1)).toEqual([
    [scopes[0], [NOON + HOUR]],
    [scopes[1], [NOON + 2 * HOUR]],
  ]);
  const SKEW_MS = 120_000;
  expect(atRole(NOON + HOUR)).toEqual([
    [scopes[0], [NOON + HOUR - SKEW_MS]],
    [scopes[1], [NOON + 2 * HOUR]],
  ]);
});

test('what both share at the user, the way into the role, is denied when the last one ends', () => {
  const atUser = wantedFences(both, NOON + HOUR).filter(({ place }) => place.on === 'user');
  expect(atUser.map(({ denials }) => denials.map(({ fromMs }) => fromMs))).toEqual([
    [NOON + 2 * HOUR],
    [NOON + 2 * HOUR],
  ]);
});

test('sessions are looked for in the account of the nodes, and are told from those at home', () => {
  expect(sessionRegions(both, NOON + HOUR)).toEqual([]);
  expect(sessionsThrough(both, NOON + HOUR)).toEqual([{ role: through, region: REGION }]);
  const session = { kind: 'session', region: REGION, session: 'aiko-0', node: FIRST } as const;
  const opened = { ...session, document: 'ProdAccess-Shell-60m' };
  expect(mayHaveHelped(target(FIRST), opened)).toBe(false);
  expect(mayHaveHelped(target(FIRST), { ...opened, account: NODES })).toBe(true);
  expect(mayHaveHelped(target(SECOND), { ...opened, account: NODES })).toBe(false);
});
