/**
 * Alarms that executions watch: one that goes off, or cannot be polled, stops them at once. Both
 * are done as whom the execution acts (Systems Manager user guide, "Configuring Automation to
 * monitor CloudWatch alarms"), so one that may not stop itself goes on, whatever rings.
 */

import { cancelled, type Engine } from './automation-run.ts';
import { type Execution, executionArn, isOver, type TriggeredAlarm } from './automation-types.ts';
import { callerOf, timeFacts } from './caller.ts';
import { judge } from './judge.ts';
import type { Place } from './ssm-types.ts';
import type { World } from './world.ts';

export function stopForAlarms(engine: Engine, { alarms }: Place, execution: Execution): Execution {
  const { alarm, account, region } = execution;
  if (!alarm || isOver(execution)) return execution;
  const triggered = alarm.names.flatMap((name): TriggeredAlarm[] => {
    const arn = `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
    const mayPoll = engine.may(execution, 'cloudwatch:DescribeAlarms', arn);
    const state = mayPoll ? alarms.get(name) : undefined;
    if (state === 'ALARM') return [{ name, state }];
    return state === undefined && !alarm.ignoresPollFailure ? [{ name, state: 'UNKNOWN' }] : [];
  });
  const stops = engine.may(execution, 'ssm:StopAutomationExecution', executionArn(execution));
  if (triggered.length === 0 || !stops) return execution;
  const failure = `The automation was stopped by the alarm ${triggered[0]?.name}.`;
  return { ...cancelled(engine, execution), triggered, failure };
}

export const rightsIn =
  (world: World, now: () => number): Engine['may'] =>
  ({ account, key }, action, resource) => {
    const caller = callerOf(key, world.authorizing(account));
    return caller !== undefined && judge(caller, action, resource, timeFacts(now())).allowed;
  };
