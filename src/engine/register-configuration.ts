/**
 * The configuration in force, by digest and number: whoever is behind stops granting.
 *
 * Where changes are to be confirmed, a changed one is only proposed: what was in force stays so,
 * with all that decided in it, until a second operator has said so (confirm-configuration).
 */

import { type AuditEvent, event } from '../audit/event.ts';
import type { Config } from '../config/config.ts';
import { summaryOf } from '../config/config-summary.ts';
import { type EpochMs, SECOND } from '../kernel/time.ts';
import { type Difference, differences, type Summary } from '../policy/differences.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import { commitHead } from './commit-head.ts';
import { type Confirmers, confirmersOf } from './confirmers.ts';
import type { Context } from './context.ts';
import { record } from './journal.ts';
import { comesBack, isOlder, isToBeSeen, type Run, runOf } from './superseded.ts';

/** What a configuration says, kept so that the next one can be compared with it. */
export interface Rules {
  readonly summary: Summary;
  readonly confirmers: Confirmers;
  readonly confirmChanges: boolean;
}

export interface Proposed {
  readonly digest: string;
  readonly rules: Rules;
  readonly atMs: EpochMs;
  /** When a replica that runs it last said so. */
  readonly seenMs: EpochMs;
  /** When the operators were told. */
  readonly toldMs?: EpochMs;
}

export interface InForce extends Run {
  readonly schema: 1;
  readonly digest: string;
  readonly number: number;
  /** Absent where an older release put it in force. */
  readonly rules?: Rules;
  readonly proposed?: Proposed;
}

/** `waiting`: ours is proposed, and nobody has confirmed it. */
export type Standing = 'current' | 'waiting' | 'behind';

const KEY: RecordKey = 'meta/configuration';

/**
 * `register` at boot makes ours the one in force, or proposes it, but for one that others have
 * gone on from; `look` says how it stands, and comes back once nobody runs the other any more.
 */
export async function registerConfiguration(
  ctx: Context,
  how: 'register' | 'look',
): Promise<Standing> {
  const { head, known } = await loadInForce(ctx);
  const { digest } = ctx.config;
  const isOurs = known?.digest === digest;
  if (how === 'look' && isOurs) return running(ctx, head, known);
  if (known?.proposed?.digest === digest) return stillRunning(ctx, head, known);
  if (how === 'look' && !(known && comesBack(ctx, known))) return 'behind';
  if (known && isOlder(ctx, known)) return 'behind';
  const answer = isOurs
    ? await backInForce(ctx, head, known)
    : known && asksForWord(known, ctx.config)
      ? await propose(ctx, head, known)
      : await putInForce(ctx, head, known);
  return answer === 'conflict' ? registerConfiguration(ctx, how) : answer;
}

export async function loadInForce(ctx: Context) {
  const head = await ctx.store.load(KEY);
  return { head, known: head?.body as InForce | undefined };
}

/** That it is no longer asked for takes a word as well. */
const asksForWord = ({ rules }: InForce, { operators }: Config): boolean =>
  operators.confirmChanges || rules?.confirmChanges === true;

const rulesOf = (config: Config): Rules => ({
  summary: summaryOf(config),
  confirmers: confirmersOf(config),
  confirmChanges: config.operators.confirmChanges,
});

/** Undefined where it is not on record what was in force. */
export const differencesIn = ({ rules, proposed }: InForce): readonly Difference[] | undefined =>
  rules && proposed && differences(rules.summary, proposed.rules.summary);

type Answer = Standing | 'conflict';

/** If another one has said so in the same moment, it is said. */
async function running(ctx: Context, head: Head | undefined, known: InForce): Promise<Standing> {
  if (isToBeSeen(ctx, known)) {
    await commitInForce(ctx, head, { ...known, seenMs: ctx.clock.nowMs() });
  }
  return 'current';
}

/** An operator who confirms is told when nobody runs with it any more. */
const SEEN_EVERY_MS = 25 * SECOND;

async function stillRunning(
  ctx: Context,
  head: Head | undefined,
  known: InForce,
): Promise<Standing> {
  const { proposed } = known;
  const nowMs = ctx.clock.nowMs();
  if (proposed && nowMs - proposed.seenMs >= SEEN_EVERY_MS) {
    await commitInForce(ctx, head, { ...known, proposed: { ...proposed, seenMs: nowMs } });
  }
  return 'waiting';
}

/** Nobody has to say so: it was in force all the time. Others may still run what was proposed. */
async function backInForce(
  ctx: Context,
  head: Head | undefined,
  inForce: InForce,
): Promise<Answer> {
  const { proposed, ...known } = inForce;
  const isGivenUp = proposed !== undefined && !ctx.claims;
  if (known.rules && !isGivenUp) return running(ctx, head, inForce);
  const facts = isGivenUp ? [fact(ctx, 'configuration-withdrawn', proposed)] : [];
  const kept = proposed && !isGivenUp ? { proposed } : {};
  const next = { ...known, rules: rulesOf(ctx.config), ...kept };
  return (await commitInForce(ctx, head, next, facts)) === 'conflict' ? 'conflict' : 'current';
}

const fact = (ctx: Context, type: 'configuration-withdrawn', { digest }: Proposed): AuditEvent =>
  event(type, ctx.clock.nowMs(), 'prod-access', { digest });

/** So many are kept with the fact; all are told as far as a message goes. */
const KEPT = 50;

async function propose(ctx: Context, head: Head | undefined, known: InForce): Promise<Answer> {
  const nowMs = ctx.clock.nowMs();
  const { digest } = ctx.config;
  const proposed = { digest, rules: rulesOf(ctx.config), atMs: nowMs, seenMs: nowMs };
  const next = { ...known, proposed };
  const all = differencesIn(next) ?? [];
  const number = known.number + 1;
  const facts = { digest, number, differs: all.length, differences: all.slice(0, KEPT) };
  const said = event('configuration-proposed', nowMs, 'prod-access', facts) as AuditEvent;
  return (await commitInForce(ctx, head, next, [said])) === 'conflict' ? 'conflict' : 'waiting';
}

async function putInForce(
  ctx: Context,
  head: Head | undefined,
  known: InForce | undefined,
): Promise<Answer> {
  const { digest } = ctx.config;
  const number = (known?.number ?? 0) + 1;
  const run = runOf(digest, known, ctx.clock.nowMs());
  const next = { schema: 1, digest, number, rules: rulesOf(ctx.config), ...run } as const;
  if ((await commitInForce(ctx, head, next)) === 'conflict') return 'conflict';
  const facts = { digest, number };
  await record(ctx, [event('configuration-loaded', ctx.clock.nowMs(), 'prod-access', facts)]);
  return 'current';
}

export function commitInForce(
  ctx: Context,
  head: Head | undefined,
  body: InForce,
  facts: readonly AuditEvent[] = [],
): Promise<'committed' | 'conflict'> {
  const createdMs = head?.index.createdMs ?? ctx.clock.nowMs();
  return commitHead(ctx, KEY, head, body, facts, { state: 'in-force', createdMs, due: {} });
}
