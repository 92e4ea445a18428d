/** Identity Center with people, groups and permission sets, as deploy/ makes it, for stories. */

import { CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import * as SSM from '@aws-sdk/client-ssm';
import type { Given } from '../deploy/parameters.ts';
import type { Stack } from '../deploy/stacks.ts';
import { deployStack } from '../deploy/template.ts';
import { INSTANCE, INSTANCE_ID, STORE } from '../stand-ins/aws/center-types.ts';
import { ADMIN, JUMP, PRODUCTION } from './seed.ts';
import { centerStack } from './stacks.ts';
import type { World } from './world.ts';

export const CENTER_REGION = 'us-east-1';
export const GROUP = 'prod-db-operators';
export const SET = 'ProdDbOperator';
export const READER = 'ProdLogReader';

const policy = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

/** Before the bot starts: its configuration names what this makes. */
export async function putCenter(aws: World['aws'], given: Given = {}): Promise<void> {
  const { identityCenter: center } = aws;
  center.knobs.ratesApply = false;
  for (const user of ['aiko', 'ben', 'mallory']) {
    center.putUser(user, { emails: [`${user}@example.com`] });
  }
  center.putGroup(GROUP);
  center.putPermissionSet(SET, { sessionMinutes: 60, inline: policy('rds:*') });
  center.putPermissionSet(READER, { sessionMinutes: 120, inline: policy('logs:Get*') });
  center.assign({ group: GROUP, account: PRODUCTION, permissionSet: SET });
  await putStack(aws, given);
}

const givenTo = (aws: World['aws']) => ({
  InstanceId: INSTANCE_ID,
  StoreId: STORE,
  Groups: `arn:aws:identitystore:::group/${aws.identityCenter.group(GROUP)?.id}`,
  PermissionSets: arnOf(aws, READER),
  Accounts: `arn:aws:sso:::account/${PRODUCTION}`,
});
export const centerOf = (aws: World['aws']): Stack => centerStack(givenTo(aws), CENTER_REGION);

/** What `deploy/identity-center.yml` makes. */
async function putStack(aws: World['aws'], change: Given): Promise<void> {
  const given = { ...givenTo(aws), ...change };
  const { policies, roles, attached } = centerStack(given, CENTER_REGION);
  const home = aws.account(JUMP);
  home.seed({ policies, roles });
  for (const [role, names] of Object.entries(attached)) {
    for (const name of names) home.attachPolicy('roles', role, name);
  }
  const stack = deployStack('identity-center.yml', given, { account: JUMP });
  const { Name, Content } = stack['EndMembership'] as { Name: string; Content: object };
  const options = {
    endpoint: aws.url,
    region: CENTER_REGION,
    maxAttempts: 1,
    credentials: ADMIN,
  };
  const { Name: group } = stack['Schedules'] as { Name: string };
  await new SchedulerClient(options).send(new CreateScheduleGroupCommand({ Name: group }));
  await new SSM.SSMClient(options).send(
    new SSM.CreateDocumentCommand({
      Name,
      Content: JSON.stringify(Content),
      DocumentType: 'Automation',
      DocumentFormat: 'JSON',
    }),
  );
  aws.settle();
}

/** The bot anew, with a configuration that names all this. */
export async function useCenter(world: World): Promise<void> {
  await putCenter(world.aws);
  await world.stopBot();
  await world.startBot(withCenter(world.aws));
}

const arnOf = (aws: World['aws'], set: string): string =>
  aws.identityCenter.permissionSet(set)?.arn ?? '';

/** `prod-sso` by a group, `prod-sso-logs` by an assignment; aiko and ben are users there. */
export const withCenter =
  (aws: World['aws']) =>
  (text: string): string =>
    text
      .replace('\nentitlements:\n', `${SECTION}\nentitlements:\n`)
      .replace('\nrules:\n', `${entitlements(aws)}\nrules:\n`)
      .replace('for: [prod-logs, prod-ops]', 'for: [prod-logs, prod-ops, prod-sso, prod-sso-logs]')
      .replaceAll(
        /^( *)- name: (aiko|ben|mallory)$/gm,
        (line, space: string, name: string) => `${line}\n${space}  identity_center: ${name}`,
      );

const SECTION = `
identity_center:
  account: "${JUMP}"
  region: ${CENTER_REGION}
  instance: ${INSTANCE}
  store: ${STORE}
  portal: https://${STORE}.awsapps.com/start
  giver: "arn:aws:iam::${JUMP}:role/ProdAccessGiver"
  schedules: { role: "arn:aws:iam::${JUMP}:role/ProdAccessRevoker" }
`;

const entitlements = (aws: World['aws']) => `
  - id: prod-sso
    title: { en: Production database by the portal, ja: 本番データベース（ポータル） }
    target:
      kind: identity-center
      group: ${GROUP}
      leads_to:
        - { account: "${PRODUCTION}", permission_set: "${arnOf(aws, SET)}" }
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }

  - id: prod-sso-logs
    title: { en: Production logs by the portal, ja: 本番ログ（ポータル） }
    target:
      kind: identity-center
      leads_to:
        - { account: "${PRODUCTION}", permission_set: "${arnOf(aws, READER)}" }
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }
`;

/** What the portal would let somebody do now. */
export const maySignIn = ({ aws }: World, set = SET, user = 'aiko'): boolean =>
  aws.maySignIn({ user, account: PRODUCTION, permissionSet: set });
export const booked = ({ aws }: World) => aws.scheduler.schedules(JUMP);
