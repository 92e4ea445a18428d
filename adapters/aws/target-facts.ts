/** What a target reaches as AWS has it now, and how long its sessions may outlive it. */

import { dangerousActions } from '../../src/catalog/dangerous.ts';
import { type Endless, endlessOf, outliving, shellActions } from '../../src/catalog/endless.ts';
import { patternsMeet } from '../../src/catalog/pattern.ts';
import { fencedReach } from '../../src/catalog/session-reach.ts';
import {
  isAutomation,
  isSsm,
  type NamedRole,
  type Reach,
  type RoleRef,
  roleArn,
  type Target,
  type TargetFacts,
} from '../../src/catalog/target.ts';
import { type Answer, ok, type Refusal, refuse } from '../../src/kernel/refusal.ts';
import { roleSessionOf } from '../../src/kernel/role-session.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { HOUR, SECOND } from '../../src/kernel/time.ts';
import type { Clients } from './clients.ts';
import { callerOf, documentOf } from './iam-call.ts';
import { groupRead, roleOf } from './iam-read.ts';
import { chainedRole, LONGEST_CHAINED_MS, type RoleRead } from './session-target.ts';
import { type NamedReach, namedReach } from './reach.ts';
import { ledTo } from './role-reach.ts';
import { forcesSessionName } from './trust-policy.ts';

/** The longest a role session can be made to last; assumed of roles nobody named or let us read. */
const LONGEST_SESSION_MS = 12 * HOUR;
const longestFor = (user: string): number =>
  roleSessionOf(user) ? LONGEST_CHAINED_MS : LONGEST_SESSION_MS;

export interface FactsReader {
  readonly clients: Clients;
  /** Accounts we have credentials for. */
  readonly accounts: ReadonlySet<string>;
}

export interface TargetRead {
  readonly facts: Answer<TargetFacts>;
  /** Of a group: all that can be named of what it allows, though the rest refuses it. */
  readonly named?: GroupReach;
}

export const targetFacts = async (
  reader: FactsReader,
  target: Target,
  user: string,
  signal: AbortSignal,
): Promise<Answer<TargetFacts>> => (await readTarget(reader, target, user, signal)).facts;

interface How {
  /** What a group is called now, where that is not what the target calls it. */
  readonly as?: string | undefined;
  /** `reach`: without the policies of the roles, which are many calls, and read to be judged. */
  readonly reads?: 'all' | 'reach';
}

export async function readTarget(
  reader: FactsReader,
  target: Target,
  user: string,
  signal: AbortSignal,
  { as, reads = 'all' }: How = {},
): Promise<TargetRead> {
  if (isSsm(target) && target.through) {
    const { accessFacts } = await import('./access-role.ts');
    return { facts: await accessFacts(reader, target, target.through, user, signal) };
  }
  const read = await readReach(reader, target, user, signal, as);
  if (!read.ok) return { facts: read };
  const { isWhole, ...named } = read.value;
  const unfit = unfitReach(target, read.value);
  const facts = unfit ?? (await withRoles(reader, { target, known: named, user, reads }, signal));
  return target.kind === 'iam-group' && !facts.ok ? { facts, named } : { facts };
}

/** By the user's own keys, which are the user's before and after; roles are read by themselves. */
const isOpened = (one: Endless): boolean => one === 'shells' || one === 'connections';

/** What it gives is given by IAM alone: other kinds look for what they open. */
const ofIam = ({ kind }: Target): boolean => kind === 'iam-policy' || kind === 'iam-group';

function unfitReach(target: Target, { reach, isWhole }: ReachRead): Refusal | undefined {
  // Of a group whoever asks is told; what the file lists itself, `check` refuses as well.
  const shells = target.kind === 'iam-policy' ? shellActions(reach) : [];
  const [danger] = [...dangerousActions(reach), ...shells];
  const group = target.kind === 'iam-group' ? target.group : undefined;
  const what = group ?? target.roles[0]?.name ?? 'policy';
  if (danger) return refuse('target-dangerous', { what, action: danger.covers });
  return isWhole ? undefined : refuse('target-unfenceable', { what: `group ${group}` });
}

interface Led {
  readonly target: Target;
  readonly known: GroupReach;
  readonly user: string;
  readonly reads: 'all' | 'reach';
}

async function withRoles(
  reader: FactsReader,
  { target, known, user, reads }: Led,
  signal: AbortSignal,
): Promise<Answer<TargetFacts>> {
  const namedRoles: NamedRole[] = [];
  const strays = opensOthers(known.reach, target.roles);
  let tailMs = strays ? longestFor(user) : 0;
  const endless: (readonly Endless[])[] = [strays ? ['unread'] : []];
  if (ofIam(target)) endless.push(outliving(known.reach).filter(isOpened));
  for (const role of target.roles) {
    const found = await readRole(reader, role, user, signal);
    if (!found.ok) return found;
    if (found.value.named) namedRoles.push(found.value.named);
    else tailMs = Math.max(tailMs, found.value.maxSessionMs);
    const led = reads === 'all' ? await ledTo(reader, role, signal) : ok([]);
    if (!led.ok) return led;
    endless.push(led.value);
  }
  const facts = { ...known, namedRoles, tailMs };
  const found = endlessOf(endless.map((one) => ({ endless: one })));
  return ok(found.length > 0 ? { ...facts, endless: found } : facts);
}

type GroupReach = Pick<TargetFacts, 'reach' | 'groupId'>;
type ReachRead = GroupReach & NamedReach;

async function readReach(
  { clients }: FactsReader,
  target: Target,
  user: string,
  signal: AbortSignal,
  as: string | undefined,
): Promise<Answer<ReachRead>> {
  // What a request of AWS's own gives, AWS's own role gives.
  if (target.kind === 'iam-policy' || target.kind === 'jitna') return ok(whole(target.reach));
  if (isSsm(target)) {
    const { fitDocument } = await import('./ssm-bind.ts');
    const document = await fitDocument(clients, target, signal);
    return document.ok ? ok(whole(fencedReach(target))) : document;
  }
  if (isAutomation(target)) {
    const { pinnedRunbooks } = await import('./ssm-automation-pin.ts');
    const pinned = await pinnedRunbooks({ clients, signal }, target, user);
    if (!pinned.ok) return pinned;
    const { unbookable } = await import('./ssm-automation-booked.ts');
    return (await unbookable(clients, target, signal)) ?? ok(whole([]));
  }
  if (target.kind !== 'iam-group') {
    throw new Fault('invariant-broken', `A ${target.kind} is none of IAM's.`);
  }
  const caller = await callerOf(clients, target.account, signal);
  const group = await groupRead(caller, as ?? target.group);
  if (!group) return refuse('target-missing', { what: `group ${target.group}` });
  return ok({ ...namedReach(group.documents), groupId: group.id });
}

const whole = (reach: readonly Reach[]): ReachRead => ({ reach, isWhole: true });

/** Does it lead into roles that the entitlement does not name? */
function opensOthers(reach: readonly Reach[], roles: readonly RoleRef[]): boolean {
  const known = new Set(roles.map(roleArn));
  return reach
    .filter(({ actions }) =>
      actions.some((action) => patternsMeet(action.toLowerCase(), 'sts:assumerole')),
    )
    .some(({ resources }) => resources.some((resource) => !known.has(resource)));
}

async function readRole(
  { clients, accounts }: FactsReader,
  role: RoleRef,
  user: string,
  signal: AbortSignal,
): Promise<Answer<RoleRead>> {
  if (!accounts.has(role.account)) return ok({ maxSessionMs: longestFor(user) });
  const caller = await callerOf(clients, role.account, signal);
  const found = await roleOf(caller, role.name);
  if (!found) return refuse('target-missing', { what: `role ${role.name}` });
  // Under a path it has another ARN, and what we would allow and fence is not this role.
  if (found.Arn !== roleArn(role)) {
    return refuse('target-missing', { what: `role ${roleArn(role)}` });
  }
  const session = roleSessionOf(user);
  if (session) return chainedRole(role, session, found);
  const { account, name } = role;
  const maxSessionMs = (found.MaxSessionDuration ?? 3_600) * SECOND;
  if (!forcesSessionName(documentOf(found.AssumeRolePolicyDocument))) return ok({ maxSessionMs });
  return ok({ maxSessionMs, named: { account, name, maxSessionMs, userid: `*:${user}` } });
}
