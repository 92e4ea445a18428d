/** All tags of nodes: those of instances are EC2's, those of other machines Systems Manager's. */

import { type Clock, HOUR } from '../../src/kernel/time.ts';
import type { NodePlace, NodeTags } from '../../src/ports/policy-engine.ts';
import type { Clients } from './clients.ts';
import { tagsOfEc2 } from './ec2-tags.ts';
import { isNamed } from './faults.ts';
import { answered } from './iam-call.ts';
import { someAtOnce } from './some-at-once.ts';
import type { Place } from './ssm-read.ts';

type Tags = Readonly<Record<string, string>>;
type Found = readonly (readonly [string, Tags])[];

const READ_MS = 10_000;
const AT_ONCE = 5;

export function createNodeTags(clients: Clients, clock: Clock): NodeTags {
  const known = new Map<string, { readonly tags: Tags; readonly atMs: number }>();
  const keyOf = ({ account, region }: NodePlace, id: string) => `${account} ${region} ${id}`;
  return {
    async of(place, ids, maxAgeMs) {
      const nowMs = clock.monotonicMs();
      for (const [key, { atMs }] of known) if (nowMs - atMs > HOUR) known.delete(key);
      const isOld = (id: string) => {
        const last = known.get(keyOf(place, id));
        return !last || nowMs - last.atMs > maxAgeMs;
      };
      const found = await readAll(clients, place, ids.filter(isOld));
      for (const [id, tags] of found) known.set(keyOf(place, id), { tags, atMs: nowMs });
      return new Map(
        ids.flatMap((id) => {
          const last = known.get(keyOf(place, id));
          return last && !isOld(id) ? [[id, last.tags] as const] : [];
        }),
      );
    },
  };
}

async function readAll(
  clients: Clients,
  { account, region }: NodePlace,
  ids: readonly string[],
): Promise<Found> {
  const place = { clients, account, region, signal: AbortSignal.timeout(READ_MS) };
  const isInstance = (id: string) => id.startsWith('i-');
  const [instances, machines] = await Promise.all([
    ofInstances(place, ids.filter(isInstance)),
    someAtOnce(
      ids.filter((id) => id.startsWith('mi-')),
      AT_ONCE,
      async (id) => ofMachine(place, id),
    ),
  ]);
  return [...instances, ...machines.flat()];
}

/** EC2 says nothing of instances without tags, nor of those that are not there. */
async function ofInstances(place: Place, ids: readonly string[]): Promise<Found> {
  if (ids.length === 0) return [];
  const found = new Map<string, Record<string, string>>(ids.map((id) => [id, {}]));
  for await (const { id, key, value } of tagsOfEc2(place, { 'resource-id': ids })) {
    const tags = found.get(id);
    if (tags) tags[key] = value;
  }
  return [...found];
}

async function ofMachine({ clients, account, region, signal }: Place, id: string): Promise<Found> {
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
  return answered('ssm:ListTagsForResource', async () => {
    try {
      const asked = { ResourceType: 'ManagedInstance', ResourceId: id } as const;
      const command = new sdk.ListTagsForResourceCommand(asked);
      const { TagList = [] } = await client.send(command, { abortSignal: signal });
      const tags = TagList.map(({ Key = '', Value = '' }) => [Key, Value]);
      return [[id, Object.fromEntries(tags) as Tags]] as const;
    } catch (error) {
      if (isNamed(error, 'InvalidResourceId')) return [];
      throw error;
    }
  });
}
