/** The nodes that an ask would lead to, with their tags as far as anybody knows them. */

import { nodesAccount } from '../catalog/access-role.ts';
import { isJitna, opensSessions, type Target } from '../catalog/target.ts';
import { nodesInWords } from '../catalog/target-words.ts';
import { Fault } from '../kernel/fault.ts';
import type { NodeAsked } from '../ports/policy-engine.ts';
import type { Deciding } from './context.ts';

/** As they were bound when it was asked. */
export async function nodesOf(
  ctx: Deciding,
  targets: readonly Target[],
  maxAgeMs: number,
): Promise<readonly NodeAsked[]> {
  const all = await Promise.all(targets.map((target) => ofTarget(ctx, target, maxAgeMs)));
  return all.flat();
}

type Tags = NodeAsked['tags'];

/** Where their tags are not read, the one that they were found by is known, and no other. */
async function ofTarget(
  ctx: Deciding,
  target: Target,
  maxAgeMs: number,
): Promise<readonly NodeAsked[]> {
  if (!opensSessions(target)) return [];
  const { tag, region } = target;
  const tags: Tags = tag ? { [tag.key]: tag.value } : {};
  // Too many to be named: of all of them no more is known than the tag that counts.
  const isByTag = target.nodes.length === 0 && 'found' in target && target.found !== undefined;
  if (isByTag) return [{ id: nodesInWords(target), tags, isUnnamed: true }];
  const account = isJitna(target) ? target.account : nodesAccount(target);
  const read = await tagsAt(ctx, { account, region }, target.nodes, maxAgeMs);
  return target.nodes.map((id) => {
    const whole = read.get(id);
    return whole ? { id, tags: whole, isWhole: true } : { id, tags };
  });
}

async function tagsAt(
  { nodeTags, log }: Deciding,
  place: { readonly account: string; readonly region: string },
  ids: readonly string[],
  maxAgeMs: number,
): Promise<ReadonlyMap<string, Tags>> {
  if (!nodeTags || ids.length === 0) return new Map();
  try {
    return await nodeTags.of(place, ids, maxAgeMs);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('node-tags-silent', { ...place, why: error.message });
    return new Map();
  }
}
