/** What the holder of access does with it at AWS, for stories of what is told of it afterwards. */

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { SSMClient, StartSessionCommand } from '@aws-sdk/client-ssm';
import { BASTION, REGION } from './nodes.ts';
import { JUMP, PRODUCTION } from './seed.ts';
import type { World } from './world.ts';

export const USER = 'aiko.sato';

/** The key of the IAM user, as the console would use it. */
export function keyOf({ aws }: Pick<World, 'aws'>, user = USER): string {
  const accessKeyId = `AKIA${user.replaceAll(/\W/g, '').toUpperCase()}`;
  aws.account(JUMP).createKey({ accessKeyId, secretAccessKey: 'stand-in-secret', user });
  return accessKeyId;
}

/** Opens a session of a role, and answers its key. */
export async function assume(
  world: Pick<World, 'aws'>,
  role: string,
  { user = USER, session = user }: { user?: string; session?: string } = {},
): Promise<string> {
  const credentials = { accessKeyId: keyOf(world, user), secretAccessKey: 'stand-in-secret' };
  const client = new STSClient({ region: 'us-east-1', maxAttempts: 1, credentials });
  const { Credentials } = await client.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${PRODUCTION}:role/${role}`,
      RoleSessionName: session,
      SerialNumber: `arn:aws:iam::${JUMP}:mfa/phone`,
      TokenCode: '123456',
    }),
  );
  return Credentials?.AccessKeyId ?? '';
}

/** Calls one after the other; answers which were allowed. */
export const did = (
  { aws }: Pick<World, 'aws'>,
  accessKeyId: string,
  ...actions: readonly string[]
): readonly boolean[] => actions.map((action) => aws.cloudTrail.did({ accessKeyId, action }));

/** Keys of a command line carry no MFA here: documents of sessions are then opened without. */
export const withoutMfa = (text: string): string =>
  text.replaceAll(/^( +)(document: )/gm, '$1mfa: false\n$1$2');

/** Opens a session on the bastion, as the command line does. */
export async function shell(world: Pick<World, 'aws'>, document: string): Promise<void> {
  const credentials = { accessKeyId: keyOf(world), secretAccessKey: 'stand-in-secret' };
  const client = new SSMClient({ region: REGION, maxAttempts: 1, credentials });
  await client.send(new StartSessionCommand({ Target: BASTION, DocumentName: document }));
}
