/** Somebody takes a role, as at a prompt, and goes on with the keys of the session. */

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { JUMP, PRODUCTION, type World } from './world.ts';

/** Of aiko. Says how to ask whether the session may do this. */
export async function openRoleSession(
  world: World,
  role: string,
  name: string,
  action: string,
): Promise<() => boolean> {
  const credentials = { accessKeyId: 'AKIAAIKO000000000001', secretAccessKey: 'aikos-own' };
  world.aws.account(JUMP).createKey({ ...credentials, user: 'aiko.sato' });
  const client = new STSClient({
    endpoint: world.aws.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials,
  });
  const RoleArn = `arn:aws:iam::${PRODUCTION}:role/${role}`;
  try {
    const { Credentials } = await client.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: name, DurationSeconds: 3600 }),
    );
    const sessionKey = Credentials?.AccessKeyId ?? '';
    return () => world.aws.sessionMay({ sessionKey, action, resource: '*' }).allowed;
  } finally {
    client.destroy();
  }
}

/** The stand-in's keys carry no second factor. */
export const WITHOUT_MFA = {
  configure: (text: string) => text.replaceAll('mfa: true', 'mfa: false'),
};
