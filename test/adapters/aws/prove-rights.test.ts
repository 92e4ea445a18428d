/** The rights of deploy/ are enough for every experiment, and end at its own things. */

import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { createProveTown, NODE, SANDBOX } from '../../ops/prove-town.ts';

const rights: unknown = JSON.parse(
  readFileSync(new URL('../../../deploy/iam-prove-policy.json', import.meta.url), 'utf8')
    .replaceAll('SANDBOX_ACCOUNT', SANDBOX)
    .replaceAll('SANDBOX_NODE', NODE),
);

test('an operator with them alone runs all experiments and leaves nothing behind', async () => {
  const town = await createProveTown({ inline: { prove: rights as object } });
  const before = town.everything();
  const { code, rows } = await town.run();
  expect(rows.filter(({ verdict }) => verdict !== 'as assumed')).toEqual([]);
  expect(code).toBe(0);
  expect(town.everything()).toBe(before);
  await town.close();
});

test('and may change nobody who was there before', async () => {
  const town = await createProveTown({ inline: { prove: rights as object } });
  const ask = (action: string, resource: string) =>
    town.aws.may({ account: SANDBOX, user: 'operator', action, resource }).allowed;
  const [ours, theirs] = ['prod-access-prove/prod-access-prove-1-a', 'operator'];
  for (const action of ['iam:PutUserPolicy', 'iam:CreateAccessKey', 'iam:DeleteUser']) {
    expect(ask(action, `arn:aws:iam::${SANDBOX}:user/${ours}`)).toBe(true);
    expect(ask(action, `arn:aws:iam::${SANDBOX}:user/${theirs}`)).toBe(false);
  }
  await town.close();
});
