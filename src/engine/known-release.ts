/** Records of a newer release are not understood, so nothing is begun beside them. */

import { Fault } from '../kernel/fault.ts';
import { utcDay } from '../kernel/time.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import type { Lane } from '../work/effect.ts';
import type { Context } from './context.ts';

/** The version of every kind of record that this release writes and reads. */
const KNOWN = 1;

/**
 * Looks at what the last release to run here wrote in any case: its own state, the newest cases
 * and holdings, and what is due first. Not at all there is: removals wait for this.
 * @throws Fault cannot-start when one of them is of a newer release.
 */
export async function requireKnownRecords(ctx: Context): Promise<void> {
  const { store } = ctx;
  const nowMs = ctx.clock.nowMs();
  const own: readonly RecordKey[] = [
    'meta/configuration',
    'meta/adoption',
    'meta/reported',
    'meta/ledger',
    `journal/${utcDay(nowMs)}`,
  ];
  const rows = await Promise.all(LANES.map((lane) => store.due(lane, nowMs, SOME)));
  const keys = new Set([...own, ...rows.flatMap((due) => due.map(({ key }) => key))]);
  const found = await Promise.all([...keys].map((key) => store.load(key)));
  const pages = await Promise.all([
    store.list({ kind: 'case', limit: SOME }),
    store.list({ kind: 'holding', limit: SOME }),
  ]);
  for (const head of [...found, ...pages.flatMap(({ heads }) => heads)]) {
    if (head) requireKnown(head);
  }
}

const SOME = 10;
const LANES: readonly Lane[] = ['converge', 'look', 'timer'];

function requireKnown({ key, body }: Head): void {
  const schema = (body as { readonly schema?: unknown } | null)?.schema;
  if (schema === KNOWN) return;
  const version = typeof schema === 'number' ? String(schema) : 'none';
  const sentence =
    `The record ${key} was written by another prod-access: its version is ${version}, this one ` +
    `knows ${KNOWN}. Run the newer one again, or restore a backup from before it (SECURITY.md).`;
  throw new Fault('cannot-start', sentence);
}
