/** One grant provider out of two: for IAM users, and for users of Identity Center. */

import { isIdentityStore } from '../../src/kernel/person.ts';
import type { GrantProvider, Marked, SurveyGroup } from '../../src/ports/grant-provider.ts';
import { eachPlace } from './each-place.ts';

/** An identity store has a name that no account has, and every order names one or the other. */
export function byRealm(iam: GrantProvider, center: GrantProvider): GrantProvider {
  const of = (account: string): GrantProvider => (isIdentityStore(account) ? center : iam);
  return {
    uniqueId: (principal) => of(principal.account).uniqueId(principal),
    preflight: (order) => of(order.target.account).preflight(order),
    observe: (order) => of(order.holder.account).observe(order),
    content: (holder, slot) => of(holder.account).content(holder, slot),
    apply: (order) => of(order.holder.account).apply(order),
    survey: (groups, signal) => surveyBoth(iam, center, groups, signal),
  };
}

function surveyBoth(
  iam: GrantProvider,
  center: GrantProvider,
  groups: readonly SurveyGroup[],
  signal: AbortSignal,
): AsyncIterable<Marked> {
  const isOfCenter = ({ account }: SurveyGroup) => isIdentityStore(account);
  const ofUsers = groups.filter((one) => !isOfCenter(one));
  return eachPlace([
    () => iam.survey(ofUsers, signal),
    () => center.survey(groups.filter(isOfCenter), signal),
  ]);
}
