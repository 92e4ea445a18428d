/** A workspace and two accounts with many people, and all that the real program needs to know. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initTable } from '../../adapters/dynamodb/init.ts';
import { createRuntime } from '../../adapters/node/runtime.ts';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { startDynamo } from '../stand-ins/dynamodb/dynamo.ts';
import { type Slack, startSlack } from '../stand-ins/slack/slack.ts';
import { ADMIN, BOT, CHANNELS, JUMP, PRODUCTION, seedAccounts, TEAM } from '../story/seed.ts';
import { freePort } from './program.ts';

export interface Town {
  readonly aws: AwsStandIn;
  readonly slack: Slack;
  readonly folder: string;
  readonly database: string;
  readonly port: number;
  /** Of `serve`, over Socket Mode. */
  readonly env: Readonly<Record<string, string>>;
  may(user: string, role: string): boolean;
  close(): Promise<void>;
}

/** What people ask for: its id, the role it leads to, its channel, and how many approve. */
export const ENTITLEMENTS = [
  { id: 'db', role: 'ProdDbOperator', channel: 'C0APPROVE1', count: 2 },
  { id: 'logs', role: 'ProdLogReader', channel: 'C0APPROVE2', count: 1 },
  { id: 'ops', role: 'ProdOperator', channel: 'C0APPROVE3', count: 1 },
  { id: 'db-now', role: 'ProdDbOperator', channel: 'C0APPROVE4', count: 1 },
] as const;
export type EntitlementId = (typeof ENTITLEMENTS)[number]['id'];

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${name}${at + 1}`);
export const ENGINEERS = numbered('engineer', 8);
export const LEADS = numbered('lead', 3);
export const OUTSIDER = 'outsider1';
export const EVERYBODY = [...ENGINEERS, ...LEADS, OUTSIDER];
export const slackId = (name: string): string => `U0${name.toUpperCase()}`;

/** @param isShared the records are in a table, for several replicas, and not in a file. */
export async function createTown({ isShared = false } = {}): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-process-'));
  const aws = await createAwsStandIn({ now: Date.now, accounts: accounts() });
  const slack = await startSlack({ now: Date.now, seed: workspace(), tokens: TOKENS });
  const port = await freePort();
  const dynamo = isShared ? await startDynamo() : undefined;
  const database = isShared ? 'dynamodb:prod-access' : join(folder, 'prod-access.db');
  const configFile = join(folder, 'prod-access.yml');
  writeFileSync(configFile, CONFIG);
  if (dynamo) {
    const { clock } = createRuntime();
    await initTable({ table: 'prod-access', region: 'us-east-1', ...dynamo, clock });
  }
  return {
    aws,
    slack,
    folder,
    database,
    port,
    env: {
      PROD_ACCESS_STAND_IN: 'yes',
      PROD_ACCESS_CONFIG: configFile,
      PROD_ACCESS_DATABASE: database,
      PORT: String(port),
      SLACK_BOT_TOKEN: slack.tokens.bot,
      SLACK_APP_TOKEN: slack.tokens.app,
      SLACK_API_URL: slack.apiUrl,
      AWS_ENDPOINT_URL: aws.url,
      ...(dynamo ? { AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint } : {}),
      AWS_ACCESS_KEY_ID: BOT.accessKeyId,
      AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
      AWS_REGION: 'us-east-1',
    },
    may(user, role) {
      const roleArn = `arn:aws:iam::${PRODUCTION}:role/${role}`;
      return aws.mayAssume({ account: JUMP, user, roleArn, mfa: true }).allowed;
    },
    async close() {
      await slack.close();
      await aws.close();
      await dynamo?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Run by whoever may do all in the account of the users, as operators are. */
export const BY_ADMIN = {
  AWS_ACCESS_KEY_ID: ADMIN.accessKeyId,
  AWS_SECRET_ACCESS_KEY: ADMIN.secretAccessKey,
};

function accounts() {
  return seedAccounts({ users: Object.fromEntries(EVERYBODY.map((name) => [name, {}])) });
}

const TOKENS = { bot: 'xoxb-1111-2222-standin', app: 'xapp-1-A0STANDIN-3333-standin' };
const BOT_USER = 'U0PRODACC';

function workspace() {
  const members = [BOT_USER, ...EVERYBODY.map(slackId)];
  return {
    app: { teamId: TEAM },
    people: EVERYBODY.map((name) => ({ id: slackId(name), name, teamId: TEAM })),
    channels: [
      ...ENTITLEMENTS.map(({ id, channel }) => ({ id: channel, name: `approve-${id}`, members })),
      { id: CHANNELS.ops, name: 'ops', members: [BOT_USER, slackId('lead1')] },
    ],
  };
}

const person = (name: string) =>
  `    - { name: ${name}, slack: ${slackId(name)}, aws: { account: "${JUMP}", user: ${name} } }`;
const target = (id: string, role: string) =>
  id === 'ops'
    ? `{ kind: iam-group, account: "${JUMP}", group: prod-operators,
        roles: [{ role: ${role}, account: "${PRODUCTION}" }] }`
    : `{ kind: iam-policy, user_account: "${JUMP}", role: ${role},
        account: "${PRODUCTION}" }`;

export const CONFIG = `
workspace: { slack: ${TEAM}, installation: night1, language: en, zone: Asia/Tokyo }
people:
  from_tags: false
  from_email: false
  listed:
${EVERYBODY.map(person).join('\n')}
groups:
  engineers: [${ENGINEERS.join(', ')}]
  leads: [${LEADS.join(', ')}]
operators: { people: [lead1], channel: ${CHANNELS.ops}, contact: "@platform" }
accounts:
  - { id: "${JUMP}", name: jump }
  - id: "${PRODUCTION}"
    name: production
    role: { arn: "arn:aws:iam::${PRODUCTION}:role/prod-access", external_id: prod-access-demo }
entitlements:
${ENTITLEMENTS.map(
  ({ id, role, channel }) => `  - id: ${id}
    title: { en: "Production ${id}" }
    target: ${target(id, role)}
    longest: 4h
    channel: ${channel}`,
).join('\n')}
rules:
${ENTITLEMENTS.map(
  ({ id, count }) => `  - id: rule-${id}
    for: ${id}
    eligible: [engineers]
    levels: [{ name: leads, any: ${count}, from: [leads] }]
    lapse: 1h
    max: 4h
    max_total: 8h
    warnings: [10m, 1m]`,
).join('\n')}
`;
