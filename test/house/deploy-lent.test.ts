/** What the bot could become by the rights of deploy/: nobody, and it lends few roles. */

import { expect, test } from 'vitest';
import { allowed, ofBot, policyOf, type Stated } from './deployed.ts';

test('the bot can neither make users, keys and roles, nor move its own fences away', () => {
  const forbidden =
    /Create|AccessKey|LoginProfile|Attach|Boundary$|UpdateAssumeRolePolicy|PassRole/;
  const writes = [...allowed].filter((action) => /^iam:(?!Get|List)/.test(action));
  // Lent to schedules and to runbooks: what those roles may do, test/deploy says.
  expect(writes.filter((action) => forbidden.test(action))).toEqual(['iam:PassRole']);
});

test('the bot lends roles to two services, and to each only those that are for it', () => {
  const lending = ofBot.flatMap((one) => statements(policyOf(one))).filter(lends);
  expect(lending.map(({ Resource, Condition }) => [Resource, serviceIn(Condition)])).toEqual([
    [{ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/prod-access-runbook' }, 'ssm'],
    [{ Ref: 'RunbookRoles' }, 'ssm'],
    [{ 'Fn::GetAtt': ['Revoker', 'Arn'] }, 'scheduler'],
    [{ 'Fn::GetAtt': ['RunbookRevoker', 'Arn'] }, 'scheduler'],
  ]);
});

const lends = ({ Effect, Action }: Stated) =>
  Effect === 'Allow' && [Action].flat().includes('iam:PassRole');

const serviceIn = (condition: unknown): string | undefined =>
  /^{"StringEquals":{"iam:PassedToService":"(\w+)\.amazonaws\.com"}}$/.exec(
    JSON.stringify(condition),
  )?.[1];

function statements(document: unknown): readonly Stated[] {
  if (typeof document !== 'object' || document === null) return [];
  if ('Effect' in document) return [document as Stated];
  return Object.values(document).flatMap(statements);
}
