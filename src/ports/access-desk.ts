/**
 * What the core asks about AWS's own requests for just-in-time access. Promises:
 *  - what AWS says is read anew at each call; silence is a fault;
 *  - `reject` changes nothing where the request is no longer pending.
 */

import type { NodeRequest, RequestPlace } from '../catalog/node-request.ts';
import type { NodeTag } from '../catalog/target.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Applied } from './grant-provider.ts';

export interface AccessDesk {
  /** All that wait, and all that were filed since, whatever became of them. */
  list(place: RequestPlace, sinceMs: EpochMs, signal: AbortSignal): Promise<readonly NodeRequest[]>;
  /** Undefined where AWS knows no such request. */
  read(place: RequestPlace, opsItem: string, signal: AbortSignal): Promise<NodeRequest | undefined>;
  /** Ids of the nodes that carry the tag. */
  nodes(place: RequestPlace, tag: NodeTag, signal: AbortSignal): Promise<readonly string[]>;
  /** Whether the role lets nobody choose the name of their session. */
  forcesName(account: string, role: string, signal: AbortSignal): Promise<boolean>;
  reject(order: RejectOrder): Promise<Applied>;
}

export interface RejectOrder extends RequestPlace {
  readonly opsItem: string;
  readonly note: string;
  /** Asked in the SDK's last step, after signing. */
  readonly stillMine: () => boolean;
  readonly signal: AbortSignal;
}
