/** Answers one authentic request: may the caller, does the operation exist, what comes out. */

import { type Caller, callerOf, timeFacts } from './caller.ts';
import { AwsFault, accessDenied } from './fault.ts';
import { CREATION_OPERATIONS } from './iam-creation.ts';
import { DETAIL_OPERATIONS } from './iam-details.ts';
import { permissionFor } from './iam-permission.ts';
import { POLICY_OPERATIONS } from './iam-policies.ts';
import { ROLE_OPERATIONS } from './iam-roles.ts';
import { SIMULATION_OPERATIONS } from './iam-simulation.ts';
import { USER_OPERATIONS } from './iam-users.ts';
import { judge } from './judge.ts';
import type { Operation } from './operation.ts';
import type { Paging } from './paging.ts';
import type { Params } from './params.ts';
import { assumeRole, callerIdentity } from './sts.ts';
import { type AccessKey, own } from './types.ts';
import type { World } from './world.ts';
import type { XmlTree } from './xml.ts';

const IAM_OPERATIONS: Readonly<Record<string, Operation>> = {
  ...USER_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...ROLE_OPERATIONS,
  ...DETAIL_OPERATIONS,
  ...SIMULATION_OPERATIONS,
};

export interface ServiceOptions extends Paging {
  readonly world: World;
  readonly now: () => number;
}

export type Service = (
  service: string,
  action: string,
  params: Params,
  key: AccessKey,
) => XmlTree | undefined;

/** Runs an operation; `undefined` for one that answers nothing but its success. */
export function createService({ world, now, pageSize }: ServiceOptions): Service {
  return (service, action, params, key) => {
    const caller = callerOf(key, world.authorizing(key.account));
    if (!caller) {
      const words = 'The security token included in the request is invalid.';
      throw new AwsFault('InvalidClientTokenId', words);
    }
    if (service === 'sts' && action === 'GetCallerIdentity') return callerIdentity(caller);
    if (service === 'sts' && action === 'AssumeRole') {
      return assumeRole(world, now, key, caller, params);
    }
    const operation = service === 'iam' ? own(IAM_OPERATIONS, action) : undefined;
    const making = service === 'iam' ? own(CREATION_OPERATIONS, action) : undefined;
    if (making) {
      authorize(caller, action, params, key);
      const account = world.current(key.account);
      return making({ world, id: account.id, atMs: now(), account }, params);
    }
    if (!operation) {
      const words = `Could not find operation ${action} for version ${params.Version}`;
      throw new AwsFault('InvalidAction', words);
    }
    authorize(caller, action, params, key);
    if (operation.kind === 'read') {
      return operation.run(world.readable(key.account), params, { pageSize, caller: key });
    }
    const before = world.current(key.account);
    const after = operation.run(before, params);
    if (after !== before) world.put(after);
    return undefined;
  };

  function authorize(caller: Caller, action: string, params: Params, key: AccessKey): void {
    const account = world.current(key.account);
    const { resource, facts } = permissionFor(action, params, account, key);
    const known = { ...timeFacts(now()), ...facts };
    const { allowed, why } = judge(caller, `iam:${action}`, resource, known);
    if (allowed) return;
    const because =
      why === 'ExplicitDeny'
        ? ' with an explicit deny in an identity-based policy'
        : ` because no identity-based policy allows the iam:${action} action`;
    throw accessDenied(caller.arn, `iam:${action}`, resource, because);
  }
}
