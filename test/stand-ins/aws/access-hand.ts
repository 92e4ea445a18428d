/** The hand that reaches into just-in-time access from outside: set up, asked for, looked at. */

import { createRoleInto, TOKEN_ROLE } from './access-role.ts';
import { type AccessRequest, type AccessState, stateOf } from './access-types.ts';
import type { CallSsm } from './automation-calls.ts';
import { makeKey } from './seed.ts';
import type { Place } from './ssm-types.ts';
import type { World } from './world.ts';

export interface ApprovalPolicySeed {
  /** Nodes with any of these tags; all nodes if absent. */
  readonly tags?: Readonly<Record<string, string>>;
  /** By level: names or ARNs of users or roles. */
  readonly levels: readonly (readonly string[])[];
  /** How many approvals every level needs; one if absent. */
  readonly needed?: number;
  /** One if absent. */
  readonly hours?: number;
  readonly timeoutSeconds?: number;
}

export interface Filed {
  readonly role: string;
  readonly sessionName: string;
  readonly node: string;
  readonly reason: string;
}

export type SeenRequest = AccessRequest & AccessState;

export interface AccessHand {
  /** Makes the role that tokens are of. Nothing can be approved into a token without it. */
  enableJustInTime(): void;
  putApprovalPolicy(name: string, seed: ApprovalPolicySeed): void;
  /** As somebody does it who is signed in with a role; refused as they would be. */
  fileAccessRequest(filed: Filed): SeenRequest;
  accessRequest(id: string): SeenRequest | undefined;
  /** The newest first. */
  accessRequests(): readonly SeenRequest[];
}

export interface AccessReach {
  readonly world: World;
  readonly now: () => number;
  /** A call by somebody's key that never was on the wire. */
  readonly call: CallSsm;
}

export function createAccessHand(
  { world, now, call }: AccessReach,
  place: () => Place,
  publish: (name: string, content: object) => void,
): AccessHand {
  const seen = (request: AccessRequest): SeenRequest => {
    const execution = place().executions.get(request.execution ?? '');
    return { ...request, ...stateOf(request, execution, now()) };
  };
  const find = (id: string) => {
    const request = place().accessRequests.get(id);
    return request && seen(request);
  };
  return {
    enableJustInTime: () => createRoleInto(world, place().account, now()),
    putApprovalPolicy: (name, seed) => publish(name, contentOf(seed)),
    fileAccessRequest({ role, sessionName, node, reason }) {
      const { account, region } = place();
      const none = { accessKeyId: '', secretAccessKey: '' };
      const key = makeKey(world.current(account), { ...none, role, sessionName }, now());
      const Targets = [{ Key: 'InstanceIds', Values: [node] }];
      const asked = { Reason: reason, Targets };
      const answer = call({ account, region, key }, 'StartAccessRequest', asked);
      const filed = find((answer as { readonly AccessRequestId: string }).AccessRequestId);
      if (!filed) throw new Error('What was filed is not there.');
      return filed;
    },
    accessRequest: find,
    accessRequests: () => [...place().accessRequests.values()].toReversed().map(seen),
  };
}

const contentOf = ({
  tags,
  levels,
  needed = 1,
  hours = 1,
  timeoutSeconds,
}: ApprovalPolicySeed) => ({
  schemaVersion: '0.3',
  accessDuration: hours * 3_600,
  accessTokenRole: TOKEN_ROLE,
  ...(tags && {
    targets: Object.entries(tags).map(([key, value]) => ({ Key: `tag:${key}`, Values: [value] })),
  }),
  mainSteps: levels.map((approvers, index) => ({
    name: `ManualApproval${index + 1}`,
    action: 'aws:approve',
    timeoutSeconds: timeoutSeconds ?? 604_800,
    inputs: {
      Message: 'Please approve this request',
      MinRequiredApprovals: needed,
      EnhancedApprovals: {
        Approvers: approvers.map((approver) => ({ approver, type: 'IamRole' })),
      },
    },
  })),
});
