/** What we ourselves may do: a bot that is taken over can do all that, so it should be little. */

import type { Weakness } from '../../src/ports/examiner.ts';
import { ifDenied, unseen } from './faults.ts';
import type { Caller } from './iam-call.ts';
import { attachedPolicies, inlinePolicies, type NamedPolicy, type Owner } from './iam-policies.ts';
import { groupsOfUser } from './iam-read.ts';
import { allowsDeed, deniesDeed } from './standing-reach.ts';

/** None of these is needed for anything we do. */
const NEVER = [
  'iam:CreateUser',
  'iam:CreateAccessKey',
  'iam:AttachUserPolicy',
  'iam:PutUserPermissionsBoundary',
  'ssm:StartSession',
  'ssm:SendCommand',
] as const;

export async function ownRights(
  caller: Caller,
  account: string,
  arn: string,
  nowMs: number,
): Promise<readonly Weakness[]> {
  const who = whoIs(arn);
  if (!who) return [tooStrong(account, arn, ['every action'])];
  const { readable, why } = await ownPolicies(caller, who);
  const actions = NEVER.filter((action) => {
    const deed = { action, resource: '*' };
    const documents = readable.map(({ document }) => document);
    return (
      documents.some((one) => allowsDeed(one, deed, nowMs)) &&
      !documents.some((one) => deniesDeed(one, deed))
    );
  });
  const unread = why.length > 0 ? [{ kind: 'bot-unread' as const, account, who: arn, why }] : [];
  return actions.length > 0 ? [tooStrong(account, arn, actions), ...unread] : unread;
}

const tooStrong = (account: string, who: string, actions: readonly string[]): Weakness => ({
  kind: 'bot-too-strong',
  account,
  who,
  actions,
});

interface Who {
  readonly owner: Owner;
  readonly name: string;
}

/** Undefined for the root user, whom no policy holds. */
function whoIs(arn: string): Who | undefined {
  const role = /:(?:assumed-role\/([^/]+)\/|role\/(?:.*\/)?([^/]+)$)/.exec(arn);
  const name = role?.[1] ?? role?.[2];
  if (name) return { owner: 'role', name };
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  return user ? { owner: 'user', name: user } : undefined;
}

async function ownPolicies(caller: Caller, { owner, name }: Who) {
  const managed = new Map<string, Promise<unknown>>();
  const inGroups = async () => {
    const groups = owner === 'user' ? await groupsOfUser(caller, name) : [];
    const each = groups.flatMap((group) => [
      inlinePolicies(caller, 'group', group),
      attachedPolicies(caller, 'group', group, managed),
    ]);
    return (await Promise.all(each)).flat();
  };
  const looks = await Promise.allSettled([
    inlinePolicies(caller, owner, name),
    attachedPolicies(caller, owner, name, managed),
    inGroups(),
  ]);
  const readable: NamedPolicy[] = [];
  const why: string[] = [];
  for (const look of looks) {
    if (look.status === 'fulfilled') readable.push(...look.value);
    else why.push(ifDenied(look.reason, unseen(look.reason)));
  }
  return { readable, why };
}
