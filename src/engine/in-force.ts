/** The record of the configuration in force, and of the one that is proposed. */

import type { AuditEvent } from '../audit/event.ts';
import type { Config } from '../config/config.ts';
import { summaryOf } from '../config/config-summary.ts';
import type { EpochMs } from '../kernel/time.ts';
import { type Difference, differences, type Summary } from '../policy/differences.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import { commitHead } from './commit-head.ts';
import { type Confirmers, confirmersOf } from './confirmers.ts';
import type { Context } from './context.ts';
import type { Run } from './superseded.ts';

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

const KEY: RecordKey = 'meta/configuration';

export async function loadInForce(ctx: Context) {
  const head = await ctx.store.load(KEY);
  return { head, known: head?.body as InForce | undefined };
}

/** That it is no longer asked for takes a word as well. */
export const asksForWord = ({ rules }: InForce, { operators }: Config): boolean =>
  operators.confirmChanges || rules?.confirmChanges === true;

export const rulesOf = (config: Config): Rules => ({
  summary: summaryOf(config),
  confirmers: confirmersOf(config),
  confirmChanges: config.operators.confirmChanges,
});

/** Undefined where it is not on record what was in force. */
export const differencesIn = ({ rules, proposed }: InForce): readonly Difference[] | undefined =>
  rules && proposed && differences(rules.summary, proposed.rules.summary);

export function commitInForce(
  ctx: Context,
  head: Head | undefined,
  body: InForce,
  facts: readonly AuditEvent[] = [],
): Promise<'committed' | 'conflict'> {
  const createdMs = head?.index.createdMs ?? ctx.clock.nowMs();
  return commitHead(ctx, KEY, head, body, facts, { state: 'in-force', createdMs, due: {} });
}
