/** Whoever may hold access, as AWS has them: users, and the roles that people come into. */

import type { Config } from '../../src/config/config.ts';
import { roleSessionOf } from '../../src/kernel/role-session.ts';
import type { Caller } from './iam-call.ts';
import { roleOf, userOf } from './iam-read.ts';
import type { Bounded } from './need.ts';
import { sessionRoles } from './session-roles.ts';
import { someAtOnce } from './some-at-once.ts';

interface At {
  readonly caller: Caller;
  readonly account: string;
  readonly config: Pick<Config, 'people'>;
}

/** Few, as the simulator is slower than other reads of IAM. */
export const AT_ONCE = 4;

/** Those that are missing are told elsewhere. */
export async function usersOf({ caller, account, config }: At): Promise<readonly Bounded[]> {
  const names = config.people.listed.flatMap(({ principal }) =>
    principal?.account === account && !roleSessionOf(principal.user) ? [principal.user] : [],
  );
  const found = await someAtOnce(names, AT_ONCE, async (name) => {
    const user = await userOf(caller, name);
    return user?.Arn ? [bounded(user.Arn, user.PermissionsBoundary)] : [];
  });
  return found.flat();
}

/** The same of roles that people come into by an identity provider. */
export async function holderRolesOf({ caller, account, config }: At): Promise<readonly Bounded[]> {
  const roles = sessionRoles(config.people).filter((role) => role.account === account);
  const found = await someAtOnce(roles, AT_ONCE, async ({ name }) => {
    const role = await roleOf(caller, name);
    return role?.Arn ? [bounded(role.Arn, role.PermissionsBoundary)] : [];
  });
  return found.flat();
}

interface Boundary {
  readonly PermissionsBoundaryArn?: string | undefined;
}

export const bounded = (
  arn: string,
  { PermissionsBoundaryArn: boundary }: Boundary = {},
): Bounded => ({ arn, ...(boundary ? { boundary } : {}) });
