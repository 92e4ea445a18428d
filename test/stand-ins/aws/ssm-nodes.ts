/** Nodes as Systems Manager tells of them: a list by filter and page, and whether one is there. */

import { AwsFault } from './fault.ts';
import {
  type Input,
  require,
  requiredText,
  type SsmCall,
  seconds,
  tagsOfResource,
} from './ssm-call.ts';
import { page } from './ssm-pages.ts';
import type { Place, SsmNode } from './ssm-types.ts';

interface Filter {
  readonly key: string;
  readonly values: readonly string[];
}

export function describeInstanceInformation(call: SsmCall): object {
  require(call, '*');
  const { place, places, input } = call;
  const filters = filtersOf(input);
  const fits = (id: string) => {
    const node = place.nodes.get(id);
    return node !== undefined && filters.every((filter) => passes(node, filter));
  };
  const ids = places.nodeIds(place);
  // What a tag leaves out counts for its page: one may be empty, and not the last.
  const isListed = filters.some(({ key }) => isTag(key)) ? () => true : fits;
  const size = { least: 5, most: 50, usual: 10 };
  const { items, ...next } = page(ids, (id) => id, isListed, input, size);
  const nodes = items.filter(fits).flatMap((id) => place.nodes.get(id) ?? []);
  return { InstanceInformationList: nodes.map((node) => drawNode(node, call.now())), ...next };
}

export function getConnectionStatus(call: SsmCall): object {
  const Target = requiredText(call.input, 'Target');
  const node = call.place.nodes.get(Target);
  require(call, nodeArn(call.place, Target), tagsOfResource(node?.tags ?? []));
  return { Target, Status: node?.ping === 'Online' ? 'connected' : 'notconnected' };
}

export function nodeArn(
  { region, account }: Pick<Place, 'region' | 'account'>,
  id: string,
): string {
  return id.startsWith('mi-')
    ? `arn:aws:ssm:${region}:${account}:managed-instance/${id}`
    : `arn:aws:ec2:${region}:${account}:instance/${id}`;
}

const FIELDS: Readonly<Record<string, (node: SsmNode) => string>> = {
  InstanceIds: ({ id }) => id,
  PingStatus: ({ ping }) => ping,
  AgentVersion: ({ agentVersion }) => agentVersion,
  PlatformTypes: ({ platform }) => platform,
  ResourceType: resourceType,
};

function filtersOf(input: Input): Filter[] {
  const listed = (input['Filters'] ?? []) as readonly { Key: string; Values: string[] }[];
  const older = (input['InstanceInformationFilterList'] ?? []) as readonly {
    key: string;
    valueSet: string[];
  }[];
  const filters = [
    ...listed.map(({ Key, Values }) => ({ key: Key, values: Values })),
    ...older.map(({ key, valueSet }) => ({ key, values: valueSet })),
  ];
  const unknown = filters.find(({ key }) => !isTag(key) && !Object.hasOwn(FIELDS, key));
  if (unknown) throw new AwsFault('InvalidFilterKey', `The key ${unknown.key} is not valid.`);
  if (filters.some(({ key }) => isTag(key)) && filters.some(({ key }) => !isTag(key))) {
    const words = 'Tag filters cannot be combined with other filter types.';
    throw new AwsFault('InvalidInstanceInformationFilterValue', words);
  }
  return filters;
}

const isTag = (key: string) => key === 'tag-key' || key.startsWith('tag:');

function passes(node: SsmNode, { key, values }: Filter): boolean {
  if (key === 'tag-key') return node.tags.some((tag) => values.includes(tag.key));
  if (!isTag(key)) return values.includes(FIELDS[key]?.(node) ?? '');
  const name = key.slice('tag:'.length);
  return node.tags.some((tag) => tag.key === name && values.includes(tag.value));
}

function resourceType({ id }: SsmNode): string {
  return id.startsWith('mi-') ? 'ManagedInstance' : 'EC2Instance';
}

/** The name of an EC2 instance is a tag of EC2's, which this list does not tell. */
function drawNode(node: SsmNode, nowMs: number): object {
  const lastPingMs = node.ping === 'Online' ? nowMs : node.atMs;
  return {
    InstanceId: node.id,
    PingStatus: node.ping,
    LastPingDateTime: seconds(lastPingMs),
    AgentVersion: node.agentVersion,
    IsLatestVersion: true,
    PlatformType: node.platform,
    ResourceType: resourceType(node),
    ComputerName: node.name,
    ...(node.platformName ? { PlatformName: node.platformName } : {}),
    ...(node.ip ? { IPAddress: node.ip } : {}),
    RegistrationDate: seconds(node.atMs),
    ...(node.id.startsWith('mi-') ? { Name: node.name } : {}),
  };
}
