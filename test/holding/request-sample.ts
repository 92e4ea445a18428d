/** AWS's own requests and the sessions they open, for tests of the holding's rules. */

import type { JitnaTarget } from '../../src/catalog/target.ts';
import type { LeaseOrder } from '../../src/holding/lease.ts';
import type { SlotId } from '../../src/holding/slot.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { Cloud } from './cloud.ts';
import { NOON, order } from './sample.ts';

export const A = 'PA-AAAAA';
export const B = 'PA-BBBBB';
const NODE = 'i-0123456789abcdef0';
export const request = (opsItem: string, node = NODE): JitnaTarget => ({
  kind: 'jitna',
  account: '444455556666',
  region: 'ap-northeast-1',
  nodes: [node],
  request: { opsItem, execution: `run of ${opsItem}`, owner: 'arn:aws:sts::1:x' },
  reach: [],
  roles: [],
  mfa: false,
});
const FACTS = { reach: [], namedRoles: [], tailMs: 0 };
export const lease = (grant: string, opsItem: string, more: Partial<LeaseOrder> = {}): LeaseOrder =>
  order(grant, NOON, NOON + HOUR, {
    target: request(opsItem),
    facts: FACTS,
    note: `${grant}: approved by ben`,
    ...more,
  });
const session = (name: string): SlotId => ({
  kind: 'session',
  region: 'ap-northeast-1',
  session: name,
  node: NODE,
  document: 'SSM-SessionManagerRunShell',
});
export const opened = (cloud: Cloud, name: string) =>
  // Put by the holder, with a token of AWS.
  cloud.slots.set(`session:ap-northeast-1:${name}`, session(name) as never);
export const steps = (cloud: Cloud) =>
  cloud.log.map(({ step }) => {
    const slot = step.do === 'put' ? step.slot : step.id;
    return `${step.do} ${slot.kind} ${slot.kind === 'access' ? (slot.note ?? '') : ''}`.trim();
  });
