/** Tokens of an approved request: credentials for a quarter of an hour, and for one node alone. */

import type { AccessRequest } from './access-types.ts';
import { AwsFault } from './fault.ts';
import { type SsmCall, seconds } from './ssm-call.ts';
import { DEFAULT_DOCUMENT } from './ssm-content.ts';
import { documentArn } from './ssm-document.ts';
import { nodeArn } from './ssm-nodes.ts';
import type { Place } from './ssm-types.ts';
import { type AccessKey, own } from './types.ts';

const LIFETIME_MS = 15 * 60_000;

export function tokenFor(call: SsmCall, request: AccessRequest): object {
  const { world, place, now } = call;
  const role = own(world.authorizing(place.account).roles, request.tokenRole);
  if (!role) {
    const words = `The role ${request.tokenRole} cannot be found.`;
    throw new AwsFault('ResourceNotFoundException', words);
  }
  const expiresAtMs = now() + LIFETIME_MS;
  const session = {
    roleName: role.name,
    roleId: role.id,
    sessionName: request.sessionName,
    issuedAtMs: now(),
    expiresAtMs,
    tags: [],
    policy: JSON.stringify(sessionPolicy(place, request.node)),
  };
  const key: AccessKey = {
    accessKeyId: world.ids.accessKeyId('ASIA'),
    secretAccessKey: world.ids.secret(40),
    sessionToken: world.ids.secret(240),
    account: place.account,
    holder: { kind: 'role', session },
    root: false,
  };
  world.addKey(key);
  const tokens = [...request.tokens, key.accessKeyId];
  place.accessRequests.set(request.id, { ...request, tokens });
  call.changed();
  return {
    AccessKeyId: key.accessKeyId,
    SecretAccessKey: key.secretAccessKey,
    SessionToken: key.sessionToken,
    ExpirationTime: seconds(expiresAtMs),
  };
}

/** The usual shell on the node that was asked for: no tunnel, and no document of one's own. */
const sessionPolicy = (place: Place, node: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'ssm:StartSession',
      Resource: [nodeArn(place, node), documentArn(place, DEFAULT_DOCUMENT)],
    },
    {
      Effect: 'Allow',
      Action: ['ssm:TerminateSession', 'ssm:ResumeSession'],
      Resource: 'arn:aws:ssm:*:*:session/*',
    },
  ],
});

/** Whether a key is a token, so that what it starts is told apart from standing access. */
export const isToken = ({ accessRequests }: Place, { accessKeyId }: AccessKey): boolean =>
  [...accessRequests.values()].some(({ tokens }) => tokens.includes(accessKeyId));
