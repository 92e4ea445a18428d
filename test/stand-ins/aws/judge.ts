/** Asks the authorizer about one caller: what binds them, and what is known of the request. */

import { type Decision, decide } from './authorizer.ts';
import type { Caller } from './caller.ts';
import type { ContextFacts } from './context.ts';

export function judge(
  caller: Caller,
  action: string,
  resource: string,
  facts: ContextFacts,
): Decision {
  const { arn, boundary, sessionPolicy, identityPolicies } = caller;
  return decide({
    principal: arn,
    action,
    resource,
    identityPolicies,
    context: { ...caller.facts, ...facts },
    ...(boundary ? { boundary } : {}),
    ...(sessionPolicy ? { sessionPolicy } : {}),
  });
}
