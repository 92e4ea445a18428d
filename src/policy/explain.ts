/**
 * Why policy says what it says, line by line: codes and facts, no words.
 *
 * `prod-access explain`, "Why am I asked?", `/prod-access why` and a refusal in chat all print
 * these lines; the sentences are made of them in card/words.
 */

import type { PersonKey } from '../kernel/brand.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Named } from '../kernel/refusal-review.ts';
import type { DurationMs } from '../kernel/time.ts';
import type { Approvable, BreakGlassed, Decision, Progress, QuotaUse, Trace } from './decision.ts';
import { everybodyIn, whoName } from './eligibility.ts';
import type { Frozen } from './freeze.ts';
import type { Scope } from './rule.ts';

/** Code → the facts of its line. */
export interface ExplainFacts {
  /** One of the rules that decide. */
  'rule-used': {
    readonly rule: string;
    readonly scope?: Scope;
    readonly eligible: boolean;
    /** The glass was to be broken, and the rule lets nobody. */
    readonly isShut?: true;
  };
  /** It matched, but another matched more closely. */
  'rule-too-general': { readonly rule: string; readonly scope?: Scope };
  'rule-not-matching': { readonly rule: string; readonly scope?: Scope };
  /** Several rules matched equally: every one must be satisfied. */
  'rules-combined': { readonly rules: readonly string[] };
  /** Statements in Cedar that matched. */
  'statement-forbids': { readonly by: readonly string[] };
  'statement-no-auto': { readonly by: readonly string[] };
  'quota-spent': { readonly statement: string; readonly use: QuotaUse };
  /** A calendar that is closed when access would begin. */
  frozen: Frozen;
  'auto-approved': { readonly by: string; readonly quota?: QuotaUse };
  /** Access first; who says afterwards if it was right, and which calendars it passes. */
  'break-glass': {
    readonly maxMs: DurationMs;
    readonly from: readonly string[];
    /** Nobody is left to choose from: this one person. */
    readonly isEverybody?: true;
    readonly withinMs: DurationMs;
    readonly frozen: readonly string[];
  };
  refused: { readonly refusal: Refusal };
  limits: {
    readonly maxMs: DurationMs;
    readonly maxTotalMs: DurationMs;
    readonly lapseMs: DurationMs;
  };
  /** One thing demanded, in the sequence of stages. */
  level: {
    /** Nothing else is demanded at any level. */
    readonly isSole: boolean;
    /** From 1, of so many. */
    readonly stage: number;
    readonly stages: number;
    readonly state: 'complete' | 'current' | 'later';
    readonly rule: string;
    readonly level: string;
    readonly have: number;
    readonly need: number;
    readonly from: readonly string[];
    readonly by: readonly Named[];
    /** Whose approval would help here; the reader of the line puts names to them. */
    readonly could: readonly PersonKey[];
    /** By which group, where there are several. */
    readonly through?: ReadonlyMap<PersonKey, string>;
  };
  /** Nothing is missing any more. */
  enough: { readonly by: readonly Named[] };
}

export type ExplainCode = keyof ExplainFacts;
export type ExplainLine<C extends ExplainCode = ExplainCode> = {
  [K in C]: { readonly code: K; readonly facts: ExplainFacts[K] };
}[C];

/** How far the approvals are; `tally` of the request gives one. */
export interface TallySoFar {
  readonly satisfied: boolean;
  readonly stage: number;
  readonly counted: readonly Named[];
  readonly requirements: readonly Progress[];
}

/** Statements and rules first, then what came of them: a refusal, or what is needed and given. */
export function explain(decision: Decision, tally?: TallySoFar): readonly ExplainLine[] {
  if (decision.kind === 'break-glass') return explainBreakGlass(decision);
  const looked = [...saidOf(decision.trace), ...rulesOf(decision.trace, shutIn(decision))];
  if (decision.kind === 'forbidden')
    return [...looked, line('refused', { refusal: decision.refusal })];
  const { maxMs, maxTotalMs, lapseMs } = decision;
  const limits = line('limits', { maxMs, maxTotalMs, lapseMs });
  if (decision.kind === 'auto-approved') {
    const { by, quota } = decision;
    return [...looked, limits, line('auto-approved', { by, ...(quota && { quota }) })];
  }
  return [
    ...looked,
    limits,
    ...levelsOf(decision, tally ?? nothingYet(decision)),
    ...(tally?.satisfied ? [line('enough', { by: tally.counted.map(named) })] : []),
  ];
}

/** No calendar stops it, and nobody's approval is waited for. */
function explainBreakGlass({ trace, maxMs, review }: BreakGlassed): readonly ExplainLine[] {
  const frozen = [...new Set(trace.frozen.map(({ calendar }) => calendar))];
  const whom = [...new Map(review.from.flat().map((who) => [whoName(who), who])).values()];
  const reviewers = { from: whom.map(whoName), ...everybodyIn(1, whom) };
  const { withinMs } = review;
  return [...rulesOf(trace), line('break-glass', { maxMs, ...reviewers, withinMs, frozen })];
}

/** What was said before the rules were asked, and what the calendars add. */
function saidOf({ said, frozen, spent }: Trace): readonly ExplainLine[] {
  return [
    ...(said.forbid.length > 0 ? [line('statement-forbids', { by: said.forbid })] : []),
    ...frozen.map((one) => line('frozen', one)),
    ...(said.noAuto.length > 0 ? [line('statement-no-auto', { by: said.noAuto })] : []),
    ...spent.map((one) => line('quota-spent', one)),
  ];
}

/** Rules that let nobody break the glass, where that is why it is refused. */
function shutIn(decision: Decision): readonly string[] {
  const refusal = decision.kind === 'forbidden' ? decision.refusal : undefined;
  return refusal?.code === 'no-break-glass' ? refusal.facts.rules : [];
}

function rulesOf({ looked }: Trace, shut: readonly string[] = []): readonly ExplainLine[] {
  const used = looked.filter((each) => each.used).map(({ rule }) => rule);
  const lines = looked.map(({ rule, matched, used, eligible, scope }) => {
    const facts = { rule, ...(scope && { scope }) };
    const isShut = shut.includes(rule);
    if (used) return line('rule-used', { ...facts, eligible, ...(isShut && { isShut }) });
    return line(matched === 'no' ? 'rule-not-matching' : 'rule-too-general', facts);
  });
  return used.length > 1 ? [...lines, line('rules-combined', { rules: used })] : lines;
}

function levelsOf({ stages }: Approvable, tally: TallySoFar): readonly ExplainLine[] {
  // A tally keeps the order of what is demanded.
  const demands = stages.flatMap(({ requirements }) => requirements);
  return tally.requirements.map((progress, index) => {
    const { stage, rule, level, have, need, from, escalatedTo = [], by, could } = progress;
    const { through } = demands[index] ?? {};
    return line('level', {
      isSole: demands.length === 1,
      stage: stage + 1,
      stages: stages.length,
      state: have >= need ? 'complete' : stage > tally.stage ? 'later' : 'current',
      rule,
      level,
      have,
      need,
      from: [...from, ...escalatedTo].map(whoName),
      by: by.map(named),
      could,
      ...(through && { through }),
    });
  });
}

function nothingYet({ stages }: Approvable): TallySoFar {
  const requirements = stages.flatMap(({ requirements }, stage) =>
    requirements.map(({ rule, level, count, from, escalatedTo, keys }) => {
      const also = escalatedTo && { escalatedTo };
      return { stage, rule, level, have: 0, need: count, from, ...also, by: [], could: keys };
    }),
  );
  return { satisfied: false, stage: 0, counted: [], requirements };
}

const named = ({ key, name }: Named): Named => ({ key, name });
const line = <C extends ExplainCode>(code: C, facts: ExplainFacts[C]): ExplainLine<C> => ({
  code,
  facts,
});
