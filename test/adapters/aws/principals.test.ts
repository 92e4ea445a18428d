/** Who is who by tags of IAM users, while users come and go. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallRecord } from '../../stand-ins/aws/types.ts';
import { JUMP } from '../../story/seed.ts';
import { createGround, type Ground } from './ground.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
  ground.aws.account(JUMP).tag('aiko.sato', { 'prod-access:email': 'Aiko@Example.com' });
});
afterEach(() => ground.aws.close());

const AIKO = { account: JUMP, user: 'aiko.sato', email: 'aiko@example.com' };

test('a user who is deleted while all are read keeps nobody else from being known', async () => {
  ground.aws.account(JUMP).createUser('short.lived', {});
  const when = ({ params }: CallRecord) => params['UserName'] === 'short.lived';
  const held = ground.aws.faults.add({ kind: 'hold', action: 'ListUserTags', when });
  const entries = ground.principals.entries(0);
  await held.met();
  ground.aws.account(JUMP).deleteUser('short.lived');
  held.release();
  expect(await entries).toEqual([AIKO]);
});

test('what is not answered is no list', async () => {
  ground.aws.faults.add({ kind: 'denied', action: 'ListUserTags' });
  await expect(ground.principals.entries(0)).rejects.toMatchObject({ code: 'aws-refused' });
  expect(await ground.principals.entries(0)).toEqual([AIKO]);
});
