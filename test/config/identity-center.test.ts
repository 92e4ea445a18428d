/** What the file may say of Identity Center, and what `check` finds in it. */

import { describe, expect, test } from 'vitest';
import { configOf, EXAMPLE, problemsOf, warningsOf } from './example.ts';

const SECTION = `
identity_center:
  account: "444455556666"
  region: ap-northeast-1
  instance: arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6
  store: d-9067a1b2c3
  giver: "arn:aws:iam::444455556666:role/ProdAccessGiver"
  schedules: { role: "arn:aws:iam::444455556666:role/ProdAccessRevoker" }
`;
const SET = 'arn:aws:sso:::permissionSet/ssoins-7223a1b2c3d4e5f6/ps-0123456789abcdef';
const LEAD = `{ account: "111122223333", permission_set: "${SET}" }`;
const entry = (target: string) => `
  - id: prod-sso
    title: Production by the portal
    target: ${target}
    longest: 4h
    channel: C0APPROVE1
`;
const GROUP = `{ kind: identity-center, group: prod-db, leads_to: [${LEAD}] }`;

const file = (target = GROUP, section = SECTION, person = 'identity_center: aiko') =>
  EXAMPLE.replace('\nentitlements:\n', `${section}\nentitlements:\n${entry(target)}`)
    .replace('for: [prod-logs, prod-ops]', 'for: [prod-logs, prod-ops, prod-sso]')
    .replace('    - name: aiko\n', `    - name: aiko\n      ${person}\n`);
const said = (...of: Parameters<typeof file>): string => {
  const problems = problemsOf(file(...of));
  return (problems.length > 0 ? problems : warningsOf(file(...of))).join('\n');
};

describe('a target of Identity Center', () => {
  test('is a group and where it leads, held by a user of the identity store', () => {
    const config = configOf(file());
    expect(config.catalog.entitlements.get('prod-sso')?.targets).toMatchObject([
      { kind: 'identity-center', account: 'd-9067a1b2c3', group: { name: 'prod-db' } },
    ]);
    expect(config.center?.schedules).toEqual({
      group: 'prod-access',
      role: 'arn:aws:iam::444455556666:role/ProdAccessRevoker',
      runbook: 'ProdAccess-EndMembership',
    });
    const aiko = config.people.listed.find(({ name }) => name === 'aiko');
    expect(aiko?.center).toEqual({ account: 'd-9067a1b2c3', user: 'aiko' });
    expect(said()).toBe(warningsOf(EXAMPLE).join('\n'));
  });

  test.each([
    ['two assignments without a group', `{ kind: identity-center, leads_to: [${LEAD}, ${LEAD}] }`],
    ['nothing it leads to', '{ kind: identity-center, group: prod-db }'],
    [
      'a permission set by name',
      '{ kind: identity-center, leads_to: [{ account: "111122223333", permission_set: Admin }] }',
    ],
  ])('with %s is refused, saying what would be right', (_, target) => {
    expect(said(target)).toMatch(/one assignment for each target|leads_to|the ARN of a perm/);
  });

  test('needs the section that says where it is run', () => {
    expect(said(GROUP, '')).toContain('there is no section identity_center');
  });

  test('needs an account of this file, and roles of that account', () => {
    const elsewhere = SECTION.replaceAll('444455556666', '999988887777');
    expect(said(GROUP, elsewhere)).toContain('999988887777 is not among the accounts');
    for (const role of ['Giver', 'Revoker']) {
      const [here, there] = ['444455556666', '111122223333'].map(
        (account) => `iam::${account}:role/ProdAccess${role}`,
      );
      const mixed = SECTION.replace(here ?? '', there ?? '');
      expect(said(GROUP, mixed)).toContain('expected a role of 444455556666');
    }
  });

  test('needs somebody who has a user there', () => {
    const without = file().replace('      identity_center: aiko\n', '');
    expect(warningsOf(without).join()).toContain(
      'nobody who may ask for prod-sso has a user of Identity Center',
    );
  });

  test('is of one person: a user whom two people name is refused', () => {
    const twice = file().replace(
      '    - name: ben\n',
      '    - name: ben\n      identity_center: Aiko\n',
    );
    expect(problemsOf(twice).join()).toContain('Aiko is the user of Identity Center of aiko');
  });
});
