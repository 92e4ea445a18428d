/**
 * What access may open that lives on after its end, without one of its own: a shell that nobody
 * looks for, and a role that a session goes on into, from which it may go on for ever.
 */

import { actionsMeet } from './pattern.ts';
import type { Reach } from './reach.ts';

/**
 * `shells` on nodes or in containers; `roles` that a role leads to; `unread` where nobody knows
 * what a role leads to, since its policies cannot be read.
 */
export type Endless = 'shells' | 'roles' | 'unread';

/**
 * Kinds of their own open shells and end them: elsewhere nobody does. A key for SSH is taken for a
 * minute, and what was opened by it stays open (user guide, EC2 Instance Connect).
 */
const SHELLS = [
  'ssm:StartSession',
  'ssm:ResumeSession',
  'ecs:ExecuteCommand',
  'ec2-instance-connect:SendSSHPublicKey',
  'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
];

export interface ShellAction {
  /** As the policy or the file has it: `ssm:*`. */
  readonly action: string;
  /** What it comes to, by its published name: `ssm:StartSession`. */
  readonly covers: string;
}

export function shellActions(reach: readonly Reach[]): readonly ShellAction[] {
  const actions = new Set(reach.flatMap((one) => one.actions));
  return [...actions].flatMap((action) => {
    const covers = SHELLS.find((shell) => actionsMeet(action, shell));
    return covers === undefined ? [] : [{ action, covers }];
  });
}

/** Does it lead from role to role? */
export const leadsOn = (reach: readonly Reach[]): boolean =>
  reach.some(({ actions }) => actions.some((action) => actionsMeet(action, 'sts:AssumeRole')));

/** Of all that is given together, each once and always in the same order. */
export function endlessOf(
  facts: readonly { readonly endless?: readonly Endless[] }[],
): readonly Endless[] {
  const found = new Set(facts.flatMap(({ endless = [] }) => endless));
  return ALL.filter((one) => found.has(one));
}

const ALL: readonly Endless[] = ['shells', 'roles', 'unread'];
