/** One entry for several accounts: what the file may say, and what comes of it. */

import { describe, expect, test } from 'vitest';
import { targetsIn } from '../../src/catalog/account-choice.ts';
import { configOf, EXAMPLE, problemsOf, warningsOf } from './example.ts';

const [HERE, THERE] = ['111122223333', '444455556666'] as const;
const SET = 'arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-0123456789abcdef';
const CENTER = `
identity_center:
  account: "${THERE}"
  region: ap-northeast-1
  instance: arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6
  store: d-9067a1b2c3
  giver: "arn:aws:iam::${THERE}:role/ProdAccessGiver"
  schedules: { role: "arn:aws:iam::${THERE}:role/ProdAccessRevoker" }
`;
const both = `["${HERE}", "${THERE}"]`;
const role = (where: string, name = 'ProdReader') =>
  `{ kind: iam-policy, user_account: "${THERE}", role: ${name}, ${where} }`;
const assigned = (where: string, more = '') =>
  `{ kind: identity-center, ${more}leads_to: [{ ${where}, permission_set: "${SET}" }] }`;

/** With `prod-any`, which has this target, or these. */
const file = (targets: string) =>
  EXAMPLE.replace(
    '\nentitlements:\n',
    `${targets.includes('identity-center') ? CENTER : ''}
entitlements:
  - id: prod-any
    title: Any account
    ${targets.startsWith('[') ? 'targets' : 'target'}: ${targets}
    longest: 4h
    channel: C0APPROVE1
`,
  )
    .replace('for: [prod-logs, prod-ops]', 'for: [prod-logs, prod-ops, prod-any]')
    .replace('    - name: aiko\n', '    - name: aiko\n      identity_center: aiko\n');
const entry = (targets: string) => configOf(file(targets)).catalog.entitlements.get('prod-any');

describe('an entry for several accounts', () => {
  test('is given in the one that is chosen, and in none without a choice', () => {
    const found = entry(role(`accounts: ${both}`));
    expect(found?.accounts).toEqual([HERE, THERE]);
    const roleIn = (account?: string) => found && targetsIn(found, account);
    for (const account of [HERE, THERE]) {
      expect(roleIn(account)).toMatchObject([{ roles: [{ account, name: 'ProdReader' }] }]);
    }
    expect([roleIn('999988887777'), roleIn()]).toEqual([[], []]);
  });

  test('gives the same permission set in each, without a group', () => {
    const found = entry(assigned(`accounts: ${both}`));
    expect(found && targetsIn(found, THERE)).toMatchObject([{ leads: [{ account: THERE }] }]);
  });

  test('may lead to more, which is given with each of them', () => {
    const found = entry(
      `[${role(`accounts: ${both}`)}, ${role(`account: "${HERE}"`, 'ProdWriter')}]`,
    );
    const names = [HERE, THERE].map((account) =>
      (found ? targetsIn(found, account) : []).flatMap((one) => ('roles' in one ? one.roles : [])),
    );
    expect(names).toEqual([
      [
        { account: HERE, name: 'ProdReader' },
        { account: HERE, name: 'ProdWriter' },
      ],
      [
        { account: THERE, name: 'ProdReader' },
        { account: HERE, name: 'ProdWriter' },
      ],
    ]);
    expect(warningsOf(file(role(`accounts: ${both}`)))).toEqual(warningsOf(EXAMPLE));
  });

  test.each([
    ['both account and accounts', role(`account: "${HERE}", accounts: ${both}`), 'either account'],
    ['one account alone', role(`accounts: ["${HERE}"]`), 'at least 2'],
    ['an account twice', role(`accounts: ["${HERE}", "${HERE}"]`), 'is there twice'],
    ['accounts without a role', `{ kind: iam-policy, accounts: ${both} }`, 'user_account'],
    ['a group', assigned(`accounts: ${both}`, 'group: ops, '), 'a group leads to all'],
    [
      'neither account nor accounts',
      assigned('account_: 1').replace('account_: 1, ', ''),
      'either',
    ],
    [
      'another choice in each target',
      `[${role(`accounts: ${both}`)}, ${role(`accounts: ["${THERE}", "${HERE}"]`, 'ProdWriter')}]`,
      'offer different accounts',
    ],
  ])('with %s is refused, saying what would be right', (_, targets, said) => {
    expect(problemsOf(file(targets)).join('\n')).toContain(said);
  });
});
