/** Somebody takes a role, as at a prompt, and goes on with the keys of the session. */

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { JUMP, PRODUCTION, type World } from './world.ts';

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Of aiko. Says how to ask whether the session may do this. */
export async function openRoleSession(
  world: World,
  role: string,
  name: string,
  action: string,
): Promise<() => boolean> {
  const { accessKeyId } = await openRole(world, role, name);
  return () => world.aws.sessionMay({ sessionKey: accessKeyId, action, resource: '*' }).allowed;
}

/** Of aiko. */
export async function openRole(world: World, role: string, name: string): Promise<Keys> {
  const keys = { accessKeyId: 'AKIAAIKO000000000001', secretAccessKey: 'aikos-own' };
  world.aws.account(JUMP).createKey({ ...keys, user: 'aiko.sato' });
  return assume(world, keys, `arn:aws:iam::${PRODUCTION}:role/${role}`, name);
}

/** From a session into another role, under a name of its own. Answers with the key's id. */
export const goOn = async (world: World, keys: Keys, role: string): Promise<string> =>
  (await assume(world, keys, role, 'somebody')).accessKeyId;

async function assume(world: World, credentials: Keys, RoleArn: string, name: string) {
  const at = { endpoint: world.aws.url, region: 'us-east-1', maxAttempts: 1 };
  const client = new STSClient({ ...at, credentials });
  try {
    const asked = { RoleArn, RoleSessionName: name, DurationSeconds: 3600 };
    const { Credentials: made } = await client.send(new AssumeRoleCommand(asked));
    return {
      accessKeyId: made?.AccessKeyId ?? '',
      secretAccessKey: made?.SecretAccessKey ?? '',
      sessionToken: made?.SessionToken ?? '',
    };
  } finally {
    client.destroy();
  }
}

/** The stand-in's keys carry no second factor. */
export const WITHOUT_MFA = {
  configure: (text: string) => text.replaceAll('mfa: true', 'mfa: false'),
};
