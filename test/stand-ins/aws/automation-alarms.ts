/** Alarms that executions watch: one that goes off, or cannot be polled, stops them at once. */

import { cancelled, type Engine } from './automation-run.ts';
import { type Execution, isOver, type TriggeredAlarm } from './automation-types.ts';
import type { Place } from './ssm-types.ts';

export function stopForAlarms(engine: Engine, { alarms }: Place, execution: Execution): Execution {
  const { alarm } = execution;
  if (!alarm || isOver(execution)) return execution;
  const triggered = alarm.names.flatMap((name): TriggeredAlarm[] => {
    const state = alarms.get(name);
    if (state === 'ALARM') return [{ name, state }];
    return state === undefined && !alarm.ignoresPollFailure ? [{ name, state: 'UNKNOWN' }] : [];
  });
  if (triggered.length === 0) return execution;
  const failure = `The automation was stopped by the alarm ${triggered[0]?.name}.`;
  return { ...cancelled(engine, execution), triggered, failure };
}
