/** The role an execution acts in: passed by who starts it, and trusting Automation itself. */

import { decide } from './authorizer.ts';
import { executionArn } from './automation-types.ts';
import { timeFacts } from './caller.ts';
import { refused } from './runbook-parameters.ts';
import type { SsmCall } from './ssm-call.ts';
import { type AccessKey, own } from './types.ts';

const SERVICE = 'ssm.amazonaws.com';
const ANYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const SERVICES_OWN = { name: 'service', document: { Statement: [ANYTHING] } };

/** @throws AwsFault */
export function roleKey(call: SsmCall, roleArn: string, id: string): AccessKey {
  const { world, place, now, asked } = call;
  const name = /^arn:aws:iam::\d{12}:role\/(?:.*\/)?([\w+=,.@-]+)$/.exec(roleArn)?.[1];
  if (name === undefined) throw refused('The format of the supplied assume role ARN is invalid.');
  call.requireAllowed(asked.key, {
    action: 'iam:PassRole',
    resource: roleArn,
    owner: place.account,
    facts: {
      'iam:PassedToService': SERVICE,
      'iam:AssociatedResourceArn': executionArn({ ...place, id }),
    },
  });
  const role = own(world.authorizing(place.account).roles, name);
  const { allowed } = decide({
    principal: SERVICE,
    action: 'sts:AssumeRole',
    resource: roleArn,
    identityPolicies: [SERVICES_OWN],
    resourcePolicy: { name: `trust:${name}`, document: role?.trust ?? { Statement: [] } },
    context: {
      ...timeFacts(now()),
      'aws:SourceAccount': place.account,
      'aws:SourceArn': executionArn({ ...place, id }),
    },
  });
  if (role?.arn !== roleArn || !allowed) {
    throw refused('The defined assume role is unable to be assumed.');
  }
  const session = {
    roleName: name,
    roleId: role.id,
    sessionName: `Automation-${id}`,
    issuedAtMs: now(),
    // Automation assumes it again whenever it must.
    expiresAtMs: Number.MAX_SAFE_INTEGER,
    tags: [],
  };
  // A session of the service's own: its keys are in nobody's hands.
  return {
    accessKeyId: '',
    secretAccessKey: '',
    account: place.account,
    holder: { kind: 'role', session },
    root: false,
  };
}
