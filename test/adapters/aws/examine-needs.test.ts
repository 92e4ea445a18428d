/** What doctor says where the bot may not do something that the catalogue needs. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Weakness } from '../../../src/ports/examiner.ts';
import { allow, NAMED, policy, trust } from '../../process/tidy.ts';
import { GROUP } from '../../story/center.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { usersStack } from '../../story/stacks.ts';
import { auditedRights, BOT_ROLE, GIVER, putAll, withAll } from './all-kinds.ts';
import { createExamined, type ExaminedGround } from './examined.ts';

let ground: ExaminedGround;
beforeEach(async () => {
  ground = await createExamined(auditedRights(), withAll, putAll);
});
afterEach(() => ground.aws.close());

const jump = () => ground.aws.account(JUMP);
const user = (name: string) => `arn:aws:iam::${JUMP}:user/${name}`;
const role = (name: string) => `arn:aws:iam::${PRODUCTION}:role/${name}`;
const no = (Action: string, Resource = '*') => policy({ Effect: 'Deny', Action, Resource });
const NO_ROLE = { trust: '', inline: {}, attached: [] };
const lacks = async (): Promise<readonly Weakness[]> =>
  (await ground.found(BOT_ROLE)).filter(({ kind }) => kind === 'bot-lacks');

describe('a right that is missing is said once, with what it is for', () => {
  test('and where it stands in deploy/', async () => {
    // Nodes and requests of AWS's own share some of them.
    for (const part of ['prod-access-nodes', 'prod-access-requests']) {
      jump().detachPolicy('roles', 'prod-access', part);
    }
    const missing = {
      who: BOT_ROLE,
      because: 'unallowed',
      file: 'users-account.yml',
      entitlements: ['prod-shell', 'prod-gui'],
    };
    expect(await lacks()).toMatchObject([
      {
        ...missing,
        actions: ['ssm:DescribeInstanceInformation', 'ssm:DescribeSessions', 'ec2:DescribeTags'],
        resources: ['*'],
      },
      {
        ...missing,
        actions: ['ssm:TerminateSession'],
        resources: [`arn:aws:ssm:ap-northeast-1:${JUMP}:session/*`],
      },
      {
        ...missing,
        actions: ['ssm:ListTagsForResource'],
        resources: [`arn:aws:ssm:ap-northeast-1:${JUMP}:managed-instance/*`],
      },
    ]);
  });

  test('a Deny is told from an Allow that is not there, and for whom alone it counts', async () => {
    jump().putPolicy('roles', 'prod-access', 'no', no('iam:PutUserPolicy', user('aiko.sato')));
    const denied = { because: 'denied', actions: ['iam:PutUserPolicy'] };
    expect(await lacks()).toMatchObject([{ ...denied, resources: [user('aiko.sato')] }]);
  });

  test('so is a boundary of the bot itself', async () => {
    const narrow = policy(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'cloudtrail:*', Resource: '*' },
    );
    jump().seed({ policies: { narrow } });
    const { trust, inline, attached } = jump().role('prod-access') ?? NO_ROLE;
    jump().createRole('prod-access', { trust, inline, attached, boundary: 'narrow' });
    expect(await lacks()).toMatchObject([
      {
        because: 'bounded',
        actions: ['cloudtrail:LookupEvents'],
        file: 'users-account.yml',
      },
    ]);
  });

  test('a group that the policy of the bot does not list', async () => {
    const { policies, roles } = usersStack({ Groups: `arn:aws:iam::${JUMP}:group/other` });
    jump().seed({ policies });
    for (const [name, document] of Object.entries(roles['prod-access']?.inline ?? {})) {
      jump().putPolicy('roles', 'prod-access', name, document);
    }
    // To let in is denied outright, and to let out is not allowed.
    const atGroups = (await lacks()).flatMap((one) => (one.kind === 'bot-lacks' ? [one] : []));
    for (const action of ['iam:AddUserToGroup', 'iam:RemoveUserFromGroup']) {
      const found = atGroups.filter(({ actions }) => actions.includes(action));
      expect(found).toMatchObject([{ entitlements: ['prod-ops'] }]);
    }
  });

  test('a user whose boundary is another than the one that the policy names', async () => {
    jump().seed({ policies: { theirs: allow('*') } });
    jump().setBoundary('ben.okafor', 'theirs');
    const actions = ['iam:PutUserPolicy', 'iam:DeleteUserPolicy'];
    const ben = { resources: [user('ben.okafor')], because: 'denied' };
    expect(await lacks()).toMatchObject([{ ...ben, actions }]);
  });
});

describe('what the bot does as another role', () => {
  test('is asked of the role that it enters an account by', async () => {
    ground.aws.account(PRODUCTION).createRole('ProdDbOperator', { trust: trust(NAMED) });
    const fence = {
      account: PRODUCTION,
      who: role('prod-access'),
      resources: [role('ProdDbOperator')],
      isUnbounded: true,
      file: 'target-account.yml',
      entitlements: ['prod-db'],
    };
    const actions = ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'];
    expect(await lacks()).toMatchObject([{ ...fence, actions }]);
  });

  test('is asked of the role that gives in Identity Center', async () => {
    jump().putPolicy('roles', 'ProdAccessGiver', 'join', no('s3:*'));
    const group = ground.aws.identityCenter.group(GROUP)?.id ?? '';
    expect(await lacks()).toMatchObject([
      {
        who: GIVER,
        actions: ['identitystore:CreateGroupMembership'],
        resources: [expect.any(String), `arn:aws:identitystore:::group/${group}`],
        file: 'identity-center.yml',
        entitlements: ['prod-sso'],
      },
    ]);
  });

  test('and to take on such a role is a right, too', async () => {
    const into = [role('prod-access'), GIVER];
    for (const [at, arn] of into.entries()) {
      jump().putPolicy('roles', 'prod-access', `no${at}`, no('sts:AssumeRole', arn));
    }
    const found = await lacks();
    expect(found.map((one) => one.kind === 'bot-lacks' && one.resources)).toEqual([
      [role('prod-access')],
      [GIVER],
    ]);
  });
});

describe('whoever looks', () => {
  test('is not taken for the bot where they may change nothing of it', async () => {
    expect(await ground.notes()).toEqual([
      { kind: 'bot-elsewhere', account: JUMP, who: user('auditor') },
    ]);
  });

  test('names a bot that is at home there, or is told so', async () => {
    const strange = `arn:aws:iam::${PRODUCTION}:role/prod-access`;
    await expect(ground.found(strange)).rejects.toThrow(/not at home/);
  });

  test('and names a bot that is not there is told so once, as of a giver that is not', async () => {
    const gone = `arn:aws:iam::${JUMP}:role/gone`;
    jump().deleteRole('ProdAccessGiver');
    const found = await ground.found(gone);
    expect(found.filter(({ kind }) => kind === 'bot-lacks')).toEqual([]);
    const [unread] = found.filter(({ kind }) => kind === 'unreadable');
    expect(unread).toMatchObject({
      why: expect.arrayContaining([`there is no ${gone}`, `there is no ${GIVER}`]) as unknown,
    });
  });

  test('and may not ask is told so, and nothing is said to be missing', async () => {
    const mute = policy({ Effect: 'Deny', Action: 'iam:Simulate*', Resource: '*' });
    jump().putPolicy('users', 'auditor', 'mute', mute);
    ground.aws.account(PRODUCTION).putPolicy('roles', 'prod-access', 'mute', mute);
    expect(await ground.found(BOT_ROLE)).toEqual([]);
    expect(await ground.notes(BOT_ROLE)).toMatchObject([
      { account: JUMP, who: BOT_ROLE, why: ['iam:SimulatePrincipalPolicy is denied'] },
      { account: PRODUCTION, why: ['iam:SimulatePrincipalPolicy is denied'] },
    ]);
  });
});
