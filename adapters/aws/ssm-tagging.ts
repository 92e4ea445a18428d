/** Where a tag decides which nodes are opened: whoever asks may not be able to move it. */

import { MOST_BOUND } from '../../src/catalog/session-reach.ts';
import type { SsmTarget } from '../../src/catalog/target.ts';
import { type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { Holder } from '../../src/request/request.ts';
import type { Caller } from './iam-call.ts';
import { homeOf, homePolicy, homePolicyNames } from './iam-home.ts';
import { standingAt } from './iam-preflight-home.ts';
import { mayEver } from './reach.ts';

/** What moves a tag of a node: of EC2, and of machines that Systems Manager manages elsewhere. */
const TAGGING = ['ec2:CreateTags', 'ssm:AddTagsToResource'];

/** By the policies of the holder and their groups; of roles they may take on, nothing is read. */
export async function tagsByHolder(
  caller: Caller,
  holder: Holder,
  { nodes, tag, found = 0 }: SsmTarget,
): Promise<Refusal | undefined> {
  if (nodes.length > 0 || !tag) return undefined;
  const home = homeOf(holder);
  const names = await homePolicyNames(caller, home);
  const inline = await Promise.all(names.map((name) => homePolicy(caller, home, name)));
  const standing = [...inline, ...(await standingAt(caller, home, []))];
  const action = TAGGING.find((one) => mayEver(standing, one));
  if (action === undefined) return undefined;
  const said = `${tag.key}=${tag.value}`;
  return refuse('may-tag', { user: holder.user, action, tag: said, found, max: MOST_BOUND });
}
