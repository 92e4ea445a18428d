/** The workspace and the accounts that `prod-access.example.yml` speaks of. */

export const JUMP = '444455556666';
export const PRODUCTION = '111122223333';
export const TEAM = 'T0PRODDEMO';
export const BOT = { accessKeyId: 'AKIAPRODACCESSBOT001', secretAccessKey: 'stand-in-secret' };
export const PEOPLE = {
  aiko: 'U0AIKO0001',
  ben: 'U0BEN00001',
  chie: 'U0CHIE0001',
  dai: 'U0DAI00001',
  mallory: 'U0MALLORY1',
} as const;
export const CHANNELS = { approvals: 'C0APPROVE1', ops: 'C0OPS00001', general: 'C0GENERAL1' };

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource: string, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});

const trust = (Condition?: object) =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: JUMP },
    Action: 'sts:AssumeRole',
    ...(Condition ? { Condition } : {}),
  });
/** Every session carries its person's name, so that it can be ended by name. */
const NAMED = { StringEquals: { 'sts:RoleSessionName': ['$', '{aws:username}'].join('') } };

export const seedAccounts = () => ({
  [JUMP]: {
    users: {
      'aiko.sato': {},
      'ben.okafor': {},
      'chie.mori': {},
      'dai.tran': {},
      'mallory.kane': {},
      'prod-access': {},
    },
    groups: {
      'prod-operators': {
        inline: {
          operate: policy(allow('sts:AssumeRole', `arn:aws:iam::${PRODUCTION}:role/ProdOperator`)),
        },
      },
    },
    keys: [{ ...BOT, user: 'prod-access', root: true }],
  },
  [PRODUCTION]: {
    roles: {
      'prod-access': {
        trust: policy({
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${JUMP}:user/prod-access` },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'prod-access-demo' } },
        }),
        inline: {
          work: policy(
            allow(
              [
                'iam:GetRole',
                'iam:ListRolePolicies',
                'iam:GetRolePolicy',
                'iam:PutRolePolicy',
                'iam:DeleteRolePolicy',
              ],
              `arn:aws:iam::${PRODUCTION}:role/*`,
            ),
            allow('cloudtrail:LookupEvents', '*'),
          ),
        },
      },
      ProdDbOperator: { trust: trust(NAMED), inline: { work: policy(allow('rds:*', '*')) } },
      ProdLogReader: { trust: trust(), inline: { work: policy(allow('logs:Get*', '*')) } },
      ProdOperator: { trust: trust(NAMED), inline: { work: policy(allow('ec2:*', '*')) } },
    },
  },
});

/** A user group that Slack keeps, for stories whose approvers come and go. */
export const LEADS = 'S0LEADS001';

const BOT_USER = 'U0PRODACC';
const EVERYBODY = [BOT_USER, ...Object.values(PEOPLE)];

export const seedWorkspace = (locale = 'en-US') => ({
  app: { teamId: TEAM },
  people: Object.entries(PEOPLE).map(([name, id]) => ({
    id,
    name,
    teamId: TEAM,
    email: `${name}@example.com`,
    tz: 'Asia/Tokyo',
    locale,
  })),
  channels: [
    { id: CHANNELS.approvals, name: 'prod-approvals', members: EVERYBODY },
    { id: CHANNELS.ops, name: 'prod-access-ops', members: [BOT_USER, PEOPLE.dai] },
    { id: CHANNELS.general, name: 'general', members: EVERYBODY },
  ],
  groups: [{ id: LEADS, handle: 'leads', name: 'Leads', members: [PEOPLE.ben, PEOPLE.chie] }],
});
