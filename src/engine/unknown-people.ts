/** Who is on call, or in a group elsewhere, and unknown here: said to the log once a day. */

import { utcDay } from '../kernel/time.ts';
import type { RosterEntry, RosterRef } from '../ports/roster.ts';
import type { Deciding } from './context.ts';

/** Of each program: what was said, and on which day. */
const said = new WeakMap<Deciding, { day: string; readonly names: Set<string> }>();

/** They may be many, and are asked about at every click. */
const MOST_NAMED = 10;

/** What an operator has to add to the people file, by the name that the keeper gives. */
export function tellUnknown(
  ctx: Deciding,
  { kind, roster }: RosterRef,
  unknown: readonly RosterEntry[],
): void {
  const day = utcDay(ctx.clock.nowMs());
  const known = said.get(ctx);
  const today = known?.day === day ? known : { day, names: new Set<string>() };
  said.set(ctx, today);
  const fresh = unknown.map(nameIn).filter((name) => !today.names.has(`${roster} ${name}`));
  if (fresh.length === 0) return;
  for (const name of fresh) today.names.add(`${roster} ${name}`);
  ctx.log.warn('roster-people-unknown', {
    keeper: kind,
    roster,
    people: fresh.slice(0, MOST_NAMED),
    more: Math.max(0, fresh.length - MOST_NAMED),
  });
}

const nameIn = ({ pagerduty, center, email }: RosterEntry): string =>
  pagerduty ?? center ?? email ?? 'nameless';
