/** Whose turn a due record is among the replicas: whoever committed it last goes first. */

import { sha256 } from '../kernel/digest.ts';
import { MINUTE, SECOND } from '../kernel/time.ts';
import type { DueRow, Head } from '../ports/store.ts';
import type { Lane } from '../work/effect.ts';
import type { Context } from './context.ts';

export interface Share {
  /** By us; or, in a conflict, by somebody else: what follows is theirs, unless that was we too. */
  heard(head: Pick<Head, 'key' | 'version'>, answer: 'committed' | 'conflict'): void;
  isOurTurn(row: DueRow, lane: Lane): boolean;
}

/** Whoever committed something is about to work on what follows from it. */
const OURS_FOR_MS = 30 * SECOND;
/** The others wait a moment, each another one, so that they do not all reach out at once. */
const OTHERS_WAIT_MS = SECOND / 2;
const SPREAD_MS = SECOND / 2;
/** A look back claims nothing and may take minutes, at a pace that all who ask CloudTrail share. */
const TRAIL_SPREAD_MS = 3 * MINUTE;
const MOST = 2_000;

/** Only against doing the same twice: a claim or a commit decides, and nothing waits for long. */
export function createShare({ claims, clock }: Pick<Context, 'claims' | 'clock'>): Share {
  const recent = new Map<string, { readonly version: number; readonly atMs: number }>();
  if (!claims) return { heard() {}, isOurTurn: () => true };
  const { by } = claims;

  return {
    heard({ key, version }, answer) {
      if (answer === 'conflict' && (recent.get(key)?.version ?? 0) >= version) return;
      recent.delete(key);
      if (answer === 'conflict') return;
      recent.set(key, { version, atMs: clock.monotonicMs() });
      const [oldest] = recent.keys();
      if (recent.size > MOST && oldest !== undefined) recent.delete(oldest);
    },
    isOurTurn({ key, dueMs }, lane) {
      const ours = recent.get(key);
      if (ours && clock.monotonicMs() - ours.atMs < OURS_FOR_MS) return true;
      const place = Number.parseInt(sha256(`${by} ${key}`).slice(0, 4), 16) / 0xffff;
      const spreadMs = lane === 'trail' ? TRAIL_SPREAD_MS : SPREAD_MS;
      return clock.nowMs() - dueMs >= OTHERS_WAIT_MS + place * spreadMs;
    },
  };
}
