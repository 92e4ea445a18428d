/** What an operator watches: overdue revocations above all, and how much there is of the rest. */

import type { CaseFile } from '../case-file/case-file.ts';
import { isReviewLeft, isReviewOwed } from '../case-file/review-after.ts';
import { readableCase } from '../engine/readable-case.ts';
import type { Log } from '../kernel/log.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Head, Store } from '../ports/store.ts';
import { type LedgerBacklog, ledgerBacklog, NOTHING_LATE } from './ledger-backlog.ts';

export interface Figures {
  readonly pending: number;
  readonly active: number;
  readonly revoking: number;
  /** Grants of which something may stand at AWS: being given, active, being taken away. */
  readonly held: number;
  /** Revocations whose end is past and whose removal is not yet proved. */
  readonly overdue: number;
  /** Of the oldest of them; 0 when there is none. */
  readonly overdueSeconds: number;
  readonly breakGlass: BreakGlassFigures;
  readonly ledger: LedgerBacklog;
  readonly isGranting: boolean;
}

/** Access that came first, and the reviews that come after. */
export interface BreakGlassFigures {
  /** Opened before anybody approved, and not over. */
  readonly live: number;
  readonly unreviewed: number;
  /** Past the time by which somebody should have reviewed it. */
  readonly overdue: number;
}

const SHOWN = 1_000;
/** The proof itself takes two clean reads, 15 s apart: no revocation is overdue before that. */
const PROOF_MS = 60_000;

interface Told {
  /** Whether this program does: what others owe one is not late here. */
  readonly keepsLedger?: boolean;
  /** Hears of cases that cannot be read: they are counted by where they stand, and no further. */
  readonly log?: Pick<Log, 'warn'>;
}
const SILENT: Pick<Log, 'warn'> = { warn: () => {} };

export async function figuresOf(
  store: Store,
  nowMs: EpochMs,
  stopped: string | undefined,
  { keepsLedger = true, log = SILENT }: Told = {},
): Promise<Figures> {
  const count = async (states: readonly string[]) =>
    (await store.list({ kind: 'case', states, limit: SHOWN })).heads;
  const [pending, active, revoking, given, reviewing] = await Promise.all([
    count(['pending']),
    count(['active']),
    count(['revoking']),
    count(['provisioning']),
    count(['reviewing']),
  ]);
  const read = (...heads: readonly Head[]) =>
    heads.flatMap((head) => readableCase({ store, log }, head, 'figures') ?? []);
  const late = read(...active, ...revoking).flatMap(({ grant }) => {
    const endMs = grant?.endMs ?? grant?.notAfterMs;
    return endMs !== undefined && nowMs - endMs > PROOF_MS ? [nowMs - endMs] : [];
  });
  return {
    pending: pending.length,
    active: active.length,
    revoking: revoking.length,
    held: given.length + active.length + revoking.length,
    overdue: late.length,
    overdueSeconds: Math.round(Math.max(0, ...late) / 1_000),
    breakGlass: breakGlassOf(read(...given, ...active, ...revoking, ...reviewing), nowMs),
    ledger: keepsLedger ? await ledgerBacklog(store, nowMs) : NOTHING_LATE,
    isGranting: stopped === undefined,
  };
}

function breakGlassOf(cases: readonly CaseFile[], nowMs: EpochMs): BreakGlassFigures {
  const files = cases.filter(({ review }) => review);
  const open = files.filter(isReviewOwed);
  return {
    live: files.filter((file) => !isReviewLeft(file) && file.grant?.state !== 'failed').length,
    unreviewed: open.length,
    overdue: open.filter(({ review }) => review && nowMs >= review.dueMs).length,
  };
}

/** What `/metrics` answers. */
export const metricsPage = (figures: Figures, connected: Connected) => ({
  type: 'text/plain; version=0.0.4; charset=utf-8',
  body: exposition(figures, connected),
});

/** The chats that are configured, by name. */
type Connected = Readonly<Record<string, boolean>>;

/** The text exposition format of Prometheus, version 0.0.4. */
export function exposition(figures: Figures, connected: Connected): string {
  const { ledger, breakGlass } = figures;
  const chats = Object.entries(connected).map(
    ([chat, isConnected]) => [`{chat="${chat}"}`, Number(isConnected)] as const,
  );
  const gauges: readonly (readonly [string, string, Value])[] = [
    ['overdue_revocations', 'Revocations past their end, not yet proved.', figures.overdue],
    ['overdue_seconds', 'Age of the oldest overdue revocation.', figures.overdueSeconds],
    ['pending_requests', 'Requests waiting for approval.', figures.pending],
    ['active_grants', 'Grants that are active.', figures.active],
    ['revoking_grants', 'Grants being taken away.', figures.revoking],
    ['break_glass_grants', 'Grants opened before approval, not over.', breakGlass.live],
    ['break_glass_unreviewed', 'Break-glass not yet reviewed.', breakGlass.unreviewed],
    ['break_glass_overdue_reviews', 'Reviews past their time.', breakGlass.overdue],
    ['ledger_overdue_anchors', 'Records past their time to be anchored.', ledger.anchors],
    ['ledger_overdue_seconds', 'Age of the oldest overdue anchor.', ledger.seconds],
    ['ledger_uncopied_blocks', 'Blocks not yet in the second place.', ledger.copies],
    ['chat_connected', '1 while this chat is connected, 0 while it is away.', chats],
    ['granting', '1 while access is granted, 0 while only revoked.', Number(figures.isGranting)],
  ];
  return gauges
    .map(
      ([name, help, value]) =>
        `# HELP prod_access_${name} ${help}\n# TYPE prod_access_${name} gauge\n` +
        samplesOf(value)
          .map(([labels, one]) => `prod_access_${name}${labels} ${one}\n`)
          .join(''),
    )
    .join('');
}

type Value = number | readonly (readonly [labels: string, value: number])[];

const samplesOf = (value: Value) => (typeof value === 'number' ? [['', value] as const] : value);
