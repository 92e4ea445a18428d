/**
 * Which configurations were in force before, and whether anybody still runs the one that is: a
 * replica that starts again with an older one does not bring that back while others run the newer.
 *
 * Nobody's wall clock is believed. Whoever runs the one in force writes its record once a minute;
 * who waits for that to stop waits by a clock of its own, as for a claim.
 */

import { SECOND } from '../kernel/time.ts';
import type { Head } from '../ports/store.ts';
import type { Context } from './context.ts';

export interface Run {
  /** Digests of those before it, the last one first. */
  readonly superseded?: readonly string[];
  /** In force in place of this one, which nobody ran any more; it gives way where anybody does. */
  readonly standsInFor?: string;
  /** How often it was said that the newest of all is run, up to the number that makes it steady. */
  readonly said?: number;
}

/** Not said since the look before this one, half a minute ago: so once a minute by all together. */
const SAID_BEFORE_MS = 25 * SECOND;
/** Nobody has said so for as long: all who ran it are gone, or run another one. */
const GONE_AFTER_MS = 150 * SECOND;
/** It has come to stay: whoever ran an older one all the time does not come back with that. */
const STEADY = 10;
const MOST = 8;

type Known = Run & { readonly digest: string };

/** The newest of all, whether it is in force or another one stands in for it. */
export const newestOf = ({ digest, standsInFor }: Known): string => standsInFor ?? digest;

/** Of one that is put in force now, over what was, or back in the place of a stand-in. */
export function runOf(digest: string, known: Known | undefined): Run {
  if (!known) return {};
  const before = [newestOf(known), known.digest, ...(known.superseded ?? [])];
  const superseded = [...new Set(before)].filter((one) => one !== digest).slice(0, MOST);
  return newestOf(known) === digest ? { superseded, said: known.said ?? 0 } : { superseded };
}

/** Of one that stands in for the newest, and gives way to it. */
export function standInOf(digest: string, known: Known): Run {
  const newest = newestOf(known);
  const superseded = (runOf(digest, known).superseded ?? []).filter((one) => one !== newest);
  return { superseded, standsInFor: newest, said: known.said ?? 0 };
}

export const saidOnceMore = <R extends Run>(run: R): R =>
  run.standsInFor === undefined && (run.said ?? 0) < STEADY
    ? { ...run, said: (run.said ?? 0) + 1 }
    : run;

/** Where there is no other, nobody can come back with one: it is not paid for. */
export const isToBeSaid = ({ claims }: Context, head: Head, run: Run): boolean =>
  claims !== undefined &&
  ((run.superseded?.length ?? 0) > 0 || run.standsInFor !== undefined) &&
  claims.stillFor(head.key, head.version) >= SAID_BEFORE_MS;

/**
 * May the one that is asked for come back, once nobody runs the newest? One that started after that
 * may, as in a roll-back; one that ran before it only where the newer never came to stay.
 */
export const mayReturn = (known: Known, newestAtStart: string | undefined): boolean =>
  newestAtStart === newestOf(known) || (known.said ?? 0) < STEADY;

/** Ours was in force, and others have gone on from it. One replica is alone, whenever it starts. */
export const isOlder = ({ claims, config }: Context, { superseded = [] }: Run): boolean =>
  claims !== undefined && superseded.includes(config.digest);

/** Nobody runs it any more, nor what was proposed in its place: as long as we have looked. */
export const isGone = ({ claims }: Context, head: Head): boolean =>
  (claims?.stillFor(head.key, head.version) ?? 0) >= GONE_AFTER_MS;
