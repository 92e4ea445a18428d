/** AWS's own access requests behind the core's port: listed, read, rejected. */

import type { RequestPlace } from '../../src/catalog/node-request.ts';
import type { AccessDesk } from '../../src/ports/access-desk.ts';
import { requestAt, requestsSince } from './ssm-access-read.ts';
import { reject } from './ssm-access-signal.ts';
import type { Clients } from './clients.ts';
import { callerOf, documentOf } from './iam-call.ts';
import { roleOf } from './iam-read.ts';
import { nodesOf } from './ssm-nodes.ts';
import { forcesSessionName } from './trust-policy.ts';

/** Nobody but AWS makes a role there, and its sessions are named after the directory's user. */
const IDENTITY_CENTER = '/aws-reserved/sso.amazonaws.com/';

export function createAccessDesk(clients: Clients): AccessDesk {
  const at = (place: RequestPlace, signal: AbortSignal) => ({ clients, ...place, signal });
  return {
    list: (place, sinceMs, signal) => requestsSince(at(place, signal), sinceMs, clients.nowMs()),
    read: (place, opsItem, signal) => requestAt(at(place, signal), opsItem, clients.nowMs()),
    async nodes(place, tag, signal) {
      return (await nodesOf(at(place, signal), { tag })).map(({ id }) => id);
    },
    async forcesName(account, role, signal) {
      const found = await roleOf(await callerOf(clients, account, signal), role);
      if (!found) return false;
      if (found.Path?.startsWith(IDENTITY_CENTER)) return true;
      return forcesSessionName(documentOf(found.AssumeRolePolicyDocument));
    },
    reject: (order) => reject(clients, clients.nowMs, order),
  };
}
