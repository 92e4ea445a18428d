/** Just-in-time access of AWS's own, and an entry that carries its requests, for stories. */

import {
  GetAccessTokenCommand,
  SendAutomationSignalCommand,
  type SignalType,
  StartAccessRequestCommand,
  StartSessionCommand,
} from '@aws-sdk/client-ssm';
import { MAY_ASK } from '../stand-ins/aws/access-sample.ts';
import { ssmOf } from '../stand-ins/aws/ssm-sample.ts';
import { BASTION, putNodes, REGION, region } from './nodes.ts';
import { JUMP } from './seed.ts';
import { type Story, cardsIn, storyOf } from './deeds.ts';
import { inWorld } from './acts.ts';
import { type World, type WorldOptions } from './world.ts';

export const REQUESTER = 'ProdRequester';
/** Whoever takes it on chooses the name of their session. */
export const FREE = 'FreeRequester';
const OWN_NAME = ['$', '{aws:username}'].join('');

const trust = (Condition: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: JUMP }, Action: 'sts:AssumeRole', Condition }],
});
const forced = { StringEquals: { 'sts:RoleSessionName': OWN_NAME } };

/** Nodes, policies of AWS's own whose approver is the bot, and roles that may ask. */
export function enableRequests(world: Pick<World, 'aws'>, hours = 1): void {
  putNodes(world);
  const hand = region(world);
  const home = world.aws.account(JUMP);
  hand.enableJustInTime();
  hand.putApprovalPolicy('Everything', { levels: [['prod-access', 'Console']], hours });
  home.createRole(REQUESTER, { trust: trust(forced), inline: { ask: MAY_ASK } });
  home.createRole(FREE, { trust: trust(), inline: { ask: MAY_ASK } });
  home.createRole('Console', { trust: trust(), inline: { approve: MAY_DECIDE } });
}

const MAY_DECIDE = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }],
};

/** `prod-nodes`: requests for nodes with `Role=bastion`. */
export const withRequests = (text: string): string =>
  text
    .replace('\nrules:\n', `${ENTRY}\nrules:\n`)
    .replace('for: [prod-logs, prod-ops]', 'for: [prod-logs, prod-ops, prod-nodes]');

const ENTRY = `
  - id: prod-nodes
    title: { en: Shell on production nodes, ja: 本番ノードのシェル }
    target:
      kind: jitna
      account: "${JUMP}"
      region: ${REGION}
      tag: Role=bastion
    longest: 8h
    channel: C0APPROVE1
    tags: { env: production }
`;

interface Filing {
  readonly role?: string;
  readonly as?: string;
  readonly node?: string;
  readonly reason?: string;
}

/** Somebody files it at AWS, signed in with a role; its id comes back. */
export const file = (
  world: Pick<World, 'aws'>,
  { role = REQUESTER, as = 'aiko.sato', node = BASTION, reason = REASON }: Filing = {},
): string => region(world).fileAccessRequest({ role, sessionName: as, node, reason }).id;

export const REASON = 'Look at the disk of the bastion, INC-1234';
export const seen = (world: Pick<World, 'aws'>, id: string) => region(world).accessRequest(id);

/** What was said with the signals of a request, oldest first. */
export function signals(world: Pick<World, 'aws'>, id: string) {
  const { execution = '' } = seen(world, id) ?? {};
  return region(world)
    .signals(execution)
    .map(({ type, comment = '' }) => `${type}: ${comment}`);
}

/** The card of a request that was filed at AWS, once it is posted. */
export async function cardOf(world: World, opsItem: string): Promise<Story> {
  const card = () => cardsIn(world).find((one) => one.words().includes(opsItem));
  await world.runUntil('the card is posted', () => card() !== undefined);
  return storyOf(world, card());
}

/** Of AWS's console or command line, signed in with a role. */
export function clientOf(world: Pick<World, 'aws'>, role: string, sessionName: string) {
  const key = { accessKeyId: `ASIA${role}${sessionName}`, secretAccessKey: 'session-secret' };
  world.aws.account(JUMP).createKey({ ...key, role, sessionName });
  return ssmOf(world.aws, key, REGION);
}

interface Token {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Of an approved request; good for a quarter of an hour, whatever becomes of that. */
export async function takeToken(
  world: Pick<World, 'aws'>,
  AccessRequestId: string,
): Promise<Token> {
  const asker = clientOf(world, REQUESTER, 'aiko.sato');
  const { Credentials } = await asker.send(new GetAccessTokenCommand({ AccessRequestId }));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

export const openWith = (world: Pick<World, 'aws'>, token: Token, node = BASTION) =>
  ssmOf(world.aws, token, REGION).send(new StartSessionCommand({ Target: node }));

/** Opens a shell with a token of the request. */
export const openByToken = async (world: Pick<World, 'aws'>, id: string, node = BASTION) =>
  openWith(world, await takeToken(world, id), node);

export const statusOf = (world: Pick<World, 'aws'>, id: string) => seen(world, id)?.status;

/** With an IAM user's own keys, which AWS does not take. */
export async function fileAsUser(world: Pick<World, 'aws'>, user: string): Promise<string> {
  const key = { accessKeyId: 'AKIAHUMANS0000000001', secretAccessKey: 'human-secret' };
  world.aws.account(JUMP).createKey({ ...key, user });
  const Targets = [{ Key: 'InstanceIds', Values: [BASTION] }];
  const asked = new StartAccessRequestCommand({ Reason: REASON, Targets });
  return (await ssmOf(world.aws, key, REGION).send(asked)).AccessRequestId ?? '';
}

/** Somebody who may approve at AWS says it there, in the console. */
export const signalThere = (world: World, id: string, SignalType: SignalType) =>
  clientOf(world, 'Console', 'dai').send(
    new SendAutomationSignalCommand({
      AutomationExecutionId: seen(world, id)?.execution,
      SignalType,
    }),
  );

/** A story in a world whose AWS has just-in-time access. */
export const carried =
  (story: (world: World) => Promise<void>, more: WorldOptions = {}) =>
  () =>
    inWorld(
      async (world) => {
        enableRequests(world);
        await story(world);
      },
      { configure: withRequests, ...more },
    );
