/** Where a tag decides which nodes are opened: whoever asks may not be able to move it. */

import { MOST_BOUND } from '../../src/catalog/session-reach.ts';
import type { SsmTarget } from '../../src/catalog/target.ts';
import { type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { Caller } from './iam-call.ts';
import { userPolicy, userPolicyNames } from './iam-read.ts';
import { standingDocuments } from './iam-standing.ts';
import { mayEver } from './reach.ts';

/** What moves a tag of a node: of EC2, and of machines that Systems Manager manages elsewhere. */
const TAGGING = ['ec2:CreateTags', 'ssm:AddTagsToResource'];

/** By the policies of the user and of their groups; of roles they may take on, nothing is read. */
export async function tagsByUser(
  caller: Caller,
  user: string,
  { nodes, tag, found = 0 }: SsmTarget,
): Promise<Refusal | undefined> {
  if (nodes.length > 0 || !tag) return undefined;
  const names = await userPolicyNames(caller, user);
  const inline = await Promise.all(names.map((name) => userPolicy(caller, user, name)));
  const standing = [...inline, ...(await standingDocuments(caller, user, new Set()))];
  const action = TAGGING.find((one) => mayEver(standing, one));
  if (action === undefined) return undefined;
  const said = `${tag.key}=${tag.value}`;
  return refuse('may-tag', { user, action, tag: said, found, max: MOST_BOUND });
}
