/** A group that lets its members do more while somebody holds it: fenced, or the grant ends. */

import { membershipInWords } from '../catalog/target-words.ts';
import { membershipOf, type TargetFacts, targetKey } from '../catalog/target.ts';
import { shortDigestOf } from '../kernel/digest.ts';
import { type Answer, type Refusal, refuse } from '../kernel/refusal.ts';
import { PATIENCE_MS } from './attempt.ts';
import type { Drift } from './holding.ts';
import type { Lease } from './lease.ts';
import type { Look } from './look.ts';
import { isBoundTo } from './members.ts';
import { covers } from './pairs.ts';
import { slotName } from './slot.ts';

export interface Grown {
  /** With all that can be named fenced; ended, where that is not enough. */
  readonly lease: Lease;
  readonly drift: Drift;
}

/** A read that failed, or that found no group, says nothing of what it allows. */
export function grown(look: Look, lease: Lease): Grown | undefined {
  const key = targetKey(lease.target);
  const read = look.seen.facts[key];
  const now = read?.ok ? read.value : look.seen.named?.[key];
  if (!read || !now || !isBoundTo(lease, now.groupId)) return undefined;
  if (isFenceRefused(look, lease)) return unfenced(look, lease);
  const unfit = unfitNow(lease, read);
  if (!unfit && covers(lease.facts.reach, now.reach)) return undefined;
  const from = lease.grown?.from ?? lease.facts.reach;
  const facts = { ...lease.facts, reach: [...lease.facts.reach, ...now.reach] };
  const more = { ...lease, facts, grown: { atMs: look.nowMs, from } };
  return { lease: unfit ? over(look, more, unfit) : more, drift: growth(look, lease, unfit) };
}

/** The fence that says it all is too long: the one that was approved had room. */
function unfenced(look: Look, { grown: { from }, ...lease }: GrownLease): Grown {
  const unfit = refuse('target-unfenceable', { what: membershipInWords(lease.target) });
  const facts = { ...lease.facts, reach: from };
  return { lease: over(look, { ...lease, facts }, unfit), drift: growth(look, lease, unfit) };
}

const over = ({ nowMs }: Look, lease: Lease, { code }: Refusal): Lease => {
  return { ...lease, endMs: nowMs, isOver: true, unfit: code };
};

function unfitNow({ target }: Lease, read: Answer<TargetFacts>): Refusal | undefined {
  if (target.kind !== 'iam-group' || read.ok) return undefined;
  const isUnfit = read.code === 'target-dangerous' || read.code === 'target-unfenceable';
  return isUnfit ? read : undefined;
}

type GrownLease = Lease & Required<Pick<Lease, 'grown'>>;

/** AWS has taken note of it, and will not have it however often it is asked. */
const isFenceRefused = ({ holding }: Look, lease: Lease): lease is GrownLease =>
  holding.attempts.some(
    ({ step, answer, isForRoom, sentMs }) =>
      lease.grown !== undefined &&
      answer === 'refused' &&
      !isForRoom &&
      step.do === 'put' &&
      step.slot.kind === 'fence' &&
      step.slot.place.on === 'user' &&
      step.slot.target === targetKey(lease.target) &&
      sentMs >= lease.grown.atMs &&
      sentMs < lease.grown.atMs + PATIENCE_MS,
  );

function growth(look: Look, { target, grant }: Lease, unfit: Refusal | undefined): Drift {
  const { holding, nowMs } = look;
  const group = membershipOf(target);
  const slot = slotName(group === undefined ? { kind: 'allow' } : { kind: 'member', group });
  const kind = unfit ? 'reach-unfit' : 'reach-widened';
  const id = shortDigestOf([holding.key, slot, kind, grant, nowMs]);
  const action = unfit?.code === 'target-dangerous' ? { action: unfit.facts.action } : {};
  return { id, kind, slot, foundMs: nowMs, ...action };
}
