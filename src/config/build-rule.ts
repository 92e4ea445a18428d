/** A rule of the file as policy reads it. */

import { LONGEST_BREAK_GLASS_MS } from '../policy/floors.ts';
import type { BreakGlass, Freeze, Level, Rule, Who } from '../policy/rule.ts';
import type { ConfigFile } from './file.ts';

type RuleFile = ConfigFile['rules'][number];
type LevelFile = RuleFile['levels'][number];
type WhoOf = (name: string) => Who;

export function buildRule(file: RuleFile, whoOf: WhoOf): Rule {
  const { freeze, break_glass: glass } = file;
  return {
    id: file.id,
    scope: scopeOf(file.for),
    eligible: file.eligible.map(whoOf),
    levels: file.levels.map((level) => buildLevel(level, whoOf)),
    lapseMs: file.lapse,
    maxMs: file.max,
    maxTotalMs: file.max_total ?? file.max,
    warnings: [...new Set(file.warnings)].sort((a, b) => b - a),
    reminders: [...new Set(file.reminders)].sort((a, b) => a - b),
    ...(freeze && { freeze: buildFreeze(freeze, whoOf) }),
    ...(glass && { breakGlass: buildBreakGlass(glass, whoOf) }),
  };
}

function scopeOf(file: RuleFile['for']): Rule['scope'] {
  if (file === 'all') return { by: 'all' };
  return 'tag' in file ? { by: 'tag', ...file } : { by: 'id', entitlements: [...new Set(file)] };
}

function buildLevel(file: LevelFile, whoOf: WhoOf): Level {
  const { name, any, from, each, all, escalate } = file;
  const asked = (names: readonly string[]) => [...new Set(names)].map(whoOf);
  const escalation = escalate && {
    escalate: { afterMs: escalate.after, to: asked(escalate.to) },
  };
  if (all) {
    const parts = all.map((part) => ({ count: part.any, from: asked(part.from) }));
    const count = parts.reduce((sum, part) => sum + part.count, 0);
    const everybody = asked(all.flatMap((part) => part.from));
    return { name, mode: 'all', count, from: everybody, parts, ...escalation };
  }
  const named = asked(each ?? from ?? []);
  if (each) return { name, mode: 'each', count: named.length, from: named, ...escalation };
  return { name, mode: 'any', count: any ?? 0, from: named, ...escalation };
}

function buildFreeze(file: NonNullable<RuleFile['freeze']>, whoOf: WhoOf): Freeze {
  const calendars = [...new Set(file.calendars)];
  const { do: effect, level } = file;
  if (effect !== 'level') return { effect, calendars };
  // The shape has made sure that there is one; without it, nothing is asked and so refused.
  return level
    ? { effect, calendars, level: buildLevel(level, whoOf) }
    : { effect: 'refuse', calendars };
}

function buildBreakGlass(file: NonNullable<RuleFile['break_glass']>, whoOf: WhoOf): BreakGlass {
  const { eligible, longest, channel, review } = file;
  return {
    eligible: eligible.map(whoOf),
    maxMs: Math.min(longest, LONGEST_BREAK_GLASS_MS),
    channel,
    review: { from: review.from.map(whoOf), withinMs: review.within },
  };
}
