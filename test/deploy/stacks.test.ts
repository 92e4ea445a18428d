/** The stacks of deploy/: what each part gives, and to whom; what is not named is not given. */

import { describe, expect, test } from 'vitest';
import { JUMP, targetStack, usersStack } from '../story/stacks.ts';
import { HOME, THERE } from './policies.ts';
import { BOUNDARY, documentsOf, stackOf } from './stacks.ts';
import { deployStack } from './template.ts';

const users = (given: Readonly<Record<string, string>>) =>
  stackOf('users-account.yml', { RunsAs: 'ec2.amazonaws.com', ...given }, { account: JUMP });
const trustOf = (role: string, given: Readonly<Record<string, string>>) =>
  users(given).roles[role]?.trust;
const statementsOf = (role: string, stack = HOME) =>
  documentsOf(role, stack).flatMap(({ document }) => document.Statement);

const PODS = 'pods.eks.amazonaws.com';

describe('the stack of the users’ account', () => {
  test('gives no group, no other account and no kind that nobody named', () => {
    const { policies, roles } = users({ Trail: 'no' });
    expect(roles['prod-access']?.inline).toEqual({});
    expect(Object.keys(policies)).toEqual(['prod-access-people', BOUNDARY]);
    expect(Object.keys(roles)).toEqual(['prod-access']);
    const text = JSON.stringify(policies);
    for (const right of ['RemoveUserFromGroup', 'ChangeCataloguedGroups', 'EnterOtherAccounts']) {
      expect(text).not.toContain(right);
    }
    expect(text).not.toContain('GetCalendarState');
  });

  test('reads the Change Calendars that are named, and no others', () => {
    const calendar = `arn:aws:ssm:us-east-1:${JUMP}:document/ChangeFreeze`;
    const { policies } = users({ Calendars: calendar });
    const reads = policies['prod-access-people']?.Statement.filter(({ Action }) =>
      JSON.stringify(Action ?? '').includes('GetCalendarState'),
    );
    expect(reads).toMatchObject([{ Effect: 'Allow', Resource: [calendar] }]);
  });

  test.each([
    ['Nodes', 'yes', 'prod-access-nodes'],
    ['JustInTime', 'yes', 'prod-access-requests'],
    ['Runbooks', `arn:aws:ssm:*:${JUMP}:document/ProdAccess-Any`, 'prod-access-automation'],
    ['Trail', 'yes', 'prod-access-trail'],
    ['Table', 'records', 'prod-access-table'],
    ['LedgerKey', `arn:aws:kms:eu-west-1:${JUMP}:key/1234abcd`, 'prod-access-ledger'],
    ['LedgerBucket', 'ledger-of-ours', 'prod-access-ledger'],
  ])('%s: %s adds one policy to the role, and nothing else to it', (name, value, policy) => {
    const { attached } = users({ Trail: 'no', [name]: value });
    expect(attached['prod-access']?.filter((one) => one !== 'prod-access-people')).toEqual([
      policy,
    ]);
  });

  test('is taken on by a task or pod of this account, by a machine, or by whom it names', () => {
    const [statement] = ['ecs-tasks.amazonaws.com'].map((RunsAs) =>
      trustOf('prod-access', { RunsAs }),
    );
    expect(statement).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'ecs-tasks.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': JUMP } },
        },
      ],
    });
    for (const given of [{ RunsAs: PODS }, { RunsAs: PODS, Revoker: PODS }]) {
      const role = 'Revoker' in given ? 'prod-access-revoke-only' : 'prod-access';
      expect(trustOf(role, given)).toMatchObject({
        Statement: [
          {
            Principal: { Service: PODS },
            Action: ['sts:AssumeRole', 'sts:TagSession'],
            Condition: { StringEquals: { 'aws:SourceAccount': JUMP } },
          },
        ],
      });
    }
    const named = `arn:aws:iam::${JUMP}:role/eks-node`;
    expect(trustOf('prod-access', { RunsAs: named })).toMatchObject({
      Statement: [{ Principal: { AWS: named } }],
    });
    expect(trustOf('prod-access-revoke-only', {})).toBeUndefined();
    expect(trustOf('prod-access-revoke-only', { Revoker: named })).toMatchObject({
      Statement: [{ Principal: { AWS: named } }],
    });
    const machine = deployStack('users-account.yml', { RunsAs: 'ec2.amazonaws.com' });
    expect(machine['BotProfile']).toMatchObject({ Roles: ['prod-access'] });
    expect(deployStack('users-account.yml', { RunsAs: named })['BotProfile']).toBeUndefined();
  });

  test.each([
    ['RunsAs', '*'],
    ['RunsAs', 'lambda.amazonaws.com'],
    ['RunsAs', 'eks.amazonaws.com'],
    ['Revoker', `arn:aws:iam::${JUMP}:root`],
    ['Groups', '*'],
    ['Groups', `arn:aws:iam::${JUMP}:group/prod-operators,arn:aws:iam::${JUMP}:group/*`],
    ['Roles', `arn:aws:iam::${JUMP}:role/*`],
    ['TargetRoles', 'arn:aws:iam::*:role/prod-access'],
    ['TargetRoles', 'arn:aws:iam::111122223333:role/Administrator'],
    ['Runbooks', `arn:aws:ssm:*:${JUMP}:document/*`],
    ['RunbookRoles', '*'],
    ['Nodes', 'maybe'],
    ['LedgerBucket', '*'],
    ['LedgerBucketKey', '*'],
    ['TableKey', `arn:aws:kms:eu-west-1:${JUMP}:alias/ours`],
    ['Table', '*'],
  ])('cannot be deployed with %s: %s', (name, value) => {
    expect(() => users({ [name]: value })).toThrow('may not be');
  });

  test('encrypts the table that it makes by the key that it is told, or by that of AWS', () => {
    const given = { RunsAs: 'ec2.amazonaws.com', Table: 'records' };
    const TableKey = `arn:aws:kms:eu-west-1:${JUMP}:key/1234abcd`;
    const [by, without] = [{ ...given, TableKey }, given].map(
      (one) => deployStack('users-account.yml', one)['Store']?.['SSESpecification'],
    );
    expect(by).toEqual({ SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: TableKey });
    expect(without).toBeUndefined();
  });

  test('makes the table unless it is there, and never deletes it', () => {
    const given = { RunsAs: 'ec2.amazonaws.com', Table: 'records' };
    expect(deployStack('users-account.yml', given)['Store']).toBeDefined();
    const kept = deployStack('users-account.yml', { ...given, MakeTable: 'no' });
    expect([kept['Store'], kept['Records']]).toMatchObject([undefined, { Roles: ['prod-access'] }]);
  });
});

describe('the two stacks with a schedule group', () => {
  test('stand in one account and Region, where one of them leaves it to the other', () => {
    const ids = { InstanceId: 'ssoins-7223a1b2c3d4e5f6', StoreId: 'd-9067a1b2c3' };
    const groups = (file: string, given: Readonly<Record<string, string>>) =>
      'Schedules' in deployStack(file, given, { account: JUMP });
    expect(groups('identity-center.yml', ids)).toBe(true);
    expect(groups('identity-center.yml', { ...ids, MakeGroup: 'no' })).toBe(false);
    expect(groups('runbook-schedules.yml', {})).toBe(true);
    expect(groups('runbook-schedules.yml', { MakeGroup: 'no' })).toBe(false);
    const anyRole = { RunbookRoles: '*' };
    expect(() => groups('runbook-schedules.yml', anyRole)).toThrow('may not be');
  });
});

describe('both accounts', () => {
  test('have the same boundary, statement by statement', () => {
    const { Statement: home = [], ...rest } = HOME.policies[BOUNDARY] ?? {};
    const common = home.filter(({ Sid }) => !OF_THE_RECORD.includes(Sid));
    expect({ ...rest, Statement: common }).toEqual(THERE.policies[BOUNDARY]);
    expect(home.length - common.length).toBe(OF_THE_RECORD.length);
    const without = [usersStack({ NodeTags: '' }), targetStack(['ProdDbOperator'])];
    const sids = without.map(({ policies }) => policies[BOUNDARY]?.Statement.map(({ Sid }) => Sid));
    expect(sids[1]?.filter((sid) => !sids[0]?.includes(sid))).toEqual([
      'NoOtherNodesUnderTheSameTag',
    ]);
  });

  test('keep the role of the bot from the same ways up', () => {
    const ours = JSON.stringify(statementsOf('prod-access', THERE).filter(refuses));
    const home = statementsOf('prod-access').filter(refuses);
    const missing = home.filter((one) => !ours.includes(one.Sid)).map(({ Sid }) => Sid);
    // Of tags and groups there, nothing is given at all.
    expect(missing.filter((sid) => !OF_USERS_ALONE.test(sid))).toEqual([]);
    for (const sid of ['NeverMakeAWayIn', 'NeverLendToOthers', 'NeverBeSomebodyElse']) {
      const [here, there] = [statementsOf('prod-access'), statementsOf('prod-access', THERE)].map(
        (all) => all.find(({ Sid }) => Sid === sid),
      );
      expect(there).toEqual(here);
    }
  });
});

const OF_THE_RECORD = [
  'NoHandOnTheRecord',
  'NoHandOnTheKeysOfTheRecord',
  'NoSigningOfTheLedger',
  'NoHandOnTheBlocks',
];
const refuses = ({ Effect }: { readonly Effect: string }) => Effect === 'Deny';
const OF_USERS_ALONE =
  /^(?:NeverSayWho|NeverJoinOther|NeverReachANode|NeverWriteWhat|NeverAsk|NeverSignal)/;
