/** What an examination finds of roles: what their sessions could widen, and what lives on. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { allow } from '../../process/tidy.ts';
import { PRODUCTION } from '../../story/seed.ts';
import { createExamined, type ExaminedGround, sound } from './examined.ts';

let ground: ExaminedGround;
beforeEach(async () => {
  ground = await createExamined(sound());
});
afterEach(() => ground.aws.close());

const give = (role: string, action: string, resource = '*') =>
  ground.aws.account(PRODUCTION).putPolicy('roles', role, 'more', allow(action, resource));

test('a role whose sessions could write permissions is found', async () => {
  give('ProdOperator', 'iam:PutUserPolicy');
  const action = 'iam:PutUserPolicy';
  const unfit = { kind: 'role-unfit', account: PRODUCTION, role: 'ProdOperator', action };
  expect(await ground.found()).toEqual([unfit]);
});

test('a role that leads on, or opens shells, is worth a note', async () => {
  give('ProdOperator', 'sts:AssumeRole', `arn:aws:iam::${PRODUCTION}:role/Deployer`);
  give('ProdDbOperator', 'ecs:ExecuteCommand');
  expect(await ground.found()).toEqual([]);
  const notes = (await ground.notes()).filter(({ kind }) => kind === 'role-endless');
  expect(notes).toMatchObject([
    { role: 'ProdDbOperator', endless: ['shells'] },
    { role: 'ProdOperator', endless: ['roles'] },
  ]);
});
