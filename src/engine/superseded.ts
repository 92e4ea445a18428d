/**
 * Which configurations were in force before, and whether anybody still runs the one that is: a
 * replica that starts again with an older one does not bring that back while others run the newer.
 */

import { type EpochMs, SECOND } from '../kernel/time.ts';
import type { Context } from './context.ts';

export interface Run {
  /** When a replica with the one in force last said so; absent from an older release. */
  readonly seenMs?: EpochMs;
  /** Digests of those before it, the last one first. */
  readonly superseded?: readonly string[];
}

/** Said once in a while, by whichever replica comes first. */
const SEEN_EVERY_MS = 60 * SECOND;
/** Nobody has said so for as long: all who ran it are gone, or run another one. */
const GONE_AFTER_MS = 150 * SECOND;
const MOST = 8;

type Known = Run & { readonly digest: string };

/** Of a configuration that is put in force now, over what was. */
export const runOf = (digest: string, known: Known | undefined, nowMs: EpochMs): Run => ({
  seenMs: nowMs,
  superseded: [...new Set([...(known ? [known.digest] : []), ...(known?.superseded ?? [])])]
    .filter((one) => one !== digest)
    .slice(0, MOST),
});

/** Where there was none before it, nobody can come back with one: it is not paid for. */
export const isToBeSeen = ({ claims, clock }: Context, run: Run): boolean =>
  claims !== undefined &&
  (run.superseded?.length ?? 0) > 0 &&
  clock.nowMs() - (run.seenMs ?? -Infinity) >= SEEN_EVERY_MS;

/** Ours was in force, and others run the one after it. */
export const isOlder = (ctx: Context, known: Run): boolean =>
  wasInForce(ctx, known) && !isGone(ctx, known);

/** Ours was in force, nobody runs the one after it any more, and none waits for its word. */
export const comesBack = (ctx: Context, known: Run & { readonly proposed?: unknown }): boolean =>
  wasInForce(ctx, known) && isGone(ctx, known) && known.proposed === undefined;

/** With one replica, whoever starts is alone. */
const wasInForce = ({ claims, config }: Context, { superseded = [] }: Run): boolean =>
  claims !== undefined && superseded.includes(config.digest);

const isGone = ({ clock }: Context, { seenMs = Infinity }: Run): boolean =>
  clock.nowMs() - seenMs >= GONE_AFTER_MS;
