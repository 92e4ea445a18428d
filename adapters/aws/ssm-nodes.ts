/** Nodes as Systems Manager tells of them, page by page. Machines that are stopped are not told. */

import type {
  DescribeInstanceInformationCommandOutput,
  InstanceInformationStringFilter,
} from '@aws-sdk/client-ssm';
import type { ListedNode } from '../../src/catalog/node-list.ts';
import type { NodeTag } from '../../src/catalog/target.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { answered } from './iam-call.ts';
import type { Place } from './ssm-read.ts';

export interface Node extends ListedNode {
  /** As `3.3.987.0`. */
  readonly agentVersion: string;
}

/** A filter by tag cannot be combined with another one (API reference). */
export type NodeFilter =
  | { readonly tag: NodeTag }
  | { readonly tagKey: string }
  | { readonly ids: readonly string[] };

/** All of them. */
export async function nodesOf(place: Place, by: NodeFilter): Promise<readonly Node[]> {
  const found: Node[] = [];
  for await (const page of nodePages(place, by)) found.push(...page);
  return found;
}

/** So many at a time as AWS hands out: whoever reads no further asks no further. */
export async function* nodePages(place: Place, by: NodeFilter): AsyncGenerator<readonly Node[]> {
  const filter = filterOf(by);
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const one = await nodePage(place, filter, next);
    yield (one.InstanceInformationList ?? []).map(nodeOf);
    next = one.NextToken;
    if (!next) return;
  }
  throw new Fault('aws-unreachable', 'More pages of nodes than there can be.');
}

const MOST_PAGES = 1_000;

function filterOf(by: NodeFilter): InstanceInformationStringFilter {
  if ('tag' in by) return { Key: `tag:${by.tag.key}`, Values: [by.tag.value] };
  if ('tagKey' in by) return { Key: 'tag-key', Values: [by.tagKey] };
  return { Key: 'InstanceIds', Values: [...by.ids] };
}

async function nodePage(
  { clients, account, region, signal }: Place,
  filter: InstanceInformationStringFilter,
  NextToken: string | undefined,
): Promise<DescribeInstanceInformationCommandOutput> {
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
  const asked = { Filters: [filter], MaxResults: 50, ...(NextToken ? { NextToken } : {}) };
  return answered('ssm:DescribeInstanceInformation', () =>
    client.send(new sdk.DescribeInstanceInformationCommand(asked), { abortSignal: signal }),
  );
}

type Information = NonNullable<
  DescribeInstanceInformationCommandOutput['InstanceInformationList']
>[number];

/** A computer that was registered by hand has a name that somebody gave it: that one is known. */
const nodeOf = ({
  InstanceId: id = '',
  AgentVersion: agentVersion = '',
  ...more
}: Information) => ({
  id,
  name: more.Name || more.ComputerName || id,
  ...(more.IPAddress ? { address: more.IPAddress } : {}),
  ...(more.PlatformName || more.PlatformType
    ? { platform: more.PlatformName || more.PlatformType || '' }
    : {}),
  isOnline: more.PingStatus === 'Online',
  agentVersion,
});
