/** Groups of the catalogue that nobody could be given, or not beside something else. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { allow, policy } from '../../process/tidy.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { createExamined, type ExaminedGround } from './examined.ts';
import { OPERATOR } from './ground.ts';

let ground: ExaminedGround;
beforeEach(async () => {
  ground = await createExamined();
});
afterEach(() => ground.aws.close());

const jump = () => ground.aws.account(JUMP);
const holds = (document: object) => {
  jump().putPolicy('groups', 'prod-operators', 'operate', document);
};
const unfit = { kind: 'group-unfit', account: JUMP, group: 'prod-operators' };

test('a group that is not there is told before anybody asks for it', async () => {
  jump().deleteGroup('prod-operators');
  expect(await ground.found()).toEqual([{ ...unfit, problem: 'missing' }]);
});

test('a group that no Deny could end is told, and one that could write IAM', async () => {
  holds(policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }));
  expect(await ground.found()).toEqual([{ ...unfit, problem: 'unfenceable' }]);
  holds(allow('iam:PutUserPolicy'));
  expect(await ground.found()).toMatchObject([{ ...unfit, problem: 'dangerous' }]);
});

test('a group that shares a role with another entry is noted, unless spelt alike', async () => {
  const shared = async () => (await ground.notes()).filter((one) => one.kind === 'targets-overlap');
  holds(allow('sts:AssumeRole', OPERATOR));
  expect(await shared()).toEqual([]);
  holds(allow('sts:AssumeRole', `arn:aws:iam::${PRODUCTION}:role/ProdDb*`));
  const entitlements = ['prod-db', 'prod-ops'];
  expect(await shared()).toEqual([{ kind: 'targets-overlap', account: JUMP, entitlements }]);
});
