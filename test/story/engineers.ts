/** People of the example who come by an identity provider: sessions of the role `Engineer`. */

import type { AwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { BOUNDARY } from '../deploy/stacks.ts';
import type { Chat } from './chats.ts';
import { inWorld } from './acts.ts';
import { JUMP, PRODUCTION } from './seed.ts';
import type { World } from './world.ts';

export const ENGINEER = 'Engineer';
export const LINE = 'prod-logs 1h Look for the failing batch';
export const AIKO = 'aiko@example.com';
export const CHIE = 'chie@example.com';
export const READER = `arn:aws:iam::${PRODUCTION}:role/ProdLogReader`;
const SAML = `arn:aws:iam::${JUMP}:saml-provider/Okta`;

export const trusting = (...Statement: readonly object[]) => ({
  Version: '2012-10-17',
  Statement,
});
export const bySaml = {
  Effect: 'Allow',
  Principal: { Federated: SAML },
  Action: ['sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity'],
  Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
};

/** It carries rights of its own, which are nobody's business here. */
export const STANDING = trusting({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });

export const engineerRole = () => ({
  trust: trusting(bySaml),
  inline: { standing: STANDING },
  boundary: BOUNDARY,
});

export const createEngineer = (aws: AwsStandIn): void =>
  void aws.account(JUMP).createRole(ENGINEER, engineerRole());

/** aiko and chie without users; and everything without MFA, which AWS does not see of them. */
export const asEngineers = (by = 'session') => {
  const session = (text: string, user: string, name: string) =>
    text.replace(`user: ${user} }`, `role: ${ENGINEER}, ${by}: ${name} }`);
  return (text: string): string =>
    session(session(text, 'aiko.sato', AIKO), 'chie.mori', CHIE).replaceAll(
      'mfa: true',
      'mfa: false',
    );
};

/** The key of a session as the identity provider opens it. */
export function signIn(aws: AwsStandIn, sessionName: string, sourceIdentity?: string): string {
  const id = aws.account(JUMP).role(ENGINEER)?.id ?? '';
  const accessKeyId = `ASIA${Buffer.from(`${id}${sessionName}`).toString('hex').toUpperCase()}`;
  aws.account(JUMP).createKey({
    accessKeyId,
    secretAccessKey: 'stand-in-secret',
    sessionToken: 'stand-in-token',
    role: ENGINEER,
    sessionName,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  });
  return accessKeyId;
}

/** Names of the policies at the role. */
export const atEngineer = (aws: AwsStandIn): readonly string[] =>
  Object.keys(aws.account(JUMP).role(ENGINEER)?.inline ?? {}).toSorted();

/** A story of the example's people, some of whom are engineers. */
export const play = (
  story: (world: World) => Promise<void>,
  configure = asEngineers(),
  replicas = 0,
  chat: Chat = 'Slack',
) =>
  inWorld(
    async (world) => {
      createEngineer(world.aws);
      await story(world);
    },
    { chat, configure, replicas },
  );

/** May whoever has this key take on the role of the log readers, at that instant? */
export const may = ({ aws }: World, sessionKey: string, at?: number): boolean =>
  aws.sessionMayAssume({ sessionKey, roleArn: READER, ...(at === undefined ? {} : { at }) })
    .allowed;
