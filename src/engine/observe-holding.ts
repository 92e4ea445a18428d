/** What of AWS is read for a holding: all that stands for it or may, and where it leads. */

import { isJitna, membershipOf, type Target, targetKey } from '../catalog/target.ts';
import { isSent } from '../holding/attempt.ts';
import type { Holding } from '../holding/holding.ts';
import { isReadLast } from '../holding/retiring.ts';
import { isLive, type Lease } from '../holding/lease.ts';
import { boundGroups } from '../holding/members.ts';
import { sessionRegions, sessionsThrough, watchedRegions } from '../holding/sessions.ts';
import { type FencePlace, placeAtRole, placeName } from '../holding/slot.ts';
import { openRuns } from '../holding/take-runs.ts';
import type { Observation } from '../ports/grant-provider.ts';
import type { Context } from './context.ts';

const OBSERVE_MS = 30_000;

export function observe(ctx: Context, holding: Holding): Promise<Observation> {
  const { holder, leases } = holding;
  const nowMs = ctx.clock.nowMs();
  const live = leases.filter((lease) => isLive(lease, nowMs));
  const given = live.filter((lease) => isReadAgain(lease.target) || isToBeGiven(lease));
  const retired = leases.filter((lease) => isReadLast(holding, lease, nowMs));
  const targets = [...given, ...retired].map(({ target }) => target);
  const judged = live.filter((lease) => isToBeGiven(lease) && !isSent(holding, lease));
  const giving = judged.map(({ target }) => targetKey(target));
  const { adopted = [] } = holding;
  const leased = leases.flatMap(({ target }) => membershipOf(target) ?? []);
  const groups = [...leased, ...adopted.map(({ group }) => group)];
  const signal = AbortSignal.timeout(OBSERVE_MS);
  const requests = leases.map(({ target }) => target).filter(isJitna);
  const kinds = [...leases.map(({ target }) => target), ...Object.values(holding.targets)];
  const requestsOnly = kinds.length > 0 && kinds.every(({ kind }) => kind === 'jitna');
  const places = placesOf(holding);
  const joined = { groups: [...new Set(groups)], groupIds: boundGroups(holding) };
  const around = { ...joined, places, requests, requestsOnly };
  const sessions = sessionRegions(holding, nowMs);
  const through = sessionsThrough(holding, nowMs);
  const watched = watchedRegions(holding, nowMs);
  const { owner } = holding;
  const open = { sessions, watched, through, runs: openRuns(holding) };
  const whose = owner === undefined ? {} : { owner };
  return ctx.provider.observe({ holder, targets, giving, ...around, ...open, ...whose, signal });
}

/** Until its access was seen to stand: then there is nothing left to be refused. */
const isToBeGiven = ({ report, seenMs }: Lease): boolean =>
  report.state !== 'active' && seenMs === undefined;

/** Only a group may let its members do more than before, and then it is fenced at once. */
const isReadAgain = (target: Target): boolean => target.kind === 'iam-group';

/** Wherever a fence of ours may stand, or is about to. */
function placesOf(holding: Holding): readonly FencePlace[] {
  const known = Object.values(holding.targets).flatMap((memory) => memory.places);
  const named = holding.leases.flatMap((lease) => lease.facts.namedRoles.map(placeAtRole));
  const all: readonly FencePlace[] = [{ on: 'user' }, ...known, ...named];
  return [...new Map(all.map((place) => [placeName(place), place])).values()];
}
