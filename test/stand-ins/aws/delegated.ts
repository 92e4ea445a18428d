/** Who may act on what belongs to the organisation: its management account, and its delegates. */

import { type Decision, decide } from './authorizer.ts';
import { type Caller, callerOf, timeFacts } from './caller.ts';
import type { ContextFacts } from './context.ts';
import { AwsFault, accessDenied } from './fault.ts';
import { isAdministrator, type Org } from './organization-state.ts';
import type { AccessKey } from './types.ts';
import type { World } from './world.ts';

export interface OrgWish {
  readonly action: string;
  /** All of them are wanted. */
  readonly resources: readonly string[];
  readonly facts?: ContextFacts;
}

export type RequireDelegated = (key: AccessKey, wish: OrgWish) => void;

/** Being a delegate opens the organisation's resources; its own policies then decide. */
const OPEN = {
  name: 'delegation',
  document: { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] },
};

export function createRequireDelegated(
  world: World,
  now: () => number,
  org: () => Org,
): RequireDelegated {
  return (key, { action, resources, facts = {} }) => {
    const caller = callerOf(key, world.authorizing(key.account));
    if (!caller) throw new AwsFault('InvalidClientTokenId', 'The security token is invalid.');
    const known = { ...timeFacts(now()), ...facts };
    for (const resource of resources) {
      const decision = judgeAcross(caller, action, resource, known);
      if (decision.allowed && isAdministrator(org(), key.account)) continue;
      const because =
        decision.why === 'ExplicitDeny'
          ? ' with an explicit deny in an identity-based policy'
          : ` because no identity-based policy allows the ${action} action`;
      throw accessDenied(caller.arn, action, resource, because);
    }
  };
}

function judgeAcross(
  caller: Caller,
  action: string,
  resource: string,
  facts: ContextFacts,
): Decision {
  const { arn, boundary, sessionPolicy, identityPolicies } = caller;
  const isAbroad = ![caller.account, ''].includes(resource.split(':')[4] ?? '');
  return decide({
    principal: arn,
    action,
    resource,
    identityPolicies,
    context: { ...caller.facts, ...facts },
    ...(isAbroad ? { resourcePolicy: OPEN } : {}),
    ...(boundary ? { boundary } : {}),
    ...(sessionPolicy ? { sessionPolicy } : {}),
  });
}
