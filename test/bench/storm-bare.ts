/** The bare loop in the storm, in a process of its own: the same calls, and nothing besides. */

import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { askingAgain } from '../../adapters/aws/ask-again.ts';
import { ONE_ATTEMPT } from '../../adapters/aws/one-attempt.ts';
import { createRuntime } from '../../adapters/node/runtime.ts';
import { accountIds, ALLOW_NAME, EXTERNAL_ID, INSTALLATION } from './storm-town.ts';
import { roleArn, targetOf, userName } from './storm-town.ts';

const [from = '', to = ''] = process.argv.slice(2);
const LANES = 4;
const FENCE_NAME = `prod-access-${INSTALLATION}-fence-d16f9b5562b0-1`;
const options = { region: 'us-east-1', ...ONE_ATTEMPT };
const { clock } = createRuntime();
const clients = await Promise.all(accountIds.map(clientOf));
process.send?.('ready');
// As fast as it goes; each lane works on one user after the other, and each account has its own.
await Promise.all(clients.flatMap((client) => lanesOf(client)));
// What it took is read while it is there.
process.on('message', () => {});

async function clientOf(account: string): Promise<iam.IAMClient> {
  const { Credentials } = await new sts.STSClient(options).send(
    new sts.AssumeRoleCommand({
      RoleArn: roleArn(account),
      ExternalId: EXTERNAL_ID,
      RoleSessionName: 'bare',
    }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  return askingAgain(new iam.IAMClient({ ...options, credentials }), clock);
}

function lanesOf(client: iam.IAMClient): readonly Promise<void>[] {
  let next = Number(from);
  const lane = async () => {
    while (next < Number(to)) {
      const user = userName(next);
      next += 1;
      await revoke(client, user);
    }
  };
  return Array.from({ length: LANES }, lane);
}

/** Look, fence, take, look. */
async function revoke(client: iam.IAMClient, UserName: string): Promise<void> {
  await look(client, UserName, ALLOW_NAME);
  const PolicyDocument = JSON.stringify(fence());
  await client.send(
    new iam.PutUserPolicyCommand({ UserName, PolicyName: FENCE_NAME, PolicyDocument }),
  );
  await client.send(new iam.DeleteUserPolicyCommand({ UserName, PolicyName: ALLOW_NAME }));
  await look(client, UserName, FENCE_NAME);
}

async function look(client: iam.IAMClient, UserName: string, PolicyName: string): Promise<void> {
  await client.send(new iam.GetUserCommand({ UserName }));
  const policies = async () => {
    await client.send(new iam.ListUserPoliciesCommand({ UserName }));
    await client.send(new iam.GetUserPolicyCommand({ UserName, PolicyName }));
  };
  await policies();
}

function fence(): object {
  const [{ actions, resources }] = targetOf('').reach as [Reach];
  const [Action] = actions;
  const [Resource] = resources;
  const Condition = { DateGreaterThanEquals: { 'aws:CurrentTime': '2026-11-24T09:00:00Z' } };
  const Statement = [{ Effect: 'Deny', Action, Resource, Condition }];
  return { Version: '2012-10-17', Statement };
}

type Reach = ReturnType<typeof targetOf>['reach'][number];
