/** I2 by the second evaluator: what is asked, refused and granted, in a town with a policy. */

import type { Who } from '../../src/policy/rule.ts';
import type { PolicyFacts } from '../../src/policy/decision.ts';
import { isEnough, secondOpinion, type Verdict } from '../policy/second.ts';
import { type Asked, factsIn, personOf } from './facts-seen.ts';
import type { CaseData, Fact } from './records.ts';
import { justificationOf } from './deeds.ts';
import type { Act, Script } from './script.ts';
import type { Variant } from './town.ts';
import { humanOf, keyOf } from './town-chats.ts';
import { CALENDAR, type DrawnPolicy, ESCALATED_MS } from './town-policy.ts';
import { spentBy, worldsSeen } from './worlds-seen.ts';

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
  'no-break-glass',
  'no-rule',
  'not-eligible',
  'nobody-could-approve',
  'nobody-could-review',
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
    const kind = kindOf(one);
    const said = this.#verdicts(askedIn(one, this.#script), one.id, now).map(
      ({ verdict }) => verdict,
    );
    if (said.some((verdict) => verdict.kind === kind)) return undefined;
    return `second evaluator: opened as ${kind}, and it says ${wordsOf(said)}`;
  }

  refused({ who, entitlement, code }: Fact, now: Now): string | undefined {
    if (!OF_POLICY.includes(code)) return undefined;
    const said = this.#script.deeds.flatMap(({ who: by, act }) => {
      const isTheirs = humanOf(keyOf(by)) === humanOf(who);
      if (act.do !== 'ask' || act.entitlement !== entitlement || !isTheirs) return [];
      const durationMs = act.minutes * 60_000;
      const isBroken = act.isBroken === true;
      const added = alsoAsked(act, justificationOf(act.ask));
      const asked = { requester: who, entitlement, durationMs, escalated: [], isBroken, added };
      return this.#verdicts(asked, undefined, now).map(({ verdict }) => verdict);
    });
    if (said.some((verdict) => verdict.code === code)) return undefined;
    return `second evaluator: refused as ${code}, and it says ${wordsOf(said)}`;
  }

  /** At the first order of a grant. */
  granted(one: CaseData, now: Now): string | undefined {
    const found = this.#verdicts(askedIn(one, this.#script), one.id, now);
    if (one.request.breakGlass)
      return brokenFor(
        one,
        found.map(({ verdict }) => verdict),
      );
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

const kindOf = ({ request }: CaseData) =>
  request.breakGlass ? 'break-glass' : request.auto ? 'auto-approved' : 'needs-approval';

/** No approval comes first, and no calendar holds it; but it is short, more time included. */
function brokenFor({ grant }: CaseData, said: readonly Verdict[]): string | undefined {
  const may = said.filter(({ kind }) => kind === 'break-glass');
  if (may.length === 0) return `second evaluator: opened first, and it says ${wordsOf(said)}`;
  const mostMs = Math.max(...may.map(({ maxTotalMs = 0 }) => maxTotalMs));
  const isLong = (grant?.maxTotalMs ?? 0) > mostMs || (grant?.durationMs ?? 0) > mostMs;
  return isLong ? `second evaluator: opened first, for more than ${mostMs} ms` : undefined;
}

/** By what the script says they typed, whatever was kept of it. */
function alsoAsked(act: Act, justification: string): readonly Who[] {
  const isThis = act.do === 'ask' && justification === justificationOf(act.ask);
  return isThis && act.also ? [{ person: act.also, key: keyOf(act.also) }] : [];
}

const askedIn = ({ request, escalated = [] }: CaseData, { deeds }: Script): Asked => ({
  requester: request.requester.key,
  entitlement: request.entitlement,
  durationMs: request.asked.durationMs ?? 0,
  escalated,
  isBroken: request.breakGlass === true,
  added: deeds.flatMap(({ act }) => alsoAsked(act, request.justification)),
});

const wordsOf = (said: readonly { readonly kind: string; readonly code?: string }[]): string =>
  [...new Set(said.map(({ kind, code }) => code ?? kind))].join(' or ') || 'nothing';
