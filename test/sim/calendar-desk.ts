/** The calendar of the simulated world, as a replica asks for it: remembered, late, or silent. */

import { Fault } from '../../src/kernel/fault.ts';
import type { CalendarState } from '../../src/policy/freeze.ts';
import type { CalendarDesk } from '../../src/ports/calendar.ts';
import type { Gate } from './gate.ts';
import type { CalendarTold } from './town-policy.ts';

export const isWithin = (spans: CalendarTold['closed'], sinceMs: number): boolean =>
  spans.some(([fromMs, toMs]) => fromMs <= sinceMs && sinceMs < toMs);

const SILENT: CalendarState = { open: false, why: 'silent' };

/** @param startMs of the run. */
export function createCalendarDesk(gate: Gate, told: CalendarTold, startMs: number): CalendarDesk {
  const { life } = gate;
  let known: { readonly state: CalendarState; readonly readMs: number } | undefined;

  return {
    async state(_, atMs, maxAgeMs) {
      const nowMs = life.clock.nowMs();
      if (known && maxAgeMs > 0 && nowMs - known.readMs <= maxAgeMs) return known.state;
      // Asked as so long from now: whose clock is wrong has trouble enough.
      const ahead = Math.max(0, atMs - nowMs);
      try {
        const state = await gate.call('directory', 'calendar', () =>
          stateAt(told, startMs, life.loop.nowMs + ahead),
        );
        if (state !== SILENT) known = { state, readMs: nowMs };
        return state;
      } catch (error) {
        if (error instanceof Fault) return SILENT;
        throw error;
      }
    },
  };
}

function stateAt({ closed, silent, tellsEnd }: CalendarTold, startMs: number, atMs: number) {
  const sinceMs = atMs - startMs;
  if (isWithin(silent, sinceMs)) return SILENT;
  if (!isWithin(closed, sinceMs)) return { open: true } as const;
  const ends = closed.filter((span) => isWithin([span], sinceMs)).map(([, toMs]) => toMs);
  const until = tellsEnd ? { untilMs: startMs + Math.max(...ends) } : {};
  return { open: false, why: 'closed', ...until } as const;
}
