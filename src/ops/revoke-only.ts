/**
 * `prod-access revoke-only`: takes away what is over, by the marks at AWS alone.
 *
 * A second revoker on another host, without records, without a chat, and with rights to remove and
 * nothing else. It leaves the running bot so much time that it finds something only where that one
 * is dead; the bot finds it gone when it is back, and says so.
 */

import { type Clock, type DurationMs, isoSeconds, MINUTE } from '../kernel/time.ts';
import type { Log } from '../kernel/log.ts';
import type { Leftover, Leftovers } from '../ports/leftovers.ts';

export interface RevokeOnly {
  readonly leftovers: Leftovers;
  readonly clock: Clock;
  readonly log: Log;
  /** How long after an end the bot is left to do it. */
  readonly graceMs: DurationMs;
}

export interface Round {
  readonly removed: number;
  readonly failed: number;
}

const EVERY_MS = MINUTE;
const ROUND_MS = 10 * MINUTE;

/** One look at everything; what fails stops nothing else. */
export async function revokeRound(given: RevokeOnly): Promise<Round> {
  const { leftovers, clock, graceMs, log } = given;
  const signal = AbortSignal.timeout(ROUND_MS);
  let [removed, failed] = [0, 0];
  const unread = (where: string, error: unknown) => {
    failed += 1;
    log.error('not-read', { where, why: String(error) });
  };
  /** A tag stays where its membership does: it is what the next round knows it by. */
  const stuck = new Set<string>();
  for await (const one of leftovers.endedBefore(clock.nowMs() - graceMs, signal, unread)) {
    const name = nameOf(one);
    if (one.step.id.kind === 'tag' && stuck.has(name)) continue;
    if (await removeOne(given, one, signal)) removed += 1;
    else {
      failed += 1;
      stuck.add(name);
    }
  }
  return { removed, failed };
}

const nameOf = ({ holder, step: { id } }: Leftover): string =>
  `${holder.key} ${id.kind === 'member' || id.kind === 'tag' ? id.group : id.kind}`;

async function removeOne(
  { leftovers, log }: RevokeOnly,
  one: Leftover,
  signal: AbortSignal,
): Promise<boolean> {
  const { account, user } = one.holder;
  const { id } = one.step;
  const what = id.kind === 'member' || id.kind === 'tag' ? `${id.kind} ${id.group}` : id.kind;
  const facts = { account, user, what, ended: isoSeconds(one.endedMs) };
  try {
    const answer = await leftovers.remove(one, signal);
    if (answer.ok) log.warn('revoked', facts);
    else log.error('not-revoked', { ...facts, why: answer.code });
    return answer.ok;
  } catch (error) {
    log.error('not-revoked', { ...facts, why: String(error) });
    return false;
  }
}

/** For ever, a minute apart, until it is told to stop. */
export async function revokeOnly(given: RevokeOnly, stop: AbortSignal): Promise<void> {
  const { clock, log } = given;
  while (!stop.aborted) {
    await revokeRound(given).catch((error: unknown) =>
      log.error('not-read', { why: String(error) }),
    );
    await clock.sleep(EVERY_MS, stop);
  }
}
