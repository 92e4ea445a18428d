/**
 * The configuration in force, by digest and number: whoever is behind stops granting.
 *
 * Where changes are to be confirmed, a changed one is only proposed: what was in force stays so,
 * with all that decided in it, until a second operator has said so (confirm-configuration).
 */

import { type AuditEvent, event } from '../audit/event.ts';
import { SECOND } from '../kernel/time.ts';
import type { Head } from '../ports/store.ts';
import type { Context } from './context.ts';
import {
  asksForWord,
  commitInForce,
  differencesIn,
  type InForce,
  loadInForce,
  rulesOf,
} from './in-force.ts';
import { installationOf } from './known-installation.ts';
import {
  isGone,
  isOlder,
  isToBeSaid,
  mayReturn,
  newestOf,
  type Run,
  runOf,
  saidOnceMore,
  standInOf,
} from './superseded.ts';

/** `waiting`: ours is proposed, and nobody has confirmed it. */
export type Standing = 'current' | 'waiting' | 'behind';

/** How it stands, and which is the newest of all. */
export interface Registered {
  readonly standing: Standing;
  readonly newest?: string | undefined;
  /** The id by which what was in force before this turn marks what it gives. */
  readonly installation?: string | undefined;
}

/**
 * At the `start` ours is put in force, or proposed; but for one that others have gone on from, if
 * this very process `ran` no newer one until a moment ago. At a `look` it comes back once nobody
 * runs the other any more, which was the `newest` when we started.
 */
export type Turn =
  | { readonly is: 'start'; readonly ran?: string }
  | { readonly is: 'look'; readonly newest?: string };

/** `left`: others have gone on from ours, or it is not known that they have not. */
type Move = 'kept' | 'asked-for' | 'left' | 'propose' | 'put' | 'stand-in';

export async function registerConfiguration(ctx: Context, turn: Turn): Promise<Registered> {
  const { head, known } = await loadInForce(ctx);
  const answer = await carriedOut(ctx, turn, head, known);
  if (answer === 'conflict') return registerConfiguration(ctx, turn);
  const installation = known && installationOf(known);
  return { standing: answer, newest: known && newestOf(known), installation };
}

function carriedOut(ctx: Context, turn: Turn, head: Head | undefined, known: InForce | undefined) {
  const { digest } = ctx.config;
  if (!head || !known) return turn.is === 'start' ? putInForce(ctx, head, known, {}) : BEHIND;
  switch (moveOf(ctx, turn, head, known)) {
    case 'kept':
      return turn.is === 'start' ? backInForce(ctx, head, known) : running(ctx, head, known);
    case 'asked-for':
      return stillRunning(ctx, head, known);
    case 'left':
      return BEHIND;
    case 'propose':
      return propose(ctx, head, known);
    case 'put':
      return putInForce(ctx, head, known, runOf(digest, known));
    case 'stand-in':
      return putInForce(ctx, head, known, standInOf(digest, known));
  }
}

const BEHIND = 'behind' as const;

function moveOf(ctx: Context, turn: Turn, head: Head, known: InForce): Move {
  const { digest } = ctx.config;
  if (known.digest === digest) return 'kept';
  if (known.proposed?.digest === digest) return 'asked-for';
  // The newest of all: whichever stood in for it gives way.
  if (known.standsInFor === digest) return 'put';
  const isOld = isOlder(ctx, known);
  const mayGoOn =
    turn.is === 'start'
      ? !isOld || known.digest === turn.ran
      : isOld && mayReturn(known, turn.newest) && isGone(ctx, head);
  if (!mayGoOn) return 'left';
  if (asksForWord(known, ctx.config)) return 'propose';
  return isOld ? 'stand-in' : 'put';
}

type Answer = Standing | 'conflict';

/** If another one has said so in the same moment, it is said. */
async function running(ctx: Context, head: Head, known: InForce): Promise<Standing> {
  if (isToBeSaid(ctx, head, known)) await commitInForce(ctx, head, saidOnceMore(known));
  return 'current';
}

/** An operator who confirms is told when nobody runs with it any more. */
const SEEN_EVERY_MS = 25 * SECOND;

async function stillRunning(ctx: Context, head: Head, known: InForce): Promise<Standing> {
  const { proposed } = known;
  const nowMs = ctx.clock.nowMs();
  if (proposed && nowMs - proposed.seenMs >= SEEN_EVERY_MS) {
    await commitInForce(ctx, head, { ...known, proposed: { ...proposed, seenMs: nowMs } });
  }
  return 'waiting';
}

/** Nobody has to say so: it was in force all the time. Others may still run what was proposed. */
async function backInForce(ctx: Context, head: Head, inForce: InForce): Promise<Answer> {
  const { proposed, ...known } = inForce;
  const isGivenUp = proposed !== undefined && !ctx.claims;
  if (known.rules && !isGivenUp) return running(ctx, head, inForce);
  const facts = isGivenUp ? withdrawn(ctx, inForce) : [];
  const kept = proposed && !isGivenUp ? { proposed } : {};
  const next = { ...known, rules: rulesOf(ctx.config), ...kept };
  return (await commitInForce(ctx, head, next, facts)) === 'conflict' ? 'conflict' : 'current';
}

/** What was proposed, and gives way to ours. */
const withdrawn = ({ clock }: Context, known: InForce | undefined): readonly AuditEvent[] =>
  known?.proposed
    ? [
        event('configuration-withdrawn', clock.nowMs(), 'prod-access', {
          digest: known.proposed.digest,
        }),
      ]
    : [];

/** So many are kept with the fact; all are told as far as a message goes. */
const KEPT = 50;

async function propose(ctx: Context, head: Head, known: InForce): Promise<Answer> {
  const nowMs = ctx.clock.nowMs();
  const { digest } = ctx.config;
  const proposed = { digest, rules: rulesOf(ctx.config), atMs: nowMs, seenMs: nowMs };
  const next = { ...known, proposed };
  const differs = differencesIn(next) ?? [];
  const number = known.number + 1;
  const facts = { digest, number, differs: differs.length, differences: differs.slice(0, KEPT) };
  const said = event('configuration-proposed', nowMs, 'prod-access', facts) as AuditEvent;
  const all = [...withdrawn(ctx, known), said];
  return (await commitInForce(ctx, head, next, all)) === 'conflict' ? 'conflict' : 'waiting';
}

async function putInForce(
  ctx: Context,
  head: Head | undefined,
  known: InForce | undefined,
  run: Run,
): Promise<Answer> {
  const { digest } = ctx.config;
  const number = (known?.number ?? 0) + 1;
  const next = { schema: 1, digest, number, rules: rulesOf(ctx.config), ...run } as const;
  const facts = { digest, number };
  const said = event('configuration-loaded', ctx.clock.nowMs(), 'prod-access', facts);
  const all = [...withdrawn(ctx, known), said];
  return (await commitInForce(ctx, head, next, all)) === 'conflict' ? 'conflict' : 'current';
}
