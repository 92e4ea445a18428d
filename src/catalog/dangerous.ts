/** Whether access would let its holder keep or widen it. Asked of the file, and of AWS as it is. */

import { ACCESS_ROLE } from './access-role.ts';
import { type Danger, FORBIDDEN, RISKY } from './danger-list.ts';
import { actionsMeet, patternsMeet } from './pattern.ts';
import type { Reach } from './target.ts';

export interface DangerousAction {
  /** As the policy or the file has it: `iam:P??UserPolicy`. */
  readonly action: string;
  /** What it comes to, by its published name: `iam:PutUserPolicy`. */
  readonly covers: string;
  /** As it follows "which": `writes permissions …`. */
  readonly why: string;
}

/**
 * What must not be given. Each action once, with the first danger it covers.
 *
 * Resources are looked at for `sts:AssumeRole` alone: there they are the permission. Elsewhere a
 * narrow resource is no comfort, since one user or one role is enough to go on with.
 */
export function dangerousActions(reach: readonly Reach[]): readonly DangerousAction[] {
  return distinct(
    reach.flatMap((one) =>
      one.actions.flatMap((action) => {
        if (isEverything(action)) return [{ action, covers: 'every action', why: EVERYTHING }];
        if (OF_SERVICES.includes(action.toLowerCase())) return [];
        return firstAmong(FORBIDDEN, action) ?? openRole(action, one) ?? [];
      }),
    ),
  );
}

/** What may be given and is worth saying when the file is checked. */
export function riskyActions(reach: readonly Reach[]): readonly DangerousAction[] {
  const all = reach.flatMap(({ actions }) => actions);
  return distinct(
    all.flatMap((action) => (isEverything(action) ? [] : (firstAmong(RISKY, action) ?? []))),
  );
}

function firstAmong(dangers: readonly Danger[], action: string): DangerousAction | undefined {
  for (const { actions, why } of dangers) {
    const covers = actions.find((each) => actionsMeet(action, each));
    // A name that only a verb of ours recognises is better told by itself than by the verb.
    const isNamed = covers?.includes('*') && !/[*?]/.test(action);
    if (covers !== undefined) return { action, covers: isNamed ? action : covers, why };
  }
  return undefined;
}

/** Roles of any account, or of any name, rather than roles that somebody has thought of. */
function openRole(action: string, { resources, sessionTags }: Reach): DangerousAction | undefined {
  const ways = sessionTags ? ASSUMED : [...ASSUMED, UNTAGGED];
  const found = ways.find(
    ({ covers, open }) =>
      actionsMeet(action, covers) &&
      resources.some((resource) => open.some((each) => patternsMeet(resource, each))),
  );
  return found && { action, covers: found.covers, why: found.why };
}

function distinct(found: readonly DangerousAction[]): readonly DangerousAction[] {
  return [...new Map(found.map((each) => [each.action.toLowerCase(), each])).values()];
}

/**
 * Of roles that only a service of AWS takes on, and whose permissions AWS wrote (API reference,
 * CreateServiceLinkedRole). Most policies of AWS that manage a service allow it, by this name.
 */
const OF_SERVICES: readonly string[] = [
  'iam:createservicelinkedrole',
  'iam:deleteservicelinkedrole',
];

/** A service that does not exist: who reaches it reaches everything. */
const isEverything = (action: string) => actionsMeet(action, '00-nobody:00-nothing');
const EVERYTHING = 'leaves nothing out';
/** Nobody has the account of zeros, and nobody gives a role that name. */
const ASSUMED = [
  {
    covers: 'sts:AssumeRole',
    open: ['arn:aws:iam::000000000000:role/*', 'arn:aws:iam::????????????:role/00-nobody'],
    why: 'takes on any role',
  },
  {
    covers: 'sts:AssumeRoot',
    open: ['arn:aws:iam::????????????:root'],
    why: 'takes on the root user',
  },
] as const;
/** Nobody comes in without tags, and what they open is named by them: these nobody has pinned. */
const UNTAGGED = {
  covers: 'sts:TagSession',
  open: [`arn:aws:iam::????????????:role/${ACCESS_ROLE}`],
  why: 'leads to nodes by tags of the holder’s own choice',
} as const;
