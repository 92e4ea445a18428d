/** Nodes of one place, given by id, and sessions that their holder opens there. */

import { sessionReach } from '../../src/catalog/session-reach.ts';
import type { SsmNodeTarget } from '../../src/catalog/target.ts';
import { slotName } from '../../src/holding/slot.ts';
import type { Cloud } from './cloud.ts';
import { order } from './sample.ts';

export const AT = {
  account: '444455556666',
  region: 'ap-northeast-1',
  document: 'ProdAccess-Shell-60m',
};
export const [ONE, TWO] = ['i-0123456789abcdef0', 'i-0fedcba9876543210'] as const;
/** No document of ours. */
export const OWN = 'AWS-StartSSHSession';

export const by = (place: typeof AT, ...nodes: readonly string[]): SsmNodeTarget => {
  const at = { ...place, nodes };
  return { kind: 'ssm-node', ...at, reach: sessionReach(at), roles: [], mfa: false };
};
export const shell = (...nodes: readonly string[]) => by(AT, ...nodes);
export const lease = (grant: string, target: SsmNodeTarget, startMs: number, endMs: number) => {
  const facts = { reach: target.reach, namedRoles: [], tailMs: 0 };
  return order(grant, startMs, endMs, { target, facts });
};

let serial = 0;
/** @returns whether it is open. */
export function open(
  cloud: Cloud,
  node: string,
  document: string,
  openedMs = cloud.nowMs,
): () => boolean {
  const session = `aiko-${(serial += 1)}`;
  const slot = { kind: 'session', region: AT.region, session, node, document, openedMs } as const;
  // Put by the holder.
  cloud.slots.set(slotName(slot), slot as never);
  return () => cloud.slots.has(slotName(slot));
}
