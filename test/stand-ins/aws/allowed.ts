/** Whether the policies of a caller let a call to KMS, S3 or Systems Manager through. */

import { callerOf, timeFacts } from './caller.ts';
import type { ContextFacts } from './context.ts';
import { AwsFault, accessDenied } from './fault.ts';
import { judge } from './judge.ts';
import type { AccessKey } from './types.ts';
import type { World } from './world.ts';

export interface Wish {
  readonly action: string;
  readonly resource: string;
  /** The account whose key or bucket it is: its own policy speaks for nobody else here. */
  readonly owner: string;
  readonly facts?: ContextFacts;
}

export type RequireAllowed = (key: AccessKey, wish: Wish) => void;

export function createRequireAllowed(world: World, now: () => number): RequireAllowed {
  return (key, { action, resource, owner, facts = {} }) => {
    const caller = callerOf(key, world.authorizing(key.account));
    if (!caller) throw new AwsFault('InvalidClientTokenId', 'The security token is invalid.');
    const known = { ...timeFacts(now()), ...facts };
    const isOurs = owner === key.account;
    if (isOurs && judge(caller, action, resource, known).allowed) return;
    const because = ` because no identity-based policy allows the ${action} action`;
    throw accessDenied(caller.arn, action, resource, because);
  };
}
