/** One step is one AWS write, sent only while it is still ours to send. */

import type {
  AccessId,
  FencePlace,
  RunId,
  SessionId,
  Slot,
  SlotId,
  Step,
} from '../../src/holding/slot.ts';
import { slotId } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { isoSeconds } from '../../src/kernel/time.ts';
import type { Applied, ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { Holder } from '../../src/request/request.ts';
import { type Caller, callerOf } from './iam-call.ts';
import { faultOf, finalRefusal, isMissing } from './faults.ts';
import { type Home, homeOf, whoAt } from './iam-home.ts';
import { sendWhileMine } from './lean-client.ts';
import { allowDocument, fenceDocument } from './policy-document.ts';
import { policyName, tagKey } from './names.ts';
import type { PreflightReader } from './iam-preflight.ts';
import type { Stacked } from './middleware.ts';

export async function apply(reader: PreflightReader, order: ApplyOrder): Promise<Applied> {
  const { step, holder, signal } = order;
  const id = step.do === 'put' ? slotId(step.slot) : step.id;
  if (id.kind === 'session' || id.kind === 'access' || id.kind === 'run') {
    const { applyBySsm } = await import('./ssm-apply.ts');
    return applyBySsm(reader, order, id);
  }
  if (placeOf(id).on === 'schedule') {
    const { applyBookedRun } = await import('./ssm-automation-booked.ts');
    return applyBookedRun(reader, order);
  }
  const account = placeOf(id).on === 'role' ? roleAt(placeOf(id)).account : holder.account;
  const caller = await callerOf(reader.clients, account, signal);
  const action = actionOf(id, step.do, holder);
  try {
    const command = commandOf(reader, caller, order);
    await sendWhileMine(caller.client, command, order);
    return { ok: true };
  } catch (error) {
    // Proved to be the right account, and the id is never used twice: it is gone.
    if (step.do === 'remove' && isMissing(error)) return { ok: true };
    if (step.do === 'put' && isMissing(error))
      return refuse('target-missing', { what: nameOf(id, order) });
    const final = finalRefusal(error, action);
    if (final) return final;
    throw faultOf(error, action);
  }
}

/** What must be there for this to stand. */
function nameOf(id: SlotId, { holder }: ApplyOrder): string {
  if (id.kind === 'member') return `group ${id.group}`;
  const { on, name } = placeAt(id, holder);
  return `${on} ${name}`;
}

type StandingId = Exclude<SlotId, SessionId | AccessId | RunId>;

const placeOf = (id: SlotId): FencePlace => (id.kind === 'fence' ? id.place : { on: 'user' });
const roleAt = (place: FencePlace) =>
  place.on === 'role' ? place.role : { account: '', name: '' };

function commandOf(
  reader: PreflightReader,
  { sdk }: Caller,
  { step, holder }: ApplyOrder,
): Stacked {
  const id = step.do === 'put' ? slotId(step.slot) : step.id;
  const UserName = holder.user;
  if (id.kind === 'member') {
    const input = { UserName, GroupName: id.as ?? id.group };
    return step.do === 'put'
      ? new sdk.AddUserToGroupCommand(input)
      : new sdk.RemoveUserFromGroupCommand(input);
  }
  if (id.kind === 'tag') {
    const Key = tagKey(id.group);
    return step.do === 'put'
      ? new sdk.TagUserCommand({ UserName, Tags: [{ Key, Value: tagValue(reader, step.slot) }] })
      : new sdk.UntagUserCommand({ UserName, TagKeys: [Key] });
  }
  const PolicyName = policyName(reader.installation, id, holder.uniqueId);
  const { on, name } = placeAt(id, holder);
  if (step.do === 'remove') {
    return on === 'role'
      ? new sdk.DeleteRolePolicyCommand({ RoleName: name, PolicyName })
      : new sdk.DeleteUserPolicyCommand({ UserName: name, PolicyName });
  }
  const PolicyDocument = JSON.stringify(documentOf(holder, step.slot));
  return on === 'role'
    ? new sdk.PutRolePolicyCommand({ RoleName: name, PolicyName, PolicyDocument })
    : new sdk.PutUserPolicyCommand({ UserName: name, PolicyName, PolicyDocument });
}

/** At a role that the access leads to, or at the holder's own: their user, or their role. */
function placeAt(id: SlotId, holder: Holder): Pick<Home, 'on' | 'name'> {
  const place = placeOf(id);
  return place.on === 'role' ? { on: 'role', name: place.role.name } : homeOf(holder);
}

/** For readers of the console: whose, until when, and of which group. It ends nothing. */
export function tagValue({ installation }: Pick<PreflightReader, 'installation'>, slot: Slot) {
  const { untilMs, groupId } = slot.kind === 'tag' ? slot : {};
  const until = untilMs === undefined ? '' : isoSeconds(untilMs);
  return [installation, until, ...(groupId === undefined ? [] : [groupId])].join(' ');
}

export function documentOf(holder: Holder, slot: Slot) {
  const who = whoAt(homeOf(holder));
  if (slot.kind === 'allow') return allowDocument(slot, who);
  if (slot.kind === 'fence') return fenceDocument(slot, who);
  throw new Fault('invariant-broken', `A ${slot.kind} has no document.`);
}

const actionOf = (id: StandingId, what: Step['do'], holder: Holder): string => {
  const policy =
    placeAt(id, holder).on === 'role'
      ? ['iam:PutRolePolicy', 'iam:DeleteRolePolicy']
      : ['iam:PutUserPolicy', 'iam:DeleteUserPolicy'];
  const verbs = {
    allow: policy,
    member: ['iam:AddUserToGroup', 'iam:RemoveUserFromGroup'],
    tag: ['iam:TagUser', 'iam:UntagUser'],
    fence: policy,
  };
  return verbs[id.kind][what === 'put' ? 0 : 1] ?? '';
};
