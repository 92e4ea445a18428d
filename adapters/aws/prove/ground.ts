/** What every experiment stands on: names, a memory of what was made, and patience with AWS. */

import * as IAM from '@aws-sdk/client-iam';
import { type Clock, type DurationMs, type EpochMs, SECOND } from '../../../src/kernel/time.ts';
import type { Given, Question, Seen, Thing } from '../../../src/ports/prover.ts';
import type { ProveClients } from './clients.ts';

export interface Ground {
  /** `prod-access-prove-4f0c1a`: everything of this run begins with it. */
  readonly run: string;
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  readonly given: Given;
  readonly aws: ProveClients;
  /** Whatever was sent for, whether or not AWS answered. */
  readonly made: Thing[];
  readonly tell: (question: Question, seen: Seen) => void;
  /** @throws Stopped */
  readonly mayGoOn: () => void;
}

export const PREFIX = 'prod-access-prove-';
export const PATH = '/prod-access-prove/';
export const TAGS = [{ Key: 'prod-access-prove', Value: 'experiment' }];

/** Written down before it is sent for: an answer that is lost leaves nothing unknown behind. */
export async function make<T>(ground: Ground, thing: Thing, create: () => Promise<T>): Promise<T> {
  ground.mayGoOn();
  ground.made.push(thing);
  return create();
}

/** By AWS's clock, to which dates in policies are compared. */
export const awsNowMs = ({ clock, aws }: Ground): EpochMs => clock.nowMs() + aws.skewMs();

/** A second that a policy can name. */
export const wholeSecond = (ms: EpochMs): EpochMs => Math.ceil(ms / SECOND) * SECOND;

export async function pause({ clock, mayGoOn }: Ground, ms: DurationMs): Promise<void> {
  mayGoOn();
  await clock.sleep(ms);
  mayGoOn();
}

interface Patience {
  readonly withinMs: DurationMs;
  /** AWS answers from many places, so that one answer is no proof. */
  readonly inRow?: number;
}

/** How long it took until it was so, and stayed so; undefined when it never was. */
export async function until(
  ground: Ground,
  isSo: () => Promise<boolean>,
  { withinMs, inRow = 3 }: Patience,
): Promise<DurationMs | undefined> {
  const startMs = ground.clock.monotonicMs();
  let sinceMs: number | undefined;
  for (let count = 0; ; ) {
    const askedMs = ground.clock.monotonicMs();
    if (await isSo()) {
      sinceMs ??= askedMs;
      count += 1;
      if (count >= inRow) return sinceMs - startMs;
    } else {
      [sinceMs, count] = [undefined, 0];
      if (askedMs - startMs > withinMs) return undefined;
    }
    await pause(ground, SECOND);
  }
}

type Owner = 'user' | 'group' | 'role';

/** An inline policy of something that was made here. */
export async function putPolicy(
  { aws }: Ground,
  owner: Owner,
  name: string,
  policy: string,
  document: object,
): Promise<void> {
  const put = { PolicyName: policy, PolicyDocument: JSON.stringify(document) };
  if (owner === 'user')
    await aws.iam.send(new IAM.PutUserPolicyCommand({ UserName: name, ...put }));
  else if (owner === 'group')
    await aws.iam.send(new IAM.PutGroupPolicyCommand({ GroupName: name, ...put }));
  else await aws.iam.send(new IAM.PutRolePolicyCommand({ RoleName: name, ...put }));
}

export const allowing = (actions: readonly string[], resources: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }],
});

export async function makeGroup(ground: Ground, suffix: string): Promise<string> {
  const name = `${ground.run}-${suffix}`;
  await make(ground, { kind: 'group', name }, () =>
    ground.aws.iam.send(new IAM.CreateGroupCommand({ GroupName: name, Path: PATH })),
  );
  return name;
}

export const roleArn = ({ account }: Ground, name: string): string =>
  `arn:aws:iam::${account}:role${PATH}${name}`;

export async function makeRole(
  ground: Ground,
  suffix: string,
  principal: object,
  condition: object,
  actions: readonly string[] = ['sts:AssumeRole'],
): Promise<string> {
  const RoleName = `${ground.run}-${suffix}`;
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: actions, Condition: condition }],
  };
  const AssumeRolePolicyDocument = JSON.stringify(trust);
  const asked = { RoleName, Path: PATH, Tags: TAGS, AssumeRolePolicyDocument };
  await make(ground, { kind: 'role', name: RoleName }, () =>
    ground.aws.iam.send(new IAM.CreateRoleCommand(asked)),
  );
  return RoleName;
}

/** A role that a service of AWS may take on for this account. */
export const makeServiceRole = (ground: Ground, suffix: string, service: string) =>
  makeRole(
    ground,
    suffix,
    { Service: service },
    {
      StringEquals: { 'aws:SourceAccount': ground.account },
    },
  );
