/** Who lives in the simulated world, what they may ask for, and whose word it takes. */

import { ACCOUNTS, type Channels, CHANNELS, type ChatName, type Chats } from './town-chats.ts';
import { keeperOf, LEADS, TEAM, TENANT } from './town-chats.ts';
import { automationsYaml, nodesYaml, shellsYaml } from './town-kinds.ts';

export const JUMP = '444455556666';
export const PRODUCTION = '111122223333';
export const ASKERS = ['aiko', 'ben', 'dai', 'eve'] as const;

export const ENGINEERS = ['aiko', 'ben', 'chie', 'dai', 'eve'] as const;

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

const LISTED = ['aiko', 'ben', 'chie', 'dai', 'eve', 'mallory'] as const;
type Listed = (typeof LISTED)[number];
const accountsOf = (name: Listed, chat: ChatName) =>
  (name === 'dai' ? (['dai', 'dai2'] as const) : [name]).map((one) => ACCOUNTS[one][chat]);
const inChat = (chats: Chats, chat: ChatName, name: Listed) =>
  chats === chat || chats === 'both' ? `${chat}: [${accountsOf(name, chat).join(', ')}], ` : '';
const person = (chats: Chats) => (name: Listed) =>
  `    - { name: ${name}, ${inChat(chats, 'slack', name)}${inChat(chats, 'teams', name)}` +
  `aws: { account: "${JUMP}", user: ${USERS[name]} }, ` +
  `identity_center: "${centerUserOf(name)}" }`;

const policy = (id: string, role: string, channel: string) => `
  - id: ${id}
    title: { en: ${id} }
    target: { kind: iam-policy, user_account: "${JUMP}", role: ${role}, account: "${PRODUCTION}" }
    longest: 4h
    channel: ${channel}`;

const group = (id: string, role: string, channel: string) => `
  - id: ${id}
    title: { en: ${id} }
    target:
      kind: iam-group
      account: "${JUMP}"
      group: ops
      roles: [{ role: ${role}, account: "${PRODUCTION}" }]
    longest: 4h
    channel: ${channel}`;

const LEAD = 'arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-0123456789abcdef';
const center = (channel: string) => `
  - id: ${IN_CENTER}
    title: { en: ${IN_CENTER} }
    target:
      kind: identity-center
      group: ${CENTER_GROUP}
      leads_to: [{ account: "${PRODUCTION}", permission_set: "${LEAD}" }]
    longest: 4h
    channel: ${channel}`;

const entries = ({ cards, others }: Channels): string => {
  const place = { account: JUMP, channel: cards };
  const elsewhere = { account: JUMP, channel: others };
  return (
    policy('prod-db', 'Db', cards) +
    policy('prod-logs', 'Logs', others) +
    group('prod-ops', 'Ops', cards) +
    group('prod-fix', 'Ops', others) +
    center(cards) +
    shellsYaml(elsewhere) +
    automationsYaml(place) +
    nodesYaml(place)
  );
};

export const SINGLE: readonly string[] = Object.keys(NEEDED).filter(
  (one) => one !== 'prod-db' && one !== IN_NODES,
);
const ONE_APPROVES = `[${SINGLE.join(', ')}]`;
const rule = (id: string, entitlements: string, count: number, max = '1h') => `
  - id: ${id}
    for: ${entitlements}
    eligible: [engineers]
    levels: [{ name: leads, any: ${count}, from: [leads] }]
    lapse: 8m
    max: ${max}
    max_total: ${max}
    warnings: [2m]`;

const workspace: Readonly<Record<Chats, string>> = {
  slack: `slack: ${TEAM}`,
  teams: `teams: ${TENANT}`,
  both: `slack: ${TEAM}, teams: ${TENANT}`,
};
const leads: Readonly<Record<ChatName, string>> = {
  slack: `slack_usergroup: ${LEADS.slack}`,
  teams: `teams_group: ${LEADS.teams}`,
};

export const plainRules = (
  variant: Variant,
) => `${rule('two', 'prod-db', NEEDED['prod-db'][variant])}
${rule('one', ONE_APPROVES, NEEDED['prod-ops'][variant])}
${rule('short', IN_NODES, NEEDED[IN_NODES][variant], '5m')}`;

/** @param owners of a town where they are asked beside the leads. */
export const textOf = (chats: Chats, rules: string, owners = '') => `
workspace: { ${workspace[chats]}, installation: simul1, language: en, zone: Asia/Tokyo }
people:
  from_tags: false
  from_email: false
  listed:
${LISTED.map(person(chats)).join('\n')}
groups:
  engineers: [${ENGINEERS.join(', ')}]
  leads: { ${leads[keeperOf(chats)]} }${owners}
operators:
  people: [dai, chie]
  channel: ${CHANNELS[chats].operators}
  contact: "@platform"
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
entitlements:${entries(CHANNELS[chats])}
rules:${rules}
jitna: { roles: [ProdRequester] }
limits: { open: 3, cooldown: 5m }
`;
