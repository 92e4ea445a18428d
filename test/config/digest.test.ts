/** The digest changes with what decides, and with nothing else. */

import { describe, expect, test } from 'vitest';
import { configOf, edited, EXAMPLE } from './example.ts';

const DIGEST = configOf(EXAMPLE).digest;

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
});
