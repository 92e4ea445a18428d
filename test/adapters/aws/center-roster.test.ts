/** Who is in a group of Identity Center: by the rights of deploy/, page by page, as of now. */

import { beforeEach, describe, expect, test } from 'vitest';
import { MINUTE } from '../../../src/kernel/time.ts';
import { createAws } from '../../../adapters/aws/aws.ts';
import type { CenterRoster } from '../../../adapters/aws/center-roster.ts';
import { centerForEachTest } from '../../deploy/center-ground.ts';

const ground = centerForEachTest();
let roster: CenterRoster;
beforeEach(() => {
  const { config, clock, aws } = ground;
  aws.identityCenter.knobs.ratesApply = false;
  const { centerRoster } = createAws({ region: 'us-east-1', config, clock });
  if (!centerRoster) throw new Error('There is no Identity Center.');
  roster = centerRoster;
});

function fill(group: string, count: number): void {
  const { identityCenter } = ground.aws;
  identityCenter.putGroup(group, {});
  for (let at = 0; at < count; at += 1) {
    identityCenter.putUser(`user${at}`, { emails: [`User${at}@example.com`] });
    identityCenter.join(`user${at}`, group);
  }
}
const reads = (action: string) => ground.aws.calls.filter((call) => call.action === action).length;

test('is its people, by name and address, over all pages', async () => {
  fill('approvers', 130);
  const entries = await roster.entries('approvers', 0);
  expect(entries).toHaveLength(130);
  expect(entries).toContainEqual({ center: 'user0', email: 'user0@example.com' });
  expect(ground.aws.calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
});

test('leaves out who is switched off there', async () => {
  fill('approvers', 2);
  ground.aws.identityCenter.putUser('user0', { disabled: true });
  const entries = await roster.entries('approvers', 0);
  expect(entries.map(({ center }) => center)).toEqual(['user1']);
});

test('and a minute later whoever has been switched off since', async () => {
  fill('approvers', 2);
  await roster.entries('approvers', 0);
  ground.aws.identityCenter.putUser('user0', { disabled: true });
  ground.clock.turn(MINUTE);
  const entries = await roster.entries('approvers', 0);
  expect(entries.map(({ center }) => center)).toEqual(['user1']);
});

test('costs one look at the group, once everybody was seen', async () => {
  fill('approvers', 3);
  await roster.entries('approvers', 0);
  await Promise.all([roster.entries('approvers', 0), roster.entries('approvers', 0)]);
  expect([reads('ListGroupMemberships'), reads('DescribeUser')]).toEqual([2, 3]);
});

describe('is silence, never an empty list', () => {
  test.each(['nowhere', 'nobody-has-this'])('where there is no group %s', async (group) => {
    await expect(roster.entries(group, 0)).rejects.toMatchObject({
      code: 'roster-unreachable',
      message: expect.stringContaining(group),
    });
  });
});
