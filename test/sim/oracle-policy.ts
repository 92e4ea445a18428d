/** I2 by the second evaluator: what is asked, refused and granted, in a town with a policy. */

import { ok } from '../../src/kernel/refusal.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { Entitlement } from '../../src/catalog/entitlement.ts';
import type { PolicyFacts } from '../../src/policy/decision.ts';
import { isEnough, secondOpinion } from '../policy/second.ts';
import type { CaseData, Fact } from './records.ts';
import type { Script } from './script.ts';
import { saidBy } from './statements.ts';
import { ENGINEERS, type Variant } from './town.ts';
import { accountsIn, humanOf, keyOf, ownerOf } from './town-chats.ts';
import { CALENDAR, type DrawnPolicy, ESCALATED_MS, OWNERS, rulesIn } from './town-policy.ts';
import { type Seen, spentBy, worldsSeen } from './worlds-seen.ts';

interface Asked {
  readonly requester: string;
  readonly entitlement: string;
  readonly durationMs: number;
  readonly escalated: readonly string[];
}

/** A moment of the run, and all cases there are by then. */
export interface Now {
  readonly nowMs: number;
  readonly sinceMs: number;
  readonly variant: Variant;
  readonly cases: readonly CaseData[];
}

/** What policy alone refuses. A silent directory is said by others as well. */
const OF_POLICY: readonly string[] = [
  'forbidden-by-policy',
  'frozen',
  'no-rule',
  'not-eligible',
  'nobody-could-approve',
  'policy-failed',
  'too-long',
];

export class PolicyWatch {
  readonly #script: Script;
  readonly #policy: DrawnPolicy;
  /** Granted at once, by quota and human. */
  readonly #atOnce = new Map<string, number>();

  constructor(script: Script, policy: DrawnPolicy) {
    this.#script = script;
    this.#policy = policy;
  }

  opened(one: CaseData, now: Now): string | undefined {
    const kind = one.request.auto ? 'auto-approved' : 'needs-approval';
    const said = this.#verdicts(askedIn(one), one.id, now).map(({ verdict }) => verdict);
    if (said.some((verdict) => verdict.kind === kind)) return undefined;
    return `second evaluator: opened as ${kind}, and it says ${wordsOf(said)}`;
  }

  refused({ who, entitlement, code }: Fact, now: Now): string | undefined {
    if (!OF_POLICY.includes(code)) return undefined;
    const said = this.#script.deeds.flatMap(({ who: by, act }) => {
      const isThis =
        act.do === 'ask' && act.entitlement === entitlement && humanOf(keyOf(by)) === humanOf(who);
      if (!isThis) return [];
      const durationMs = act.minutes * 60_000;
      const asked = { requester: who, entitlement, durationMs, escalated: [] };
      return this.#verdicts(asked, undefined, now).map(({ verdict }) => verdict);
    });
    if (said.some((verdict) => verdict.code === code)) return undefined;
    return `second evaluator: refused as ${code}, and it says ${wordsOf(said)}`;
  }

  /** At the first order of a grant. */
  granted(one: CaseData, now: Now): string | undefined {
    const found = this.#verdicts(askedIn(one), one.id, now);
    const by = one.reviews
      .filter(({ verdict }) => verdict === 'approve')
      .map((review) => personOf(this.#script, review.by.key));
    const may = found.filter(({ verdict }) => verdict.kind !== 'forbidden');
    const isApproved = may.some(({ facts, verdict }) => isEnough(facts, verdict, by));
    const isAtOnce = may.some(({ verdict }) => verdict.kind === 'auto-approved');
    if (!isApproved && !(one.request.auto && isAtOnce)) {
      const words = wordsOf(found.map(({ verdict }) => verdict));
      return `second evaluator: ${by.length} approvals, and it says ${words}`;
    }
    if (this.#isEarly(one, now)) return 'second evaluator: others were asked too soon';
    if (this.#isHeld(one, found)) return 'second evaluator: begins while a calendar holds it';
    return isApproved ? undefined : this.#overQuota(one);
  }

  /** By clocks that are wrong by so much, whoever opened it and whoever asked others. */
  #isEarly({ request, escalated = [] }: CaseData, { nowMs }: Now): boolean {
    const { skewsMs, troubles } = this.#script;
    const set = troubles.flatMap((one) => (one.kind === 'jump' ? [one.skewMs] : []));
    const skewMs = Math.max(0, ...[...skewsMs, ...set].map(Math.abs));
    return escalated.length > 0 && nowMs - request.createdMs < ESCALATED_MS - 2 * skewMs;
  }

  #isHeld({ request }: CaseData, found: readonly { readonly facts: PolicyFacts }[]): boolean {
    return found.every(({ facts }) =>
      facts.rules.some(
        ({ scope, freeze }) =>
          scope.by === 'id' &&
          scope.entitlements.includes(request.entitlement) &&
          freeze?.effect === 'hold' &&
          facts.calendars?.get(CALENDAR)?.open === false,
      ),
    );
  }

  #overQuota({ request }: CaseData): string | undefined {
    const { quota } = this.#policy.statements;
    if (!quota) return undefined;
    const who = humanOf(request.requester.key);
    const times = (this.#atOnce.get(who) ?? 0) + 1;
    this.#atOnce.set(who, times);
    return times > quota.times ? `second evaluator: ${times} of ${quota.times} at once` : undefined;
  }

  #verdicts(asked: Asked, own: string | undefined, { nowMs, sinceMs, variant, cases }: Now) {
    const spent = spentBy(asked.requester, own, cases, nowMs);
    return worldsSeen(this.#script, sinceMs, spent).map((seen) => {
      const facts = factsIn(this.#script, this.#policy, variant, asked, seen);
      return { facts, verdict: secondOpinion(facts) };
    });
  }
}

const askedIn = ({ request, escalated = [] }: CaseData): Asked => ({
  requester: request.requester.key,
  entitlement: request.entitlement,
  durationMs: request.asked.durationMs ?? 0,
  escalated,
});

const wordsOf = (said: readonly { readonly kind: string; readonly code?: string }[]): string =>
  [...new Set(said.map(({ kind, code }) => code ?? kind))].join(' or ') || 'nothing';

function personOf({ chats }: Pick<Script, 'chats'>, key: string) {
  const human = humanOf(key);
  // An account that nobody mapped is nobody's.
  const names = accountsIn(chats).filter((who) => who !== 'stray' && humanOf(keyOf(who)) === human);
  const keys = names.flatMap((who) => [keyOf(who, 'slack'), keyOf(who, 'teams')]);
  const isNobodys = ownerOf(key) === 'stray';
  return { key: key as PersonKey, keys: isNobodys ? [key as PersonKey] : keys, name: human };
}

function factsIn(
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
