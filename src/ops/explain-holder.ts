/** Whether who asks could hold it at all, as far as files say: what no approval would mend. */

import { targetsIn } from '../catalog/account-choice.ts';
import { sessionProblem } from '../catalog/session-fit.ts';
import type { Target } from '../catalog/target.ts';
import type { Config, PeopleConfig } from '../config/config.ts';
import { isIdentityStore, type Person, type PrincipalRef, principalFor } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { roleSessionOf, sessionUser } from '../kernel/role-session.ts';
import type { DeskAsk } from './policy-desk.ts';

/** In the order in which an ask is looked at; undefined too where only the running bot knows. */
export function holderTrouble(
  { config: { people, operators } }: { readonly config: Config },
  { person, entitlement, account, breakGlass }: DeskAsk,
): Refusal | undefined {
  const targets = targetsIn(entitlement, account);
  const [first] = targets;
  if (!first) return undefined;
  const holder = holderAt(people, person, first.account);
  if (first.kind === 'jitna') {
    if (breakGlass) return refuse('ask-at-aws', { region: first.region });
    const isUser = holder !== undefined && !roleSessionOf(holder.user);
    return isUser ? refuse('iam-user-request', { user: holder.user }) : undefined;
  }
  if (holder) return targets.map((one) => unfit(one, holder)).find((one) => one !== undefined);
  if (isMapped(people, first.account)) return undefined;
  return refuse('person-unmapped', { operators: operators.contact });
}

/** The file's own word, or the role that everybody else comes into, by an address it has not. */
function holderAt(people: PeopleConfig, person: Person, account: string): PrincipalRef | undefined {
  const { sessions } = people;
  const listed = principalFor(person, account);
  if (listed || !sessions || isIdentityStore(account)) return listed;
  if (isMapped(people, account)) return undefined;
  return { account: sessions.account, user: sessionUser({ ...sessions, name: '…' }) };
}

/** By tags and addresses, which are not read here; no tag names a user of Identity Center. */
const isMapped = ({ byTag, byEmail }: PeopleConfig, account: string): boolean =>
  byEmail || (byTag && !isIdentityStore(account));

function unfit(target: Target, { account, user }: PrincipalRef): Refusal | undefined {
  if (target.account !== account) {
    return refuse('wrong-account', { wanted: target.account, found: account });
  }
  const session = roleSessionOf(user);
  const problem = session && sessionProblem(target, session);
  return problem && refuse('session-unfit', { session: user, problem });
}
