/** A user who is called otherwise now, while another has the old name. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { JUMP } from '../../story/seed.ts';
import { createGround, type Ground } from './ground.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
});
afterEach(() => ground.aws.close());

test('a user who is called otherwise now is not gone, though another has the name', async () => {
  const jump = ground.aws.account(JUMP);
  jump.join('aiko.sato', 'prod-operators');
  jump.renameUser('aiko.sato', 'aiko.tanaka');
  jump.createUser('aiko.sato', {});
  // Still in the group, with the keys and the id that were given access.
  expect(jump.user('aiko.tanaka')).toMatchObject({ id: ground.holder.uniqueId });
  expect(jump.members('prod-operators')).toEqual(['aiko.tanaka']);
  await expect(ground.observe()).rejects.toMatchObject({
    code: 'aws-refused',
    message: 'The user aiko.sato is called aiko.tanaka now; call it as before.',
  });
});
