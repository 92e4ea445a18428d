/** What a target reaches as AWS has it now, and how long its sessions may outlive it. */

import { dangerousActions } from '../../src/catalog/dangerous.ts';
import { type Endless, endlessOf, shellActions } from '../../src/catalog/endless.ts';
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
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';
import { roleSessionOf } from '../../src/kernel/role-session.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { HOUR, SECOND } from '../../src/kernel/time.ts';
import type { Clients } from './clients.ts';
import { callerOf, documentOf } from './iam-call.ts';
import { groupDocuments, roleOf } from './iam-read.ts';
import { chainedRole, LONGEST_CHAINED_MS, type RoleRead } from './session-target.ts';
import { reachOf } from './reach.ts';
import { roleReach } from './role-reach.ts';
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

export async function targetFacts(
  reader: FactsReader,
  target: Target,
  user: string,
  signal: AbortSignal,
  reads: Reads = 'all',
): Promise<Answer<TargetFacts>> {
  if (isSsm(target) && target.through) {
    const { accessFacts } = await import('./access-role.ts');
    return accessFacts(reader, target, target.through, user, signal);
  }
  const reach = await readReach(reader, target, user, signal);
  if (!reach.ok) return reach;
  const shells = ofIam(target) ? shellActions(reach.value) : [];
  // Of a group whoever asks is told; what the file lists itself, `check` refuses as well.
  const [danger] = [
    ...dangerousActions(reach.value),
    ...(target.kind === 'iam-policy' ? shells : []),
  ];
  const what = target.kind === 'iam-group' ? target.group : (target.roles[0]?.name ?? 'policy');
  if (danger) return refuse('target-dangerous', { what, action: danger.covers });
  const namedRoles: NamedRole[] = [];
  const strays = opensOthers(reach.value, target.roles);
  let tailMs = strays ? longestFor(user) : 0;
  const endless: (readonly Endless[])[] = [strays ? ['unread'] : []];
  if (shells.length > 0) endless.push(['shells']);
  for (const role of target.roles) {
    const read = await readRole(reader, role, user, signal);
    if (!read.ok) return read;
    if (read.value.named) namedRoles.push(read.value.named);
    else tailMs = Math.max(tailMs, read.value.maxSessionMs);
    const led = reads === 'all' ? await ledTo(reader, role, signal) : ok([]);
    if (!led.ok) return led;
    endless.push(led.value);
  }
  const facts = { reach: reach.value, namedRoles, tailMs };
  const found = endlessOf(endless.map((one) => ({ endless: one })));
  return ok(found.length > 0 ? { ...facts, endless: found } : facts);
}

/** `reach`: without the policies of the roles, which take many calls and are read to be judged. */
type Reads = 'all' | 'reach';

/** What it gives is given by IAM alone: other kinds look for what they open. */
const ofIam = ({ kind }: Target): boolean => kind === 'iam-policy' || kind === 'iam-group';

/** Further, from a role: what would let its session widen or keep what it has is not given. */
async function ledTo(
  { clients, accounts }: FactsReader,
  { account, name }: RoleRef,
  signal: AbortSignal,
): Promise<Answer<readonly Endless[]>> {
  if (!accounts.has(account)) return ok(['unread']);
  const { danger, endless } = await roleReach(await callerOf(clients, account, signal), name);
  if (danger !== undefined) {
    return refuse('target-dangerous', { what: `role ${name}`, action: danger });
  }
  return ok(endless);
}

async function readReach(
  { clients }: FactsReader,
  target: Target,
  user: string,
  signal: AbortSignal,
): Promise<Answer<readonly Reach[]>> {
  // What a request of AWS's own gives, AWS's own role gives.
  if (target.kind === 'iam-policy' || target.kind === 'jitna') return ok(target.reach);
  if (isSsm(target)) {
    const { fitDocument } = await import('./ssm-bind.ts');
    const document = await fitDocument(clients, target, signal);
    return document.ok ? ok(fencedReach(target)) : document;
  }
  if (isAutomation(target)) {
    const { pinnedRunbooks } = await import('./ssm-automation-pin.ts');
    const pinned = await pinnedRunbooks({ clients, signal }, target, user);
    if (!pinned.ok) return pinned;
    const { unbookable } = await import('./ssm-automation-booked.ts');
    return (await unbookable(clients, target, signal)) ?? ok([]);
  }
  if (target.kind !== 'iam-group') {
    throw new Fault('invariant-broken', `A ${target.kind} is none of IAM's.`);
  }
  const caller = await callerOf(clients, target.account, signal);
  const documents = await groupDocuments(caller, target.group);
  if (!documents) return refuse('target-missing', { what: `group ${target.group}` });
  return reachOf(documents, `group ${target.group}`);
}

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
