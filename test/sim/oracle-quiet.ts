/** When there is nothing new to see: looks are left out where they could not come out otherwise. */

import { type Access, tailOf } from './access.ts';
import type { Cloud } from './cloud.ts';
import type { Weather } from './oracle-cloud.ts';
import { ACTIVATED_MS, AFTERWARDS_MS, SAID_MS, SKEW_MS } from './oracle-cloud.ts';
import { type CaseData, latestEnd, meantEnd, rolesOf } from './records.ts';

/** However quiet it is, after so many events everything is looked at. */
const WHOLE_EVERY = 50;

export class Quiet {
  readonly #cloud: Cloud;
  /** Counts what changed on record. */
  #changes = 0;
  #seen = -1;
  #untilMs = -Infinity;
  #left = 0;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** Anything else in a case is nothing to AWS. */
  committed(before: CaseData | undefined, after: CaseData): void {
    const isSame =
      before?.grant === after.grant &&
      before?.request === after.request &&
      before?.extensions === after.extensions;
    if (!isSame) this.#changes += 1;
  }

  /** Nothing changed since the last look, and until then nothing does by itself. */
  lastsUntil(untilMs: number): boolean {
    this.#left -= 1;
    const isSame = this.#seen === this.#changes + this.#cloud.changes;
    return isSame && untilMs < this.#untilMs && this.#left > 0;
  }

  /** @param lateMs moments of its own that the look came upon. */
  looked(cases: readonly CaseData[], weather: Weather, lateMs: readonly number[]): void {
    this.#seen = this.#changes + this.#cloud.changes;
    this.#left = WHOLE_EVERY;
    const { nowMs, roughUntilMs, deafUntilMs } = weather;
    const calm = [roughUntilMs + AFTERWARDS_MS, deafUntilMs + AFTERWARDS_MS];
    this.#untilMs = Infinity;
    for (const times of [calm, lateMs, this.#cloud.edges(), ...cases.map(edgesOf)]) {
      for (const one of times) if (one >= nowMs && one < this.#untilMs) this.#untilMs = one;
    }
  }
}

/** Moments at which a case means something else by itself. */
function edgesOf(one: CaseData): readonly number[] {
  const { grant } = one;
  if (!grant) return [];
  const overMs = latestEnd(one);
  const tails = rolesOf(one).map((role) => tailOf(role as Access));
  const { startMs, activeMs = Infinity, endMs = Infinity } = grant;
  return [
    startMs - SKEW_MS - 60_000,
    overMs,
    ...tails.flatMap(({ residueMs, tailMs = Infinity }) => [overMs + residueMs, overMs + tailMs]),
    meantEnd(one),
    activeMs + ACTIVATED_MS,
    endMs - SKEW_MS,
    endMs + SAID_MS,
  ];
}
