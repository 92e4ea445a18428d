/** Machines of another account than the users', and how people come to them, for stories. */

import { SSMClient, StartSessionCommand } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ACCESS_ROLE } from '../../src/catalog/access-role.ts';
import { inWorld } from './acts.ts';
import { keyOf } from './at-aws.ts';
import type { Chat } from './chats.ts';
import { dmsOf } from './deeds.ts';
import { BASTION, GUI, GUI_DOCUMENT, OTHER, REGION, SHELL, SHELL_DOCUMENT } from './nodes.ts';
import { JUMP, PRODUCTION } from './seed.ts';
import type { World } from './world.ts';

export const there = ({ aws }: Pick<World, 'aws'>) => aws.ssm.region(PRODUCTION, REGION);

/** A bastion by its tag, and another machine of the same account. */
export function putNodesThere(world: Pick<World, 'aws'>): void {
  const hand = there(world);
  world.aws.ssm.knobs.ratesApply = false;
  hand.putNode(BASTION, { name: 'bastion', tags: { Role: 'bastion' } });
  hand.putNode(OTHER, { name: 'batch', tags: { Role: 'batch' } });
  hand.putDocument(SHELL, SHELL_DOCUMENT);
  hand.putDocument(GUI, GUI_DOCUMENT);
}

/** `prod-far` and `prod-far-gui`: a shell and a tunnel in the account of production. */
export const withNodesThere = (text: string): string =>
  text
    .replace('\nrules:\n', `${ENTITLEMENTS}\nrules:\n`)
    .replace('for: [prod-logs, prod-ops]', 'for: [prod-logs, prod-ops, prod-far, prod-far-gui]');

const ENTITLEMENTS = `
  - id: prod-far
    title: { en: Shell on the bastion of production, ja: 本番の踏み台のシェル }
    target:
      kind: ssm-node
      user_account: "${JUMP}"
      account: "${PRODUCTION}"
      region: ${REGION}
      tag: Role=bastion
      document: ${SHELL}
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }

  - id: prod-far-gui
    title: { en: Admin GUI of production, ja: 本番の管理画面 }
    target:
      kind: ssm-port-forward
      user_account: "${JUMP}"
      account: "${PRODUCTION}"
      region: ${REGION}
      tag: Role=bastion
      document: ${GUI}
      local_port: 8443
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }
`;

export const LINE = 'prod-far 1h Look at the disk of the bastion';

export const play =
  (story: (world: World) => Promise<void>, configure = withNodesThere, chat: Chat = 'Slack') =>
  (): Promise<void> =>
    inWorld(
      async (world) => {
        putNodesThere(world);
        await story(world);
      },
      { chat, configure },
    );

/** The nodes of both are picked. */
export const withPicking = (text: string): string =>
  withNodesThere(text).replaceAll(/^ {6}tag: Role=bastion$/gm, '$&\n      pick: true');

export type Tags = Readonly<Record<string, string>>;

/** As the last direct message has them, ready to paste. */
export function tagsToldTo(world: World, document: string = SHELL): Tags {
  const commands = dmsOf(world, 'aiko')
    .join('\n')
    .split('\n')
    .filter((line) => line.includes('assume-role') && line.includes(`Value=${document}`));
  const each = (commands.at(-1) ?? '').matchAll(/Key=([^,]+),Value=(\S*\w)/g);
  return Object.fromEntries(Array.from(each, ([, key = '', value = '']) => [key, value]));
}

interface Coming {
  readonly user?: string;
  readonly session?: string;
  readonly mfa?: boolean;
}

/** Takes on the access role, and answers the keys of its session, or how it was refused. */
export async function comeIn(
  world: Pick<World, 'aws'>,
  tags: Tags,
  { user = 'aiko.sato', session = user, mfa = true }: Coming = {},
): Promise<Keys | string> {
  const credentials = { accessKeyId: keyOf(world, user), secretAccessKey: 'stand-in-secret' };
  const client = new STSClient({ region: 'us-east-1', maxAttempts: 1, credentials });
  const device = { SerialNumber: `arn:aws:iam::${JUMP}:mfa/phone`, TokenCode: '123456' };
  const command = new AssumeRoleCommand({
    RoleArn: `arn:aws:iam::${PRODUCTION}:role/${ACCESS_ROLE}`,
    RoleSessionName: session,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...(mfa ? device : {}),
  });
  return client.send(command).then(
    ({ Credentials: given }) => ({
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
    }),
    (error: unknown) => (error as Error).name,
  );
}

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The same where it has to succeed. */
export async function keysFor(world: World, document: string = SHELL): Promise<Keys> {
  const keys = await comeIn(world, tagsToldTo(world, document));
  if (typeof keys === 'string') throw new Error(keys);
  return keys;
}

/** Opens a session as the command line does: its id, or how it was refused. */
export const opens = (keys: Keys, DocumentName: string = SHELL, Target: string = BASTION) =>
  new SSMClient({ region: REGION, maxAttempts: 1, credentials: keys })
    .send(new StartSessionCommand({ Target, DocumentName }))
    .then(
      ({ SessionId = '' }) => SessionId,
      (error: unknown) => (error as Error).name,
    );

export const openThere = ({ aws }: World) =>
  aws.sessionsOf({ account: PRODUCTION, region: REGION, live: true });

/** Names of the policies at the access role. */
export const atAccessRole = ({ aws }: World): readonly string[] =>
  Object.keys(aws.account(PRODUCTION).role(ACCESS_ROLE)?.inline ?? {});
