/** That somebody looks: only so is it seen, and told, what a hand has changed at AWS. */

import type { Cloud } from './cloud.ts';
import { AFTERWARDS_MS, type Breach, SKEW_MS, type Weather } from './oracle-cloud.ts';
import type { CaseData } from './records.ts';

/** A minute, and the work itself. */
const LONGEST_MS = 120_000;

/** One life of one replica. */
interface Looker {
  readonly isAlive: boolean;
}
type Holder = CaseData['request']['holder'];

export class Looks {
  readonly #cloud: Cloud;
  readonly #last = new Map<string, { readonly atMs: number; readonly by: Looker }>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** I8, of the time since the last look: whoever made that one is to make the next. */
  *looking(
    holder: Holder,
    by: Looker,
    cases: readonly CaseData[],
    { nowMs, roughUntilMs }: Weather,
  ): Iterable<Breach> {
    const { user, uniqueId } = holder;
    const before = this.#last.get(uniqueId);
    this.#last.set(uniqueId, { atMs: nowMs, by });
    if (!before?.by.isAlive || !this.#cloud.isPresent(user, uniqueId)) return;
    const { atMs } = before;
    const calmMs = Math.max(roughUntilMs, this.#cloud.closed.userUntilMs(user)) + AFTERWARDS_MS;
    if (calmMs > atMs) return;
    for (const { id, request, grant } of cases) {
      if (request.holder.uniqueId !== uniqueId || (grant?.activeMs ?? Infinity) > atMs) continue;
      const lastsMs = Math.min(nowMs, (grant?.endMs ?? 0) - SKEW_MS) - atMs;
      if (lastsMs > LONGEST_MS) yield { id: 'I8', what: `nobody looks at ${user} within ${id}` };
    }
  }
}
