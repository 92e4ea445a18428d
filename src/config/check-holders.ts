/** Whether somebody who may ask for an entry has what would hold it at AWS. */

import type { Entitlement } from '../catalog/entitlement.ts';
import { sessionProblem, type SessionProblem } from '../catalog/session-fit.ts';
import type { Target } from '../catalog/target.ts';
import { isIdentityStore, type Person, principalFor } from '../kernel/person.ts';
import { roleSessionOf, sessionUser } from '../kernel/role-session.ts';
import type { Config, PeopleConfig } from './config.ts';
import { type Finding, warning } from './finding.ts';

export interface Asking {
  readonly entitlement: Entitlement;
  readonly path: string;
  /** Those of the file; whoever else may ask is known to the chat alone. */
  readonly asking: readonly Person[];
  readonly othersToo: boolean;
}

export function checkHolders({ people }: Config, given: Asking): readonly Finding[] {
  const { entitlement, path, asking, othersToo } = given;
  const { byTag, byEmail, listed } = people;
  const account = entitlement.targets[0]?.account ?? '';
  if (byEmail || (byTag && !isIdentityStore(account))) return [];
  const users = usersIn(people, account, othersToo ? listed : asking, othersToo);
  if (users.length === 0 && othersToo) return [];
  const problems = users.map((user) => problemOf(entitlement.targets, user));
  if (problems.includes(undefined)) return [];
  const nobody = `nobody who may ask for ${entitlement.id}`;
  const [problem] = problems;
  if (problem) return [warning(path, `${nobody} could hold it: ${SAID[problem]}`)];
  const user = isIdentityStore(account)
    ? 'a user of Identity Center'
    : `an IAM user in ${account}, or a role session there`;
  return [warning(path, `${nobody} has ${user}`)];
}

const COME = 'they come by an identity provider into a role';
const SAID: Readonly<Record<SessionProblem, string>> = {
  group: `${COME}, and an IAM group takes in IAM users alone; expected kind iam-policy`,
  elsewhere: `${COME}, and nodes of another account are reached by IAM users alone`,
  mfa: `${COME}, where AWS sees no MFA; expected mfa: false`,
  runbook: `${COME}, and a runbook that gives something is for an IAM user`,
  source: `${COME}, and sessions on nodes are ended by name; expected session, not source_identity`,
};

/** As they would be named at AWS; of e-mail addresses, one stands for all. */
function usersIn(
  { sessions }: PeopleConfig,
  account: string,
  asking: readonly Person[],
  othersToo: boolean,
): readonly string[] {
  const known = asking.flatMap((one) => principalFor(one, account) ?? []);
  const others = othersToo || known.length < asking.length;
  const byAddress =
    sessions && others && !isIdentityStore(account)
      ? [{ account: sessions.account, user: sessionUser({ ...sessions, name: 'a@example.com' }) }]
      : [];
  return [...known, ...byAddress].filter((one) => one.account === account).map(({ user }) => user);
}

function problemOf(targets: readonly Target[], user: string): SessionProblem | undefined {
  const session = roleSessionOf(user);
  if (!session) return undefined;
  return targets.map((target) => sessionProblem(target, session)).find((one) => one !== undefined);
}
