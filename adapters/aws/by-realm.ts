/** One grant provider out of two: for IAM users, and for users of Identity Center. */

import { isIdentityStore } from '../../src/kernel/person.ts';
import type { GrantProvider, Marked, SurveyGroup } from '../../src/ports/grant-provider.ts';
import type { TargetReader } from '../../src/ports/target-reader.ts';
import { eachPlace } from './each-place.ts';

/** What one of them is asked. */
export type RealmProvider = GrantProvider & TargetReader;

/** An identity store has a name that no account has, and every order names one or the other. */
export function byRealm(iam: RealmProvider, center: RealmProvider): RealmProvider {
  const of = (account: string): RealmProvider => (isIdentityStore(account) ? center : iam);
  return {
    uniqueId: (principal) => of(principal.account).uniqueId(principal),
    preflight: (order) => of(order.target.account).preflight(order),
    facts: (order) => of(order.holder.account).facts(order),
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
