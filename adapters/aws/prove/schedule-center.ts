/** Whether EventBridge Scheduler ends access of Identity Center: assignments and memberships. */

import * as Store from '@aws-sdk/client-identitystore';
import * as SSO from '@aws-sdk/client-sso-admin';
import { CreateDocumentCommand } from '@aws-sdk/client-ssm';
import { MINUTE, SECOND } from '../../../src/kernel/time.ts';
import type { Wait } from '../../../src/ports/prover.ts';
import { assignment, assignmentsOf, instanceOf, storeOf } from './center-things.ts';
import { type Ground, make, pause, TAGS } from './ground.ts';
import { runbook } from './runbook.ts';
import { isGone } from './schedule-iam.ts';
import { book, makeRevoker, nextTime, wait } from './schedules.ts';

export async function scheduleAssignment(ground: Ground): Promise<readonly Wait[]> {
  const { sso } = ground.aws;
  const PrincipalId = await makeDirectoryGroup(ground, 'assigned');
  const Name = `${ground.run}-set`;
  const tagged = { ...instanceOf(ground), Name, Tags: TAGS };
  const { PermissionSet } = await make(ground, { kind: 'permission set', name: Name }, () =>
    sso.send(new SSO.CreatePermissionSetCommand(tagged)),
  );
  const arn = PermissionSet?.PermissionSetArn ?? '';
  const who = { PrincipalType: 'GROUP' as const, PrincipalId };
  const asked = { ...assignment(ground, arn), ...who };
  const { AccountAssignmentCreationStatus: begun } = await make(
    ground,
    { kind: 'assignment', name: Name },
    () => sso.send(new SSO.CreateAccountAssignmentCommand(asked)),
  );
  await mustBeAssigned(ground, begun?.RequestId ?? '');
  const here = `arn:aws:sso:::account/${ground.account}`;
  const revoker = await makeRevoker(ground, 'revoke-set', [
    ['sso:DeleteAccountAssignment', [ground.given.instance ?? '', arn, here]],
  ]);
  const dueMs = nextTime(ground);
  const seen = await book(ground, {
    suffix: 'assignment',
    call: 'ssoadmin:deleteAccountAssignment',
    input: asked,
    roleArn: revoker,
    dueMs,
  });
  ground.tell('scheduler-takes-ssoadmin', seen);
  if (seen.kind !== 'yes') return [];
  const hasCome = async () => (await assignmentsOf(ground, arn)).length === 0;
  return [wait(ground, 'schedule-deletes-assignment', dueMs, hasCome)];
}

async function mustBeAssigned(ground: Ground, id: string): Promise<void> {
  const asked = { ...instanceOf(ground), AccountAssignmentCreationRequestId: id };
  const giveUpMs = ground.clock.monotonicMs() + 2 * MINUTE;
  for (;;) {
    const command = new SSO.DescribeAccountAssignmentCreationStatusCommand(asked);
    const { AccountAssignmentCreationStatus: now } = await ground.aws.sso.send(command);
    if (now?.Status === 'SUCCEEDED') return;
    if (now?.Status === 'FAILED') throw new Error(`the assignment failed: ${now.FailureReason}`);
    if (ground.clock.monotonicMs() > giveUpMs) throw new Error('the assignment took too long');
    await pause(ground, 2 * SECOND);
  }
}

async function makeDirectoryGroup(ground: Ground, suffix: string): Promise<string> {
  const DisplayName = `${ground.run}-${suffix}`;
  const asked = { ...storeOf(ground), DisplayName, Description: 'Experiment of prod-access prove' };
  const { GroupId = '' } = await make(ground, { kind: 'directory group', name: DisplayName }, () =>
    ground.aws.store.send(new Store.CreateGroupCommand(asked)),
  );
  return GroupId;
}

export async function scheduleMembership(ground: Ground): Promise<readonly Wait[]> {
  const UserId = await makeDirectoryUser(ground);
  const direct = await joined(ground, 'direct', UserId);
  const byRunbook = await joined(ground, 'runbook', UserId);
  const revoker = await makeRevoker(ground, 'revoke-member', [
    ['identitystore:DeleteGroupMembership', reached(ground, direct.GroupId, UserId)],
  ]);
  const starting = await startRunbook(ground, byRunbook.GroupId, UserId);
  const dueMs = nextTime(ground);
  const first = await book(ground, {
    suffix: 'membership',
    call: 'identitystore:deleteGroupMembership',
    input: { ...storeOf(ground), MembershipId: direct.MembershipId },
    roleArn: revoker,
    dueMs,
  });
  ground.tell('scheduler-takes-identitystore', first);
  const second = await book(ground, { suffix: 'start', ...starting, dueMs });
  ground.tell('scheduler-takes-runbook', second);
  const isOut = (GroupId: string) => () =>
    isGone(() => {
      const asked = { ...storeOf(ground), GroupId, MemberId: { UserId } };
      return ground.aws.store.send(new Store.GetGroupMembershipIdCommand(asked));
    });
  const waits: Wait[] = [];
  if (first.kind === 'yes') {
    waits.push(wait(ground, 'schedule-deletes-membership', dueMs, isOut(direct.GroupId)));
  }
  if (second.kind === 'yes') {
    waits.push(wait(ground, 'runbook-deletes-membership', dueMs, isOut(byRunbook.GroupId)));
  }
  return waits;
}

/** Without a password and an e-mail address: nobody can sign in as them. */
async function makeDirectoryUser(ground: Ground): Promise<string> {
  const UserName = `${ground.run}-nobody`;
  const name = { DisplayName: UserName, Name: { GivenName: 'Nobody', FamilyName: 'Nobody' } };
  const asked = { ...storeOf(ground), UserName, ...name };
  const { UserId = '' } = await make(ground, { kind: 'directory user', name: UserName }, () =>
    ground.aws.store.send(new Store.CreateUserCommand(asked)),
  );
  return UserId;
}

async function joined(ground: Ground, suffix: string, UserId: string) {
  const GroupId = await makeDirectoryGroup(ground, suffix);
  const asked = { ...storeOf(ground), GroupId, MemberId: { UserId } };
  const command = new Store.CreateGroupMembershipCommand(asked);
  const { MembershipId } = await ground.aws.store.send(command);
  return { GroupId, MembershipId };
}

/** One person in one group: every membership needs all of these. The store's account is another. */
const reached = ({ given }: Ground, group: string, user: string): readonly string[] => [
  `arn:aws:identitystore::*:identitystore/${given.identityStore}`,
  ...[`group/${group}`, `user/${user}`, 'membership/*'].map(
    (one) => `arn:aws:identitystore:::${one}`,
  ),
];

/** What to book: a runbook that looks the membership up, so that nobody has to know its id. */
async function startRunbook(ground: Ground, GroupId: string, UserId: string) {
  const { account, region, given } = ground;
  const Name = `${ground.run}-leave`;
  const Content = JSON.stringify(runbook);
  const sent = { Name, Content, DocumentType: 'Automation', DocumentFormat: 'JSON' } as const;
  await make(ground, { kind: 'document', name: Name }, () =>
    ground.aws.ssm.send(new CreateDocumentCommand({ ...sent, Tags: TAGS })),
  );
  const ssm = (what: string) => `arn:aws:ssm:${region}:${account}:${what}`;
  const definition = ssm(`automation-definition/${Name}:*`);
  const started = [ssm(`document/${Name}`), definition, ssm('automation-execution/*')];
  const membership = reached(ground, GroupId, UserId);
  // As deploy/identity-center.yml has it: the runbook works with the rights of who starts it.
  const role = await makeRevoker(ground, 'start', [
    ['ssm:StartAutomationExecution', started],
    ['identitystore:GetGroupMembershipId', membership],
    ['identitystore:DeleteGroupMembership', membership],
  ]);
  const Parameters = {
    IdentityStoreId: [given.identityStore],
    GroupId: [GroupId],
    UserId: [UserId],
  };
  const input = { DocumentName: Name, Parameters };
  return { call: 'ssm:startAutomationExecution', input, roleArn: role };
}
