/** People, a rule and a request as they come every day. */

import type { Target } from '../../src/catalog/target.ts';
import { type PersonKey, principalKey, requestId } from '../../src/kernel/brand.ts';
import type { Person } from '../../src/kernel/person.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { NeedsApproval, Stage } from '../../src/policy/decision.ts';
import type { Request } from '../../src/request/request.ts';
import { NO_STATEMENT } from '../../src/policy/statement.ts';

export const NOON = Date.UTC(2026, 10, 23, 12);

export const person = (name: string, ...aliases: readonly string[]): Person => {
  const keys = [name, ...aliases].map((id) => `slack:T1:${id}` as PersonKey);
  return { key: `slack:T1:${name}` as PersonKey, keys, name };
};
export const AIKO = person('aiko');
export const BEN = person('ben');
export const CHIE = person('chie');
export const DAI = person('dai');
export const OPS = [person('oki'), person('per')] as const;

/** One stage: so many of these. */
export const stage = (count: number, ...people: readonly Person[]): Stage => ({
  requirements: [
    {
      rule: 'db',
      level: 'leads',
      count,
      from: people.map((one) => ({ person: one.name, key: one.key })),
      keys: people.flatMap((one) => one.keys),
    },
  ],
});

export const decision = (
  stages: readonly Stage[] = [stage(1, BEN, CHIE, DAI)],
  more: Partial<NeedsApproval> = {},
): NeedsApproval => ({
  kind: 'needs-approval',
  stages,
  lapseMs: HOUR,
  maxMs: 4 * HOUR,
  maxTotalMs: 3 * HOUR,
  warnings: [10 * MINUTE],
  frozen: [],
  trace: { looked: [], said: NO_STATEMENT, frozen: [], spent: [] },
  ...more,
});

export const target = (name = 'prod-operators'): Target => ({
  kind: 'iam-group',
  account: '444455556666',
  group: name,
  roles: [],
});

export const request = (change: Partial<Request> = {}): Request => {
  const targets = change.targets ?? [target()];
  const reach = [{ actions: ['sts:AssumeRole'], resources: ['role/R'] }];
  return {
    id: requestId('PA-7K3M2'),
    state: 'pending',
    requester: AIKO,
    beneficiary: AIKO,
    holder: {
      key: principalKey('444455556666', 'AIDA1'),
      account: '444455556666',
      user: 'aiko.sato',
      uniqueId: 'AIDA1',
    },
    entitlement: 'prod-db',
    targets,
    facts: targets.map(() => ({ reach, namedRoles: [], tailMs: 0 })),
    asked: { kind: 'duration', durationMs: HOUR },
    typedTime: '1h',
    justification: 'Locks pile up on the orders table',
    answers: {},
    createdMs: NOON,
    lapseMs: NOON + HOUR,
    rules: ['db'],
    tailMs: 0,
    ...change,
  };
};

export const window = (fromMs: number, toMs: number): Partial<Request> => ({
  asked: { kind: 'window', startMs: fromMs, endMs: toMs },
});
