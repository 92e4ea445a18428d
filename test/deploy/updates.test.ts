/** What a stack of deploy/ leaves standing when it goes, and what it may not change as it stays. */

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTemplate, type Resource } from './template.ts';

interface Placed extends Resource {
  readonly file: string;
}

const resources: readonly Placed[] = readdirSync(new URL('../../deploy/', import.meta.url))
  .filter((file) => file.endsWith('.yml'))
  .flatMap((file) => Object.values(readTemplate(file).Resources).map((one) => ({ ...one, file })));
const ofType = (type: string) => resources.filter(({ Type }) => Type === type);

describe('a stack that goes', () => {
  test.each([
    ['AWS::Scheduler::ScheduleGroup', 'every end that is booked in it'],
    ['AWS::DynamoDB::Table', 'the record'],
  ])('leaves %s behind, and with it %s', (type) => {
    const found = ofType(type);
    const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
    expect(found.length).toBeGreaterThan(0);
    expect(found).toMatchObject(found.map(() => kept));
  });
});

/**
 * Never another word in one of them: to CloudFormation a managed policy with another description is
 * another policy, and a policy with a name is not replaced. Whoever has the stack could not update
 * it any more. What has changed is said in a comment beside it.
 */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'identity-center prod-access-center':
    'What prod-access does in Identity Center. It gives in another role',
  'runbook-schedules prod-access-schedules':
    'What prod-access books for the end of what its runbooks give',
  'target-account prod-access-nodes':
    'What prod-access does at Session Manager here. It opens nothing itself',
  'target-account prod-access-nodes-by-tags':
    'Sessions on the nodes, by the document, that the tags of a role session name',
  'target-account prod-access-boundary':
    'The permissions boundary of the roles whose sessions prod-access ends',
  'users-account prod-access-people': 'What prod-access does at IAM users, and what it never does',
  'users-account prod-access-nodes':
    'What prod-access does at Session Manager. It opens nothing itself',
  'users-account prod-access-requests':
    "What prod-access does with AWS's own just-in-time requests. It files none",
  'users-account prod-access-automation':
    'What prod-access does with runbooks. It starts those that are listed',
  'users-account prod-access-trail': 'How prod-access looks up what was done',
  'users-account prod-access-table':
    'How the replicas of prod-access share their records. They delete nothing',
  'users-account prod-access-ledger':
    'How prod-access signs blocks and puts each where there is none',
  'users-account prod-access-boundary':
    'The permissions boundary of whoever may hold access through prod-access',
};

test('a managed policy with a name has the description that it was made with', () => {
  const described = ofType('AWS::IAM::ManagedPolicy').map(
    ({ file, Properties: { ManagedPolicyName: name, Description } }) =>
      [`${file.replace('.yml', '')} ${String(name)}`, Description] as const,
  );
  expect(Object.fromEntries(described)).toEqual(DESCRIPTIONS);
});
