/** What speaks for a user already, apart from what came through us. */

import type { Caller } from './iam-call.ts';
import { attachedUserDocuments, folded, groupDocuments, groupsOfUser } from './iam-read.ts';

/** Documents attached to the user, and those of every group but the ones that are leased. */
export async function standingDocuments(
  caller: Caller,
  user: string,
  leased: ReadonlySet<string>,
): Promise<readonly unknown[]> {
  const ours = new Set([...leased].map(folded));
  const groups = (await groupsOfUser(caller, user)).filter((group) => !ours.has(folded(group)));
  const [attached, ...ofGroups] = await Promise.all([
    attachedUserDocuments(caller, user),
    ...groups.map((group) => groupDocuments(caller, group)),
  ]);
  return [...attached, ...ofGroups.flatMap((documents) => [...(documents ?? [])])];
}
