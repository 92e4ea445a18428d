/** What policy may have been asked, as the second evaluator is asked it. */

import type { Entitlement } from '../../src/catalog/entitlement.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { PolicyFacts } from '../../src/policy/decision.ts';
import type { Who } from '../../src/policy/rule.ts';
import type { Script } from './script.ts';
import { saidBy } from './statements.ts';
import { ENGINEERS, type Variant } from './town.ts';
import { accountsIn, humanOf, keyOf, ownerOf } from './town-chats.ts';
import { CALENDAR, type DrawnPolicy, OWNERS, rulesIn } from './town-policy.ts';
import type { Seen } from './worlds-seen.ts';

export interface Asked {
  readonly requester: string;
  readonly entitlement: string;
  readonly durationMs: number;
  readonly escalated: readonly string[];
  readonly added?: readonly Who[];
  /** Access first, and approval after. */
  readonly isBroken: boolean;
}

export function personOf({ chats }: Pick<Script, 'chats'>, key: string) {
  const human = humanOf(key);
  // An account that nobody mapped is nobody's.
  const names = accountsIn(chats).filter((who) => who !== 'stray' && humanOf(keyOf(who)) === human);
  const keys = names.flatMap((who) => [keyOf(who, 'slack'), keyOf(who, 'teams')]);
  const isNobodys = ownerOf(key) === 'stray';
  return { key: key as PersonKey, keys: isNobodys ? [key as PersonKey] : keys, name: human };
}

export function factsIn(
  script: Script,
  policy: DrawnPolicy,
  variant: Variant,
  asked: Asked,
  seen: Seen,
): PolicyFacts {
  const person = personOf(script, asked.requester);
  const named = (names: readonly (typeof ENGINEERS)[number][]) => {
    const keys = names.flatMap((name) => personOf(script, keyOf(name)).keys);
    return { known: true, keys } as const;
  };
  const { isAsked, quota } = policy.statements;
  const entitlement = entitlementOf(asked.entitlement);
  const closed = seen.calendar.open ? [] : [CALENDAR];
  const question = { durationMs: asked.durationMs, closed, requester: person, entitlement };
  const nothing = { forbid: [], noAuto: [], auto: [] };
  return {
    requester: person,
    beneficiary: person,
    entitlement,
    durationMs: asked.durationMs,
    rules: rulesIn(policy, variant),
    groups: new Map([
      ['leads', seen.leads],
      ['owners', named(OWNERS)],
      ['engineers', named(ENGINEERS)],
    ]),
    people: ENGINEERS.map((name) => personOf(script, keyOf(name))),
    said: ok(isAsked ? saidBy(policy.statements, question) : nothing),
    spent: new Map(quota ? [[quota.name, seen.spent]] : []),
    calendars: new Map([[CALENDAR, seen.calendar]]),
    escalated: asked.escalated,
    added: asked.added ?? [],
    breakGlass: asked.isBroken,
  };
}

const entitlementOf = (id: string): Entitlement => ({
  id,
  title: { en: id },
  targets: [],
  maxMs: 4 * HOUR,
  questions: [],
  channel: '',
  tags: {},
});
