/** The digest changes with what decides, and with nothing else. */

import { describe, expect, test } from 'vitest';
import { summaryOf } from '../../src/config/config-summary.ts';
import { differences } from '../../src/policy/differences.ts';
import { configOf, edited, EXAMPLE } from './example.ts';

const DIGEST = configOf(EXAMPLE).digest;

/** With what the example has not: Identity Center, and questions that take few answers. */
const ASKING = edited(
  [
    '\nentitlements:\n',
    `
identity_center:
  account: "444455556666"
  region: ap-northeast-1
  instance: arn:aws:sso:::instance/ssoins-7223a1b2c3d4e5f6
  store: d-9067a1b2c3
  giver: "arn:aws:iam::444455556666:role/CenterGiver"
  schedules: { role: "arn:aws:iam::444455556666:role/CenterRevoker" }

entitlements:
`,
  ],
  ['    - name: aiko\n', '    - name: aiko\n      identity_center: aiko\n'],
  [
    '    questions:\n',
    `    questions:
      - { id: way, label: { en: Which way }, allowed: [ondo, undo] }
      - { id: node, label: { en: Which node }, pattern: 'node-[0-9]+' }
`,
  ],
);

describe('the digest is the same', () => {
  test.each([
    ['a comment', 'workspace:', '# comment\nworkspace:'],
    ['members of a group in another order', '[ben, chie, dai]', '[dai, ben, chie]'],
    ['a member named twice', '[ben, chie, dai]', '[ben, chie, dai, ben]'],
    ['entitlements of a rule in another order', '[prod-logs, prod-ops]', '[prod-ops, prod-logs]'],
    ['a title', 'Production operations', 'Operations in production'],
    ['how operators are reached', '"@platform"', '"@sre"'],
    ['the language of the thread', 'language: en', 'language: ja'],
  ])('after a change of %s', (_, from, to) => {
    expect(configOf(edited([from, to])).digest).toBe(DIGEST);
  });

  test('after rules change places', () => {
    const start = EXAMPLE.indexOf('  - id: prod-two-people');
    const middle = EXAMPLE.indexOf('  - id: prod-one-person');
    const end = EXAMPLE.indexOf('# Every one of these');
    const [head, first, second] = [
      EXAMPLE.slice(0, start),
      EXAMPLE.slice(start, middle),
      EXAMPLE.slice(middle, end),
    ];
    const swapped = head + second + first + EXAMPLE.slice(end);
    expect(configOf(swapped).rules.map(({ id }) => id)).toEqual([
      'prod-one-person',
      'prod-two-people',
    ]);
    expect(configOf(swapped).digest).toBe(DIGEST);
  });
});

describe('the digest is another', () => {
  test.each([
    ['a count', 'any: 2', 'any: 1'],
    ['a duration', 'longest: 8h', 'longest: 6h'],
    ['a member', 'engineers: [aiko, ben, ', 'engineers: [aiko, '],
    ['an account in chat', 'U0BEN00001', 'U0BEN00002'],
    ['a principal', 'ben.okafor', 'ben.okafor2'],
    ['a target', 'role: ProdLogReader', 'role: ProdLogWriter'],
    ['MFA', 'mfa: true', 'mfa: false'],
    ['the zone in which times are read', 'zone: Asia/Tokyo', 'zone: Europe/Berlin'],
    ['the installation', 'demo01', 'demo02'],
    ['a limit', 'open: 3', 'open: 4'],
    ['a ticket that is required', 'required: false }', 'required: true }'],
  ])('after a change of %s', (_, from, to) => {
    expect(configOf(edited([from, to])).digest).not.toBe(DIGEST);
  });

  test.each([
    [
      'the user of Identity Center who would hold it',
      'identity_center: aiko',
      'identity_center: mallory',
    ],
    ['the role that gives in Identity Center', 'CenterGiver', 'SomebodysRole'],
    ['the role that schedules are lent', 'CenterRevoker', 'SomebodysRole'],
    ['the answers that a question takes', 'allowed: [ondo, undo]', 'allowed: [ondo, undo, redo]'],
    ['the form of an answer', "pattern: 'node-[0-9]+'", "pattern: '.*'"],
  ])('after a change of %s', (_, from, to) => {
    const after = ASKING.replace(from, to);
    expect(after).not.toBe(ASKING);
    const [one, other] = [configOf(ASKING), configOf(after)];
    expect(other.digest).not.toBe(one.digest);
    expect(differences(summaryOf(one), summaryOf(other))).toHaveLength(1);
  });
});
