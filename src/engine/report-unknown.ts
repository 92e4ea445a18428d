/** Tells the operators of what carries our mark and no holding knows: once, however many. */

import { event } from '../audit/event.ts';
import { copyNotice, foreignNotice } from '../card/operator-notices.ts';
import { slotName } from '../holding/slot.ts';
import { shortDigestOf } from '../kernel/digest.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Marked } from '../ports/grant-provider.ts';
import type { Head } from '../ports/store.ts';
import { commitHead } from './commit-head.ts';
import type { Context } from './context.ts';
import { recordMany } from './journal.ts';
import { tellOperators } from './tell-operators.ts';
import { channelReader } from './view-case.ts';

interface Reported {
  readonly schema: 1;
  /** Short digests of the names of what is there, and was reported. */
  readonly digests?: readonly string[];
  /** There are more than are kept, and that was said. */
  readonly isCapped?: boolean;
  /** In place of digests, of an older release: the first thousand. */
  readonly names?: readonly string[];
}

/** As many as a record holds with room to spare. */
const MOST_KEPT = 5_000;
/** What is recorded in one commit. */
const AT_ONCE = 500;
const SHOWN = 20;

interface Found {
  readonly marked: Marked;
  readonly digest: string;
}

interface Survey {
  readonly copySinceMs: EpochMs | undefined;
  /** Not where a part of AWS could not be read: what was reported may stand there still. */
  readonly isWhole: boolean;
}

export async function reportUnknown(
  ctx: Context,
  unknown: readonly Marked[],
  { copySinceMs, isWhole }: Survey,
): Promise<void> {
  const head = await ctx.store.load(KEY);
  const { digests, names = [], isCapped = false } = (head?.body ?? {}) as Partial<Reported>;
  const before = new Set(digests ?? names.map(shortDigestOf));
  const copy = copySinceMs === undefined ? [] : [shortDigestOf(`copy/${copySinceMs}`)];
  const found = namedOnce(unknown);
  const standing = new Set(found.map(({ digest }) => digest));
  const still = [...before].filter((one) => (isWhole ? standing.has(one) : !copy.includes(one)));
  const fresh = found.filter(({ digest }) => !before.has(digest));
  const isNewCopy = copy.some((digest) => !before.has(digest));
  const isSame = before.size === still.length + copy.length && !isNewCopy;
  const kept = fresh.slice(0, Math.max(0, MOST_KEPT - still.length - copy.length));
  const more = fresh.length - kept.length;
  const areMore = more > 0 || (isCapped && !isWhole);
  if (kept.length === 0 && isSame && areMore === isCapped) return;
  const first: Reported = { schema: 1, digests: [...copy, ...still], isCapped: areMore };
  if (more > 0 && !isCapped) {
    ctx.log.warn('foreign-marks-many', { found: found.length, recorded: found.length - more });
  }
  const reader = channelReader(ctx);
  const told = await keep(ctx, head, first, kept);
  if (isNewCopy) await tellOperators(ctx, copyNotice(reader), { of: 'copy' });
  // Of those beyond what is kept it is said once how many they are.
  const total = told.length + (isCapped ? 0 : more);
  if (total === 0) return;
  await tellOperators(ctx, foreignNotice(told.slice(0, SHOWN), total, reader), { of: 'marks' });
}

const KEY = 'meta/reported' as const;

function namedOnce(unknown: readonly Marked[]): readonly Found[] {
  const named = unknown.map((marked): [string, Marked] => {
    const { account, user, slot } = marked;
    return [shortDigestOf(`${account}/${user}/${slotName(slot)}`), marked];
  });
  return [...new Map(named)].map(([digest, marked]) => ({ marked, digest }));
}

/** Part by part, each recorded before it counts as reported; what is left, at the next look. */
async function keep(
  ctx: Context,
  head: Head | undefined,
  first: Reported,
  fresh: readonly Found[],
): Promise<readonly Marked[]> {
  const told: Marked[] = [];
  let [at, digests] = [head, first.digests ?? []];
  for (let from = 0; from === 0 || from < fresh.length; from += AT_ONCE) {
    const part = fresh.slice(from, from + AT_ONCE);
    try {
      await recordMany(
        ctx,
        part.map(({ marked }) => factOf(ctx, marked)),
      );
      digests = [...digests, ...part.map(({ digest }) => digest)];
      const index = { state: 'reported', createdMs: ctx.clock.nowMs(), due: {} };
      const answer = await commitHead(ctx, KEY, at, { ...first, digests }, [], index);
      told.push(...part.map(({ marked }) => marked));
      // Another replica reports the same, and goes on from here.
      if (answer === 'conflict') break;
      at = await ctx.store.load(KEY);
    } catch (error) {
      // What was recorded before is told all the same: it is not found to be new again.
      if (told.length === 0) throw error;
      ctx.log.error('foreign-marks-not-recorded', { why: String(error) });
      break;
    }
  }
  return told;
}

const factOf = ({ clock }: Context, { account, user, slot }: Marked) =>
  event('foreign-mark-found', clock.nowMs(), 'prod-access', {
    principal: `${account}/${user}`,
    what: slotName(slot),
  });
