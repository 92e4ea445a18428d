/** Users of an account and what speaks for them: in a few long pages, or user by user. */

import { Fault } from '../../src/kernel/fault.ts';
import type { Caller } from './iam-call.ts';
import {
  attachedPolicies,
  inlinePolicies,
  type Managed,
  type NamedPolicy,
} from './iam-policies.ts';
import { groupsOfUser, userOf, userTags } from './iam-read.ts';
import { allUsers } from './iam-survey.ts';
import type { People } from './people.ts';
import { peopleAtOnce } from './people-at-once.ts';

/**
 * An auditor may read all at once. The bot may not, and reads the same user by user: three calls
 * each, which is minutes for thousands.
 */
export async function peopleOf(caller: Caller): Promise<People> {
  try {
    return await peopleAtOnce(caller);
  } catch (error) {
    if (error instanceof Fault && error.code === 'aws-refused') return oneByOne(caller);
    throw error;
  }
}

async function oneByOne(caller: Caller): Promise<People> {
  const managed: Managed = new Map();
  const groups = new Map<string, Promise<readonly NamedPolicy[]>>();
  const ofGroup = async (group: string) => {
    const [inline, attached] = await Promise.all([
      inlinePolicies(caller, 'group', group),
      attachedPolicies(caller, 'group', group, managed),
    ]);
    return [...inline, ...attached];
  };
  return {
    users: (await allUsers(caller)).map(({ UserName = '' }) => UserName),
    async speaksFor(user) {
      const [inline, attached, inGroups] = await Promise.all([
        inlinePolicies(caller, 'user', user),
        attachedPolicies(caller, 'user', user, managed),
        groupsOfUser(caller, user),
      ]);
      return { inline, attached, groups: inGroups };
    },
    ofGroup(group) {
      const known = groups.get(group) ?? ofGroup(group);
      groups.set(group, known);
      return known;
    },
    tags: (user) => userTags(caller, user),
    async isBounded(user) {
      const found = await userOf(caller, user);
      return found && found.PermissionsBoundary !== undefined;
    },
  };
}
