/** Who lives in the simulated world, what they may ask for, and whose word it takes. */

import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { automationsYaml, nodesYaml, shellsYaml } from './town-kinds.ts';

export const TEAM = 'T0PRODDEMO';
export const JUMP = '444455556666';
export const PRODUCTION = '111122223333';
export const LEADS = 'S0LEADS001';
export const CHANNEL = 'C0APPROVE1';
export const OPS = 'C0OPS00001';

/** Accounts in the chat, by a short name; dai has two. */
export const ACCOUNTS = {
  aiko: 'U0AIKO0001',
  ben: 'U0BEN00001',
  chie: 'U0CHIE0001',
  dai: 'U0DAI00001',
  dai2: 'U0DAI00002',
  eve: 'U0EVE00001',
  mallory: 'U0MALLORY1',
} as const;
export type Who = keyof typeof ACCOUNTS;
export const WHO = Object.keys(ACCOUNTS) as readonly Who[];
export const ASKERS = ['aiko', 'ben', 'dai', 'eve'] as const;
export const keyOf = (who: Who): string => `slack:${TEAM}:${ACCOUNTS[who]}`;

export const ENTITLEMENTS = ['prod-db', 'prod-logs', 'prod-ops', 'prod-fix'] as const;
/** The same in Identity Center: in the runs where people ask for it, in place of one of those. */
export const IN_CENTER = 'prod-sso';
/** A shell on a node, and a tunnel through the same one. */
export const IN_SHELL = 'prod-shell';
export const IN_TUNNEL = 'prod-tunnel';
/** A pair of runbooks with a date and one without, and one that does the work. */
export const IN_WINDOW = 'prod-window';
export const IN_FLAG = 'prod-flag';
export const IN_WORK = 'prod-work';
/** AWS's own requests: never asked for here. */
export const IN_NODES = 'prod-nodes';
export type Entitlement =
  | typeof IN_NODES
  | (typeof ENTITLEMENTS)[number]
  | typeof IN_CENTER
  | typeof IN_SHELL
  | typeof IN_TUNNEL
  | typeof IN_WINDOW
  | typeof IN_FLAG
  | typeof IN_WORK;
export const STORE = 'd-9067a1b2c3';
export const CENTER_GROUP = 'sso';

/** Two configurations: the second one asks for one more approval of each kind. */
export type Variant = 0 | 1;
export const NEEDED: Readonly<Record<Entitlement, readonly [number, number]>> = {
  'prod-db': [2, 3],
  'prod-logs': [1, 2],
  'prod-ops': [1, 2],
  'prod-fix': [1, 2],
  [IN_CENTER]: [1, 2],
  [IN_SHELL]: [1, 2],
  [IN_TUNNEL]: [1, 2],
  [IN_WINDOW]: [1, 2],
  [IN_FLAG]: [1, 2],
  [IN_WORK]: [1, 2],
  [IN_NODES]: [1, 2],
};

const users = { aiko: 'aiko.sato', ben: 'ben.okafor', chie: 'chie.mori' };
const more = { dai: 'dai.tran', eve: 'eve.lind', mallory: 'mallory.kane' };
export const USERS: Readonly<Record<string, string>> = { ...users, ...more };
/** Everybody's other user, in the identity store. */
export const centerUserOf = (name: string): string => `${name}@sso`;
export const isCenterUser = (user: string): boolean => user.endsWith('@sso');

const slackOf = (name: Who) => (name === 'dai' ? [ACCOUNTS.dai, ACCOUNTS.dai2] : [ACCOUNTS[name]]);
const person = (name: keyof typeof ACCOUNTS) =>
  `    - { name: ${name}, slack: [${slackOf(name).join(', ')}], ` +
  `aws: { account: "${JUMP}", user: ${USERS[name]} }, ` +
  `identity_center: "${centerUserOf(name)}" }`;

const policy = (id: string, role: string) => `
  - id: ${id}
    title: { en: ${id} }
    target: { kind: iam-policy, user_account: "${JUMP}", role: ${role}, account: "${PRODUCTION}" }
    longest: 4h
    channel: ${CHANNEL}`;

const group = (id: string, name: string, role: string) => `
  - id: ${id}
    title: { en: ${id} }
    target:
      kind: iam-group
      account: "${JUMP}"
      group: ${name}
      roles: [{ role: ${role}, account: "${PRODUCTION}" }]
    longest: 4h
    channel: ${CHANNEL}`;

const LEAD = 'arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-0123456789abcdef';
const center = `
  - id: ${IN_CENTER}
    title: { en: ${IN_CENTER} }
    target:
      kind: identity-center
      group: ${CENTER_GROUP}
      leads_to: [{ account: "${PRODUCTION}", permission_set: "${LEAD}" }]
    longest: 4h
    channel: ${CHANNEL}`;

const place = { account: JUMP, channel: CHANNEL };
const ofSystemsManager = shellsYaml(place) + automationsYaml(place) + nodesYaml(place);

const single = Object.keys(NEEDED).filter((one) => one !== 'prod-db' && one !== IN_NODES);
const ONE_APPROVES = `[${single.join(', ')}]`;
const rule = (id: string, entitlements: string, count: number, max = '1h') => `
  - id: ${id}
    for: ${entitlements}
    eligible: [engineers]
    levels: [{ name: leads, any: ${count}, from: [leads] }]
    lapse: 8m
    max: ${max}
    max_total: ${max}
    warnings: [2m]`;

const textOf = (variant: Variant) => `
workspace: { slack: ${TEAM}, installation: simul1, language: en, zone: Asia/Tokyo }
people:
  from_tags: false
  from_email: false
  listed:
${(['aiko', 'ben', 'chie', 'dai', 'eve', 'mallory'] as const).map(person).join('\n')}
groups:
  engineers: [aiko, ben, chie, dai, eve]
  leads: { slack_usergroup: ${LEADS} }
operators: { people: [dai, chie], channel: ${OPS}, contact: "@platform" }
accounts:
  - { id: "${JUMP}", name: jump }
  - id: "${PRODUCTION}"
    name: production
    role: { arn: "arn:aws:iam::${PRODUCTION}:role/prod-access", external_id: simulated }
identity_center:
  account: "${JUMP}"
  region: us-east-1
  instance: arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6
  store: ${STORE}
  giver: "arn:aws:iam::${JUMP}:role/ProdAccessGiver"
  schedules: { role: "arn:aws:iam::${JUMP}:role/ProdAccessRevoker" }
entitlements:${policy('prod-db', 'Db')}${policy('prod-logs', 'Logs')}
${group('prod-ops', 'ops', 'Ops')}${group('prod-fix', 'ops', 'Ops')}${center}${ofSystemsManager}
rules:${rule('two', 'prod-db', NEEDED['prod-db'][variant])}
${rule('one', ONE_APPROVES, NEEDED['prod-ops'][variant])}
${rule('short', IN_NODES, NEEDED[IN_NODES][variant], '5m')}
jitna: { roles: [ProdRequester] }
limits: { open: 3, cooldown: 5m }
`;

export const configs: readonly [Config, Config] = [read(0), read(1)];

function read(variant: Variant): Config {
  const parsed = parseConfig(textOf(variant), 'sim.yml');
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map((one) => one.message).join('\n'));
}
