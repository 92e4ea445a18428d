/** One grant provider out of two: for IAM users, and for users of Identity Center. */

import { isIdentityStore } from '../../src/kernel/person.ts';
import type { GrantProvider, Marked, SurveyGroup } from '../../src/ports/grant-provider.ts';

/** An identity store has a name that no account has, and every order names one or the other. */
export function byRealm(iam: GrantProvider, center: GrantProvider): GrantProvider {
  const of = (account: string): GrantProvider => (isIdentityStore(account) ? center : iam);
  return {
    uniqueId: (principal) => of(principal.account).uniqueId(principal),
    preflight: (order) => of(order.target.account).preflight(order),
    observe: (order) => of(order.holder.account).observe(order),
    content: (holder, slot) => of(holder.account).content(holder, slot),
    apply: (order) => of(order.holder.account).apply(order),
    survey: (groups, signal) => inTurn(iam, center, groups, signal),
  };
}

async function* inTurn(
  iam: GrantProvider,
  center: GrantProvider,
  groups: readonly SurveyGroup[],
  signal: AbortSignal,
): AsyncIterable<Marked> {
  const isOfCenter = ({ account }: SurveyGroup) => isIdentityStore(account);
  yield* iam.survey(
    groups.filter((one) => !isOfCenter(one)),
    signal,
  );
  yield* center.survey(groups.filter(isOfCenter), signal);
}
