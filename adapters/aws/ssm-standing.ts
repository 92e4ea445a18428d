/** Rights that the holder has anyway, as far as they bear on the nodes that are asked for. */

import { patternsMeet } from '../../src/catalog/pattern.ts';
import { isByTag, MOST_BOUND, TAGGING } from '../../src/catalog/session-reach.ts';
import type { SsmTarget } from '../../src/catalog/target.ts';
import { type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { Holder } from '../../src/request/request.ts';
import { listOf, mayEver, type ReadStatement, statementsOf } from './reach.ts';
import { allowsDeed } from './standing-reach.ts';

/**
 * Where a tag decides which nodes are opened, whoever asks may not be able to move it.
 * @param standing policies of the holder and their groups; of roles they may take on, none is read.
 */
export function tagsByHolder(
  standing: readonly unknown[],
  holder: Holder,
  target: SsmTarget,
): Refusal | undefined {
  if (!isByTag(target)) return undefined;
  const action = TAGGING.find((one) => mayEver(standing, one));
  if (action === undefined) return undefined;
  const { tag, found = 0 } = target;
  const said = `${tag.key}=${tag.value}`;
  return refuse('may-tag', { user: holder.user, action, tag: said, found, max: MOST_BOUND });
}

/**
 * Session documents that the holder may use anyway: IAM asks for the document apart from the node,
 * so what is given opens its nodes by these as well. `*` where it may be any.
 */
export function documentsOfHolder(
  standing: readonly unknown[],
  { document, region, through }: SsmTarget,
  nowMs: number,
): readonly string[] {
  // An access role has rights of its own, and nobody else's.
  if (through) return [];
  const deed = { action: 'ssm:StartSession', resource: `arn:aws:ssm:${region}:*:document/*` };
  const names = standing
    .flatMap(statementsOf)
    .filter((one) => allowsDeed({ Statement: [one] }, deed, nowMs))
    .flatMap((one) => documentsIn(one, deed.resource))
    .filter((name) => name !== document);
  return [...new Set(names)].sort();
}

const documentsIn = ({ Resource, NotResource }: ReadStatement, any: string): readonly string[] =>
  NotResource === undefined
    ? listOf(Resource)
        .filter((one) => patternsMeet(one, any))
        .map((one) => one.split(':document/')[1] ?? '*')
    : ['*'];
