/** Those who are experimented with: users with keys, and sessions of roles that they take on. */

import * as IAM from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import type { Reach } from '../../../src/catalog/target.ts';
import { MINUTE } from '../../../src/kernel/time.ts';
import { clientsOf, type Credentials, isOfAws } from './clients.ts';
import {
  allowing,
  type Ground,
  make,
  makeRole,
  PATH,
  putPolicy,
  roleArn,
  TAGS,
  until,
} from './ground.ts';

export interface Actor {
  readonly name: string;
  readonly credentials: Credentials;
}

/** What is tried: it harms nothing, and a Region answers it, where changes arrive last. */
export const TRIED = 'ssm:DescribeInstanceInformation';
export const TRIED_REACH: readonly Reach[] = [{ actions: [TRIED], resources: ['*'] }];
export const ALLOWED = allowing([TRIED], ['*']);

const PATIENCE = { withinMs: MINUTE };
/** Things that are merely to be there: one answer is enough. */
const ONCE = { withinMs: MINUTE, inRow: 1 };

export async function makeActor(ground: Ground, suffix: string): Promise<Actor> {
  const { iam } = ground.aws;
  const UserName = `${ground.run}-${suffix}`;
  await make(ground, { kind: 'user', name: UserName }, () =>
    iam.send(new IAM.CreateUserCommand({ UserName, Path: PATH, Tags: TAGS })),
  );
  const { AccessKey } = await iam.send(new IAM.CreateAccessKeyCommand({ UserName }));
  const accessKeyId = AccessKey?.AccessKeyId ?? '';
  const secretAccessKey = AccessKey?.SecretAccessKey ?? '';
  return { name: UserName, credentials: { accessKeyId, secretAccessKey } };
}

/** Whether AWS lets them do what is tried: a key it does not know yet lets nobody. */
export async function may(ground: Ground, credentials: Credentials): Promise<boolean> {
  try {
    const { ssm } = clientsOf(credentials, ground);
    await ssm.send(new DescribeInstanceInformationCommand({ MaxResults: 5 }));
    return true;
  } catch (error) {
    if (isOfAws(error, 'AccessDenied', ...UNKNOWN_KEY)) return false;
    throw error;
  }
}

const UNKNOWN_KEY = ['UnrecognizedClient', 'InvalidClientTokenId'];

export const untilAllowed = (ground: Ground, who: Credentials) =>
  until(ground, () => may(ground, who), PATIENCE);
export const untilRefused = (ground: Ground, who: Credentials, withinMs = 2 * MINUTE) =>
  until(ground, async () => !(await may(ground, who)), { withinMs });

/** A role for these users, whose sessions bear the name of whoever opens them. */
export async function makeNamedRole(
  ground: Ground,
  suffix: string,
  actors: readonly Actor[],
  allowed: object,
): Promise<string> {
  const anybody = { AWS: `arn:aws:iam::${ground.account}:root` };
  const name = await makeRole(ground, suffix, anybody, {
    StringEquals: { 'sts:RoleSessionName': '${aws:username}' },
  });
  await putPolicy(ground, 'role', name, 'allow', allowed);
  const assume = allowing(['sts:AssumeRole'], [roleArn(ground, name)]);
  for (const actor of actors) await putPolicy(ground, 'user', actor.name, 'assume', assume);
  return name;
}

/** Undefined when AWS refuses it. */
export async function assumed(
  ground: Ground,
  { credentials }: Actor,
  role: string,
  RoleSessionName: string,
  SourceIdentity?: string,
): Promise<Credentials | undefined> {
  const { sts } = clientsOf(credentials, ground);
  const asked = { RoleArn: roleArn(ground, role), RoleSessionName, DurationSeconds: 900 };
  const source = SourceIdentity === undefined ? {} : { SourceIdentity };
  try {
    const command = new AssumeRoleCommand({ ...asked, ...source });
    const { Credentials: given } = await sts.send(command);
    return {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
    };
  } catch (error) {
    if (isOfAws(error, 'AccessDenied', ...UNKNOWN_KEY)) return undefined;
    throw error;
  }
}

/** A session in their own name: their key and the role may still be on their way. */
export async function sessionOf(
  ground: Ground,
  actor: Actor,
  role: string,
  source?: string,
): Promise<Credentials> {
  let session: Credentials | undefined;
  const opened = async () => {
    session = await assumed(ground, actor, role, actor.name, source);
    return session !== undefined;
  };
  await until(ground, opened, ONCE);
  if (!session) throw new Error('no session of the role was opened within a minute');
  return session;
}
