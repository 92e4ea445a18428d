/** Roles that people come into by an identity provider: could something be given to one of them? */

import type { Weakness } from '../../src/ports/examiner.ts';
import { type Caller, documentOf } from './iam-call.ts';
import { roleOf } from './iam-read.ts';
import type { WayIn } from './session-roles.ts';
import { AT_ONCE } from './examine-users.ts';
import { someAtOnce } from './some-at-once.ts';
import { namesAreGiven } from './trust-names.ts';

/** One role may be told of more than once: for what it lacks, and for how it is entered. */
export async function unfitHolderRoles(
  caller: Caller,
  ways: readonly WayIn[],
): Promise<readonly Weakness[]> {
  const found = await someAtOnce(ways, AT_ONCE, (way) => unfitness(caller, way));
  return [...new Map(found.flat().map((one) => [JSON.stringify(one), one])).values()];
}

async function unfitness(
  caller: Caller,
  { account, name: role, by }: WayIn,
): Promise<readonly Weakness[]> {
  const unfit = { kind: 'holder-role-unfit', account, role } as const;
  const found = await roleOf(caller, role);
  if (!found) return [{ ...unfit, problem: 'missing' }];
  const isNamed = namesAreGiven(documentOf(found.AssumeRolePolicyDocument), by);
  return [
    ...(found.PermissionsBoundary ? [] : [{ ...unfit, problem: 'no-boundary' } as const]),
    ...(isNamed ? [] : [{ ...unfit, problem: 'name-chosen' } as const]),
  ];
}
