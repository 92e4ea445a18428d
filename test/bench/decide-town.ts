/** A hundred rules, a thousand entitlements, and statements in Cedar about them, for the bench. */

import type { Entitlement } from '../../src/catalog/entitlement.ts';
import type { PolicyFile } from '../../src/config/config.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Person } from '../../src/kernel/person.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { Groups, Rule } from '../../src/policy/rule.ts';

const PEOPLE = 200;
const GROUPS = 50;

const personAt = (at: number): Person => {
  const key = `slack:T0:U${at}` as PersonKey;
  return { key, keys: [key], name: `person-${at}` };
};

export const people = Array.from({ length: PEOPLE }, (_, at) => personAt(at));

const groupId = (at: number): string => `group-${at % GROUPS}`;

/** Forty people in each; everybody in ten. */
export const groups: Groups = new Map(
  Array.from({ length: GROUPS }, (_, group) => {
    const keys = people.filter((_, at) => (at + group) % 5 === 0).map(({ key }) => key);
    return [groupId(group), { known: true, keys }];
  }),
);

export const entitlementsOf = (count: number): readonly Entitlement[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `entry-${at}`,
    title: { en: `Entry ${at}` },
    targets: [
      {
        kind: 'iam-policy',
        account: '444455556666',
        reach: [],
        roles: [{ account: '111122223333', name: `Role${at}` }],
        mfa: true,
      },
    ],
    maxMs: 8 * HOUR,
    questions: [],
    channel: 'C1',
    tags: { env: at % 3 === 0 ? 'production' : 'staging', team: `team-${at % 90}` },
  }));

/** Nine of ten by the tag of a team, the others by id or for everything. */
export const rulesOf = (count: number): readonly Rule[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `rule-${at}`,
    scope: scopeAt(at, count),
    eligible: [groupId(at), groupId(at + 1), groupId(at + 2)].map((group) => ({ group })),
    levels: ['first', 'second'].map((name, level) => ({
      name,
      mode: 'any',
      count: 1 + level,
      from: [{ group: groupId(at + level) }, { group: groupId(at + level + 7) }],
    })),
    lapseMs: HOUR,
    maxMs: 8 * HOUR,
    maxTotalMs: 12 * HOUR,
    warnings: [],
  }));

function scopeAt(at: number, count: number): Rule['scope'] {
  if (at >= 0.95 * count) return { by: 'all' };
  if (at >= 0.9 * count) return { by: 'id', entitlements: [`entry-${at}`, `entry-${at + 1}`] };
  return { by: 'tag', tag: 'team', value: `team-${at}` };
}

/** A third of each kind, each about something else. */
export function filesOf(count: number): readonly PolicyFile[] {
  const kinds = ['forbid', 'no-auto', 'auto-approve'] as const;
  return kinds.map((as, kind) => {
    const effect = as === 'auto-approve' ? 'permit' : 'forbid';
    const places = Array.from({ length: count }, (_, at) => at).filter((at) => at % 3 === kind);
    const text = places.map((at) => statementAt(effect, at)).join('\n');
    return { name: `${as}.cedar`, as, schema: 'prod-access', text };
  });
}

const statementAt = (effect: string, at: number): string =>
  `${effect}(principal in Group::"${groupId(at)}", action, resource)
when {
  resource.hasTag("team") && resource.getTag("team") == "team-${at % 90}" &&
  context.hour >= ${at % 24} && context.durationMinutes > ${at % 100}
};`;
