/** The service control policy of deploy/: only prod-access touches what prod-access writes. */

import { describe, expect, test } from 'vitest';
import { decide } from '../stand-ins/aws/authorizer.ts';
import type { ContextFacts } from '../stand-ins/aws/context.ts';
import { JUMP, PRODUCTION } from '../story/stacks.ts';
import { CALLERS, iam, REGION } from './policies.ts';
import { secondOpinion } from './second-opinion.ts';
import type { Document } from './stacks.ts';
import { deployStack } from './template.ts';

const given = {
  Targets: `${JUMP},${PRODUCTION}`,
  UsersAccount: JUMP,
  Administrators: `arn:aws:iam::*:role/platform-*`,
};
const { Content, TargetIds } = deployStack('organization.yml', given)['OnlyProdAccess'] as {
  readonly Content: Document;
  readonly TargetIds: readonly string[];
};
const EVERYTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};
const all = { name: 'everything', document: EVERYTHING };

type Act = readonly [action: string, resource: string, facts?: ContextFacts];
const AIKO = iam('user/aiko.sato');
const BOUNDED = { 'iam:PermissionsBoundary': iam('policy/prod-access-boundary') };
const OPERATOR = iam('role/ProdDbOperator', PRODUCTION);
const BOUNDED_THERE = {
  'iam:PermissionsBoundary': iam('policy/prod-access-boundary', PRODUCTION),
};
const keys = (...names: string[]): ContextFacts => ({ 'aws:TagKeys': names });
const to = (service: string): ContextFacts => ({
  'iam:PassedToService': `${service}.amazonaws.com`,
});
const SCHEDULE = `arn:aws:scheduler:${REGION}:${JUMP}:schedule/prod-access/prod-access-demo01-end`;

const OF_THE_BOT: readonly Act[] = [
  ['iam:PutUserPolicy', AIKO, BOUNDED],
  ['iam:DeleteUserPolicy', AIKO, BOUNDED],
  ['iam:TagUser', AIKO, keys('prod-access:prod-operators')],
  ['iam:UntagUser', AIKO, keys('prod-access:prod-operators')],
  ['scheduler:CreateSchedule', SCHEDULE],
  ['scheduler:DeleteSchedule', SCHEDULE],
  ['iam:PassRole', iam('role/prod-access-runbook'), to('ssm')],
  ['iam:PassRole', iam('role/ProdAccessRunbookRevoker'), to('scheduler')],
  ['iam:PassRole', iam('role/ProdAccessRevoker'), to('scheduler')],
];
const OF_THE_BOT_THERE: readonly Act[] = [
  ['iam:PutRolePolicy', OPERATOR, BOUNDED_THERE],
  ['iam:DeleteRolePolicy', OPERATOR, BOUNDED_THERE],
  ['iam:PutRolePolicy', iam('role/prod-access-nodes', PRODUCTION), BOUNDED_THERE],
  ['iam:DeleteRolePolicy', iam('role/prod-access-nodes', PRODUCTION), BOUNDED_THERE],
];
const OF_ADMINISTRATORS: readonly Act[] = [
  ['iam:TagUser', AIKO, keys('Prod-Access:Chat')],
  ['iam:CreateUser', iam('user/newcomer'), keys('team', 'prod-access:email')],
  ['iam:DeleteUserPermissionsBoundary', AIKO, BOUNDED],
  ['iam:PutUserPermissionsBoundary', AIKO, { 'iam:PermissionsBoundary': iam('policy/wide') }],
  ['iam:DeleteRolePermissionsBoundary', iam('role/ProdDbOperator'), BOUNDED],
  ['iam:CreatePolicyVersion', iam('policy/prod-access-boundary')],
  ['iam:SetDefaultPolicyVersion', iam('policy/prod-access-people')],
  ['iam:UpdateAssumeRolePolicy', iam('role/prod-access')],
  ['iam:PutRolePolicy', iam('role/ProdAccessGiver')],
  ['iam:PutRolePolicy', iam('role/ProdAccessRunbookRevoker')],
  ['iam:AttachRolePolicy', iam('role/prod-access-revoke-only')],
  ['iam:CreateRole', iam('role/prod-access-runbook-windows')],
  ['iam:UpdateAssumeRolePolicy', iam('role/prod-access-runbook-windows')],
  ['iam:AttachRolePolicy', iam('role/prod-access-nodes')],
  ['iam:UpdateAssumeRolePolicy', iam('role/prod-access-nodes')],
  ['iam:TagRole', iam('role/prod-access-nodes'), keys('node-1')],
  ['iam:PassRole', iam('role/prod-access'), to('ec2')],
  ['ssm:UpdateDocument', `arn:aws:ssm:us-east-1:${JUMP}:document/ProdAccess-Shell-60m`],
];
/** Everybody's daily work goes on. */
const OF_ANYBODY: readonly Act[] = [
  ['iam:PutUserPolicy', iam('user/build'), {}],
  ['iam:TagUser', AIKO, keys('team')],
  ['iam:PutUserPermissionsBoundary', iam('user/newcomer'), BOUNDED],
  ['iam:PutRolePolicy', iam('role/build'), {}],
  ['iam:CreatePolicyVersion', iam('policy/build')],
  ['iam:PassRole', iam('role/build'), to('ec2')],
  ['scheduler:DeleteSchedule', `arn:aws:scheduler:us-east-1:${JUMP}:schedule/default/nightly`],
];

/** Somebody with all rights that an account can give, under the policy of the organization. */
const questionOf = (role: string, [action, resource, facts = {}]: Act, account = JUMP) => ({
  principal: `arn:aws:sts::${account}:assumed-role/${role}/session`,
  action,
  resource,
  context: { ...facts, 'aws:PrincipalArn': iam(`role/${role}`, account) },
  identityPolicies: [all],
  scps: [[all, { name: 'organization', document: Content }]],
});
const refusedTo = (role: string, acts: readonly Act[], account = JUMP) =>
  acts.filter((act) => !decide(questionOf(role, act, account)).allowed).map(([action]) => action);
const actionsOf = (acts: readonly Act[]) => acts.map(([action]) => action);

describe('the policy of the organization', () => {
  test('leaves to the bot alone what the bot writes', () => {
    expect(refusedTo('prod-access', OF_THE_BOT)).toEqual([]);
    expect(refusedTo('Administrator', OF_THE_BOT)).toEqual(actionsOf(OF_THE_BOT));
    expect(refusedTo('prod-access', OF_THE_BOT_THERE, PRODUCTION)).toEqual([]);
    const there = refusedTo('Administrator', OF_THE_BOT_THERE, PRODUCTION);
    expect(there).toEqual(actionsOf(OF_THE_BOT_THERE));
    // The same name in an account of somebody else's is not the bot.
    expect(refusedTo('prod-access', OF_THE_BOT.slice(0, 4), PRODUCTION)).toHaveLength(4);
  });

  test('leaves boundary, roles and documents to the administrators that are named', () => {
    expect(refusedTo('platform-deploys', OF_ADMINISTRATORS)).toEqual([]);
    const refused = refusedTo('Administrator', OF_ADMINISTRATORS);
    expect(refused).toEqual(actionsOf(OF_ADMINISTRATORS));
    // What says who somebody is, it is kept from by its own rights.
    expect(refusedTo('prod-access', OF_ADMINISTRATORS)).toEqual(refused.slice(2));
  });

  test('lets the second revoker take, and runbooks write their windows', () => {
    const [put, remove, , untag] = OF_THE_BOT as [Act, Act, Act, Act];
    const fromRole: Act = ['iam:DeleteRolePolicy', iam('role/Engineer'), BOUNDED];
    expect(refusedTo('prod-access-revoke-only', [remove, fromRole, untag])).toEqual([]);
    expect(refusedTo('prod-access-runbook', [put, remove])).toEqual([]);
    // Those of one's own as well, in roles that nobody else makes or widens.
    expect(refusedTo('prod-access-runbook-windows', [put, remove])).toEqual([]);
  });

  test('lets nobody lend the role of the runbooks, or one named so, to their own document', () => {
    const own: Act = ['iam:PassRole', iam('role/prod-access-runbook-drain'), to('ssm')];
    const acts = [...OF_THE_BOT.filter(([action]) => action === 'iam:PassRole'), own];
    expect(refusedTo('Developer', acts)).toEqual(actionsOf(acts));
    expect(refusedTo('prod-access', acts)).toEqual([]);
    expect(refusedTo('platform-deploys', acts)).toEqual([]);
    // What it is lent for: a schedule that starts what takes.
    expect(refusedTo('ProdAccessRunbookRevoker', [own])).toEqual([]);
  });

  test('is in nobody else’s way', () => {
    expect(refusedTo('Developer', OF_ANYBODY)).toEqual([]);
  });

  test('takes nothing from the bot that its own rights give it', () => {
    const withRights = (act: Act) => ({
      ...questionOf('prod-access', act),
      identityPolicies: CALLERS.bot.identityPolicies,
    });
    const denied = OF_THE_BOT.filter((act) => !decide(withRights(act)).allowed);
    expect(actionsOf(denied)).toEqual([]);
  });

  test('fits: 5,120 characters with two administrators, and every target', () => {
    const two = ['platform-deploys', 'security-break-glass'].map((name) => iam(`role/${name}`));
    const stack = deployStack('organization.yml', { ...given, Administrators: two.join(',') });
    expect(JSON.stringify(stack['OnlyProdAccess']?.['Content']).length).toBeLessThan(5_120);
    expect(TargetIds).toEqual([JUMP, PRODUCTION]);
  });

  test('is decided by an independent simulator in the same way', async () => {
    const differing: string[] = [];
    for (const role of ['prod-access', 'Administrator', 'platform-deploys']) {
      for (const act of [...OF_THE_BOT, ...OF_ADMINISTRATORS, ...OF_ANYBODY]) {
        const question = questionOf(role, act);
        if ((await secondOpinion(question)) !== decide(question).allowed) {
          differing.push(`${role} ${act[0]}`);
        }
      }
    }
    expect(differing).toEqual([]);
  });
});
