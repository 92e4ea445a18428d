/** The runbooks that `deploy/` ships, and entitlements that lead to them, for stories. */

import { readFileSync } from 'node:fs';
import { openForm } from './acts.ts';
import { JUMP, PRODUCTION, usersStack } from './stacks.ts';
import type { World } from './world.ts';

export const REGION = 'ap-northeast-1';
export const RUNBOOK_ROLE = `arn:aws:iam::${JUMP}:role/prod-access-runbook`;
export const LOG_READER = `arn:aws:iam::${PRODUCTION}:role/ProdLogReader`;
export const GROUP = 'prod-operators';

const SHIPPED = {
  GrantPolicy: 'grant-policy',
  RevokePolicy: 'revoke-policy',
  ObservePolicy: 'observe-policy',
  GrantGroup: 'grant-group',
  RevokeGroup: 'revoke-group',
  ObserveGroup: 'observe-group',
};

export const shipped = (name: keyof typeof SHIPPED): string =>
  readFileSync(new URL(`../../deploy/runbooks/${SHIPPED[name]}.yml`, import.meta.url), 'utf8');

export const region = ({ aws }: Pick<World, 'aws'>) => aws.ssm.region(JUMP, REGION);

/** Work that takes its time: it writes a tag, waits, and takes the tag away. */
const WORK = {
  schemaVersion: '0.3',
  description: 'Drains a queue.',
  assumeRole: '{{ AutomationAssumeRole }}',
  parameters: {
    AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn' },
    UserName: { type: 'String' },
    Queue: { type: 'String', allowedValues: ['orders', 'mails'] },
  },
  mainSteps: [
    {
      name: 'begin',
      action: 'aws:executeAwsApi',
      inputs: {
        Service: 'iam',
        Api: 'TagUser',
        UserName: '{{ UserName }}',
        Tags: [{ Key: 'draining', Value: '{{ Queue }}' }],
      },
    },
    { name: 'drain', action: 'aws:sleep', inputs: { Duration: 'PT10M' } },
    {
      name: 'finish',
      action: 'aws:executeAwsApi',
      inputs: {
        Service: 'iam',
        Api: 'UntagUser',
        UserName: '{{ UserName }}',
        TagKeys: ['draining'],
      },
    },
  ],
};

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

/** Without all of its rights, it cannot change groups. */
export function setRunbookRights({ aws }: Pick<World, 'aws'>, has: boolean): void {
  const work = usersStack().roles['prod-access-runbook']?.inline?.['work'] ?? policy();
  const { Statement = [] } = work as { readonly Statement?: readonly object[] };
  const kept = Statement.filter((one) => has || !JSON.stringify(one).includes('group/'));
  aws.account(JUMP).putPolicy('roles', 'prod-access-runbook', 'work', policy(...kept));
}

/** What drains queues acts in a role of its own, as runbooks of one's own should. */
const DRAINS = policy(
  {
    Effect: 'Allow',
    Action: ['iam:TagUser', 'iam:UntagUser'],
    Resource: `arn:aws:iam::${JUMP}:user/*`,
    Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['draining'] } },
  },
  { Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: '*' },
  {
    Effect: 'Allow',
    Action: 'ssm:StopAutomationExecution',
    Resource: `arn:aws:ssm:*:${JUMP}:automation-execution/*`,
  },
);

/** Published as an operator would, with the role in which one of them acts. */
export function putRunbooks(world: Pick<World, 'aws'>): void {
  const hand = region(world);
  for (const name of Object.keys(SHIPPED) as (keyof typeof SHIPPED)[]) {
    hand.publishRunbook(`ProdAccess-${name}`, shipped(name));
  }
  hand.publishRunbook('ProdAccess-DrainQueue', WORK);
  hand.setAlarm('prod-errors', 'OK');
  world.aws.account(JUMP).createRole('queue-drainer', {
    trust: policy({
      Effect: 'Allow',
      Principal: { Service: 'ssm.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    inline: { work: DRAINS },
  });
  world.aws.settle();
}

export const runsOf = (world: World, runbook: string) =>
  region(world).executions(`ProdAccess-${runbook}`);

/** The dated policies that runbooks wrote at aiko. */
export const windowsOf = ({ aws }: World): readonly string[] => {
  const user = aws.account(JUMP).state().users['aiko.sato'];
  return Object.entries(user?.inline ?? {})
    .filter(([name]) => name.startsWith('change-window-'))
    .map(([, document]) => document);
};

export const isOnShift = ({ aws }: World): boolean =>
  aws.account(JUMP).state().users['aiko.sato']?.groups.includes(GROUP) ?? false;

export const isDraining = ({ aws }: World): boolean =>
  aws
    .account(JUMP)
    .state()
    .users['aiko.sato']?.tags.some(({ key }) => key === 'draining') ?? false;

/** Asks by the form, with what is to be filled in there. */
export async function askByForm(
  world: World,
  line: string,
  values: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const form = await openForm(world, line);
  return (await form.send(values)).problems;
}
