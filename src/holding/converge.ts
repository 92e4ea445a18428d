/**
 * Wanted against observed → the next steps, and what the look itself proved. Pure.
 *
 * The order within one pass: fences are put, what nobody wants is taken, and only where fences
 * were read back is anything given; then older fences go. The caller commits the holding before
 * it sends a step, and looks again after.
 */

import { isPolicy, membershipOf, targetKey } from '../catalog/target.ts';
import type { AccessPlan } from './access-plan.ts';
import { planAccess } from './access-steps.ts';
import { keepAdopted } from './adopted.ts';
import { memoryOfCopy, stepsOfCopy, strangeToCopy } from './copy.ts';
import { isRefused } from './crowded.ts';
import { foundDrift, lostFences, toldOnce } from './drift.ts';
import { type FencePlan, planFences } from './fence-steps.ts';
import type { Holding, TargetMemory } from './holding.ts';
import { judgeLease, judgeTarget } from './judge.ts';
import { asOver, type Lease } from './lease.ts';
import { allowSlot, isGoing, isRecent, isRight, type Look, look } from './look.ts';
import { joining } from './members.ts';
import { nextLook } from './next-look.ts';
import type { Plan } from './plan.ts';
import { isOftenUnanswered } from './often-unanswered.ts';
import { owe } from './order.ts';
import { recheck } from './recheck.ts';
import type { FoundSlot } from './slot.ts';
import { slotName } from './slot.ts';
import { takeRuns } from './take-runs.ts';
import { tidy } from './tidy.ts';
import { isWanted, touch, touchSeen } from './touched.ts';
import { withoutPrincipal } from './without-principal.ts';

export function converge(input: Omit<Look, 'wanted'>): Plan {
  if (input.seen.principal !== 'present') return withoutPrincipal(input, planned);
  const { goneMs: _, ...holding } = input.holding;
  return planned({ ...input, holding });
}

function planned(input: Omit<Look, 'wanted'>): Plan {
  const { nowMs } = input;
  const { unread, owner } = input.seen;
  const known = takeRuns(input);
  const leases = known.leases.map((lease) => (input.isClockWrong ? lease : asOver(lease, nowMs)));
  const { holding, widened } = recheck(look({ ...input, holding: { ...known, leases } }));
  const read = { ...input, holding };
  const before = look({ ...read, holding: withJudgedTargets(look(read), {}) });
  const fences = planFences(before);
  const access = planAccess(before, new Set([...fences.unready, ...(unread?.targets ?? [])]));
  const isCopy = input.copySinceMs !== undefined;
  const meantFor = { ...fences.memory, ...access.memory };
  const next = access.gives.length > 0 ? touch(meantFor, isWanted) : meantFor;
  const memory = isCopy ? memoryOfCopy(before, next) : next;
  const at = { ...before, holding: { ...before.holding, targets: memory } };
  const judgedLeases = at.holding.leases.map((lease) => judgeLease(at, lease, access));
  const unknown = fences.unknown.map((one: FoundSlot) => ({ slot: one.id, kind: UNEXPECTED }));
  const strange = isCopy ? strangeToCopy(before) : [...access.strange, ...unknown];
  const seen = foundDrift(at, strange);
  const foundOnce = isCopy ? [] : [...widened, ...lostFences(at, fences.lost)];
  const once = toldOnce(input.holding, foundOnce, nowMs);
  const settled = keepSettled(at, { ...fences.settled, ...access.settled });
  const { takes, gives, ends } = access;
  const all = [...fences.puts, ...takes, ...gives, ...fences.removals, ...ends];
  const allowed = isCopy ? stepsOfCopy(before, all) : all;
  const meant = allowed.filter((step) => !isRefused(at, step) && !isOftenUnanswered(at, step));
  const steps = meant.filter((step) => !isGoing(at, step));
  const judged: Holding = {
    ...at.holding,
    targets: touchSeen(memory, judgedLeases),
    ...(owner !== undefined && { owner }),
    leases: judgedLeases.map((lease) => joining(at, lease, steps)),
    settled,
    drift: seen.drift,
    ...(once.unsaid.length > 0 && { unsaid: once.unsaid }),
    missed: seen.missed,
    attempts: at.holding.attempts.filter(({ sentMs }) => isRecent(at, sentMs)),
    lastLookMs: nowMs,
    failures: 0,
  };
  const told = keepAdopted(tidy(tell(judged, answerable(at, access, fences)), at, nowMs), at);
  const drift = [...seen.fresh, ...once.fresh];
  const isBusy = meant.length > 0;
  return { holding: nextLook(told, nowMs, isBusy), steps, isBusy, drift };
}

const UNEXPECTED = 'unexpected' as const;

function withJudgedTargets(at: Look, extra: Record<string, TargetMemory>): Holding {
  const isGiven = (key: string) =>
    at.holding.leases.some((one) => targetKey(one.target) === key && one.seenMs !== undefined);
  const keys = [...at.wanted.windows.keys()];
  const says = (some: readonly string[]): boolean => {
    const allow = allowSlot(at.wanted, some);
    return allow.windows.length > 0 && isRight(at, allow);
  };
  const allowIsRight = says(keys) || says(keys.filter(isGiven));
  const targets = Object.fromEntries(
    Object.entries({ ...at.holding.targets, ...extra }).map(([key, memory]) => [
      key,
      judgeTarget({ ...at, allowIsRight }, key, memory),
    ]),
  );
  return { ...at.holding, targets };
}

/** Forgotten once nothing of that name is wanted: the same may be given anew, later. */
function keepSettled(at: Look, fresh: Readonly<Record<string, string>>) {
  const groups = [...at.wanted.groups.values()].map(({ member }) => slotName(member));
  const requests = [...at.wanted.requests.values()].map(slotName);
  const wanted = new Set([
    ...groups,
    ...requests,
    ...(at.wanted.windows.size > 0 ? ['allow'] : []),
  ]);
  const kept = Object.entries(at.holding.settled).filter(
    ([name]) => wanted.has(name) || name.startsWith('fence:'),
  );
  const standing = new Set(at.seen.found.map((one) => slotName(one.id)));
  const unread = (at.seen.unread?.places ?? []).map((place) => `fence:${place}:`);
  const isFenceGone = (name: string) =>
    name.startsWith('fence:') &&
    !standing.has(name) &&
    !unread.some((prefix) => name.startsWith(prefix));
  // A fence that was seen and is gone keeps its entry while an attempt could be sent again.
  const recent = new Set(
    at.holding.attempts.map((one) => (one.step.do === 'put' ? slotName(one.step.slot) : '')),
  );
  return {
    ...Object.fromEntries(kept.filter(([name]) => !isFenceGone(name) || recent.has(name))),
    ...fresh,
  };
}

/** What a hand has pulled out stays out: all that an order can move there are its fences. */
function answerable(at: Look, { sound }: AccessPlan, { unready }: FencePlan): ReadonlySet<string> {
  const isPulled = (lease: Lease): boolean => {
    if (isPolicy(lease.target)) {
      return at.pulled !== undefined && !at.wanted.windows.has(targetKey(lease.target));
    }
    const name = `member:${membershipOf(lease.target)}`;
    return at.holding.drift.some(
      (one) => one.slot === name && one.kind === 'missing' && one.order !== 'restore',
    );
  };
  const pulled = at.holding.leases
    .filter((one) => isPulled(one) && !unready.has(targetKey(one.target)))
    .map(({ target }) => targetKey(target));
  return new Set([...sound, ...pulled]);
}

/** Owes each case file what changed. "Extended" is said only once the fence has moved. */
function tell(holding: Holding, sound: ReadonlySet<string>): Holding {
  return holding.leases.reduce((known, lease) => {
    const key = targetKey(lease.target);
    const word = wordOf(lease);
    const isQuiet = lease.report.state === 'provisioning' || lease.told === word;
    if (isQuiet || (lease.report.state === 'active' && !sound.has(key))) return known;
    const told = { ...lease, told: word };
    const leases = known.leases.map((one) => (one === lease ? told : one));
    return owe({ ...known, leases }, told, key);
  }, holding);
}

function wordOf({ revision, report }: Lease): string {
  const late = report.state === 'ended' ? report.late : undefined;
  return late === undefined ? `${revision}:${report.state}` : `${revision}:${report.state}:${late}`;
}
