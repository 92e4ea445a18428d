/** What claim, commit and list take on a file, beside one that holds a thousand times as much. */

import { performance } from 'node:perf_hooks';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { DAY, HOUR } from '../../src/kernel/time.ts';
import type { DueRow, Head, Store } from '../../src/ports/store.ts';
import { withClaim } from '../../src/work/claim.ts';
import { median } from './figure.ts';
import { copyOf } from './many-cases.ts';
import { inTurn } from './surroundings.ts';

export type Deed = 'claim' | 'commit' | 'list';
export const DEEDS: readonly Deed[] = ['claim', 'commit', 'list'];
/** How long each takes, or how many units. */
export type Cost = Readonly<Record<Deed, number>>;

const ROUNDS = 25;
const TIMES = 30;

/** In microseconds, as medians of rounds in turn. */
export async function timesOf(few: string, many: string, nowMs: number) {
  const stores = { few: openSqliteStore(few), many: openSqliteStore(many) };
  try {
    const bare = roundOn(await deedsOn(stores.few, nowMs));
    const ours = roundOn(await deedsOn(stores.many, nowMs));
    await inTurn(2, { bare, ours });
    const rounds = await inTurn(ROUNDS, { bare, ours });
    const middle = (costs: readonly Cost[]) => costOf((deed) => median(costs.map((c) => c[deed])));
    return { few: middle(rounds.bare), many: middle(rounds.ours) };
  } finally {
    stores.few.close();
    stores.many.close();
  }
}

export const costOf = (of: (deed: Deed) => number): Cost => ({
  claim: of('claim'),
  commit: of('commit'),
  list: of('list'),
});

type Deeds = Readonly<Record<Deed, () => Promise<void>>>;

const roundOn = (deeds: Deeds) => async (): Promise<Cost> => {
  const taken = { claim: 0, commit: 0, list: 0 };
  for (const deed of DEEDS) {
    const sinceMs = performance.now();
    for (let times = 0; times < TIMES; times += 1) await deeds[deed]();
    taken[deed] = ((performance.now() - sinceMs) * 1_000) / TIMES;
  }
  return taken;
};

/** Each as the engine does it, among the hundred and fifty cases that are active. */
export async function deedsOn(store: Store, nowMs: number): Promise<Deeds> {
  const due = async () => store.due('timer', nowMs + 5 * HOUR, 16);
  const load = async (row: DueRow | undefined): Promise<Head> => {
    const head = row && (await store.load(row.key));
    if (!head) throw new Error('Nothing is due, and much should be.');
    return head;
  };
  const commit = async (before: Head, body: unknown): Promise<Head> => {
    const head = { ...before, version: before.version + 1, body };
    if ((await store.commit(head)) === 'conflict') throw new Error(`${head.key} is another's.`);
    return head;
  };
  const sample = await load((await due())[0]);
  const { person = '', entitlement = '' } = sample.index;
  let [turn, opened] = [0, 0];
  return {
    async claim() {
      const rows = await due();
      const head = await load(rows[(turn += 1) % rows.length]);
      const file = head.body as CaseFile;
      await commit(head, { ...file, claims: withClaim(file.claims, 'timer', 'bench', 1) });
    },
    /** A new case and, as when its card has been posted, its next version. */
    async commit() {
      const id = `PA-N${String((opened += 1)).padStart(7, '0')}`;
      const { index, ...head } = copyOf(sample, id, nowMs + opened);
      const fresh = { ...head, version: 0, index: { ...index, state: 'pending', due: {} } };
      await commit(await commit(fresh, head.body), head.body);
    },
    async list() {
      const query = { kind: 'case', limit: 50 } as const;
      await store.list({ ...query, person });
      // As at each ask: what is open, of somebody of whom nothing is.
      await store.list({ ...query, person, states: ['scheduled'] });
      await store.list({ ...query, person, states: ['denied'], fromMs: nowMs - 7 * DAY });
      await store.list({ ...query, states: ['active'] });
      await store.list({ ...query, states: ['active', 'revoking'], entitlement });
    },
  };
}
