/**
 * What access may open that lives on after its end, and that nobody here ends: a shell that nobody
 * looks for, a connection that was let in, and a role that a session goes on into, from which it
 * may go on for ever.
 */

import { actionsMeet } from './pattern.ts';
import type { Reach } from './reach.ts';

/**
 * `shells` on nodes or in containers; `connections` to databases and machines; `clusters` that take
 * the keys of a role session for who it was; `roles` that a role leads to; `unread` where nobody
 * knows what a role leads to, since its policies cannot be read.
 */
export type Endless = 'shells' | 'connections' | 'clusters' | 'roles' | 'unread';

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

/**
 * What lets somebody in is asked for once: "the token is only used for authentication and doesn't
 * affect the session after it is established" (RDS user guide, IAM database authentication). Caches
 * close such a connection after twelve hours, tunnels and desktops after one.
 */
const CONNECTIONS = [
  'rds-db:connect',
  'redshift:GetClusterCredentials',
  'redshift:GetClusterCredentialsWithIAM',
  'redshift-serverless:GetCredentials',
  'dsql:DbConnect',
  'dsql:DbConnectAdmin',
  'neptune-db:connect',
  'elasticache:Connect',
  'memorydb:Connect',
  'ec2-instance-connect:OpenTunnel',
  'ssm-guiconnect:StartConnection',
];

/**
 * Clusters ask STS who somebody is, by a request that the holder has signed, and no policy can deny
 * that answer (API reference, GetCallerIdentity): the keys of a session are good until they expire.
 */
const CLUSTERS = ['eks:AccessKubernetesApi'];

/** Of what access reaches by itself, without what it leads to. */
export function outliving(reach: readonly Reach[]): readonly Endless[] {
  const isAny = (actions: readonly string[]) =>
    reach.some((one) =>
      one.actions.some((each) => actions.some((action) => actionsMeet(each, action))),
    );
  return [
    ...(isAny(SHELLS) ? (['shells'] as const) : []),
    ...(isAny(CONNECTIONS) ? (['connections'] as const) : []),
    ...(isAny(CLUSTERS) ? (['clusters'] as const) : []),
    ...(isAny(['sts:AssumeRole']) ? (['roles'] as const) : []),
  ];
}

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

/** Of all that is given together, each once and always in the same order. */
export function endlessOf(
  facts: readonly { readonly endless?: readonly Endless[] }[],
): readonly Endless[] {
  const found = new Set(facts.flatMap(({ endless = [] }) => endless));
  return ALL.filter((one) => found.has(one));
}

const ALL: readonly Endless[] = ['shells', 'connections', 'clusters', 'roles', 'unread'];
