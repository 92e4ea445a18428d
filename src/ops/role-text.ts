/** What a role leads to, as a sentence for an operator: refused, or told to whoever asks. */

import type { Endless } from '../catalog/endless.ts';
import type { Weakness } from '../ports/examiner.ts';

type OfRole = Extract<Weakness, { kind: 'role-unfit' | 'role-endless' }>;

export function roleText(weakness: OfRole, where: string): string {
  const role = `Role ${weakness.role} in ${where}`;
  if (weakness.kind === 'role-unfit') {
    return (
      `${role} allows ${weakness.action}, by which its sessions could give themselves more, or ` +
      'keep it: every ask for it is refused. Take that out of its policies.'
    );
  }
  const what = weakness.endless.map((one) => WHAT[one]).join('; ');
  return `${role} ${what}. Cards say that this may live on.`;
}

const WHAT: Readonly<Record<Endless, string>> = {
  shells: 'allows shells (ssm:StartSession, ecs:ExecuteCommand), which nobody ends',
  connections: 'allows connections (as rds-db:connect), which nobody ends',
  clusters: 'allows Kubernetes (eks:AccessKubernetesApi), whose clusters take a session to its end',
  roles: 'allows sts:AssumeRole, by which its sessions go on into other roles',
  unread: 'has policies that could not be read (its rights stand in deploy/)',
};
