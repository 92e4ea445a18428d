/** The hand that reaches into a Region's automation from outside: runbooks, alarms, and a look. */

import { stopForAlarms } from './automation-alarms.ts';
import type { Engine } from './automation-run.ts';
import type { Execution, Signal } from './automation-types.ts';
import type { AlarmState, Place } from './ssm-types.ts';

export interface AutomationHand {
  execution(id: string): Execution | undefined;
  /** Of one runbook, or of all; the newest first. */
  executions(document?: string): readonly Execution[];
  /** Who sent which signal with which comment, oldest first. */
  signals(execution: string): readonly Signal[];
  /** An alarm that goes off stops the executions that watch it, at once. */
  setAlarm(name: string, state: AlarmState): void;
}

export interface AutomationReach {
  readonly engine: Engine;
  readonly changed: () => void;
}

export function createAutomationHand(
  { engine, changed }: AutomationReach,
  place: () => Place,
): AutomationHand {
  return {
    execution: (id) => place().executions.get(id),
    executions: (document) =>
      [...place().executions.values()]
        .filter((one) => document === undefined || one.document === document)
        .toReversed(),
    signals: (id) => place().executions.get(id)?.signals ?? [],
    setAlarm(name, state) {
      const { alarms, executions } = place();
      alarms.set(name, state);
      for (const execution of executions.values()) {
        executions.set(execution.id, stopForAlarms(engine, place(), execution));
      }
      changed();
    },
  };
}
