/** The example that people copy: sound as it stands, and the company that the demo plays. */

import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../src/config/check.ts';
import { decide } from '../../src/policy/decide.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { configOf, EXAMPLE, problemsOf, warningsOf } from './example.ts';
import { NOTHING_SAID } from '../../src/policy/statement.ts';

describe('the example', () => {
  const config = configOf(EXAMPLE);

  test('has no problem and nothing to warn about', () => {
    expect(problemsOf(EXAMPLE)).toEqual([]);
    expect(warningsOf(EXAMPLE)).toEqual([]);
    expect(checkConfig(config)).toEqual([]);
  });

  test('explains every key above it or beside it', () => {
    expect(EXAMPLE.match(/^ *#/gm)?.length).toBeGreaterThan(50);
  });

  test('is the company of the demo', () => {
    expect(config.slack?.team).toBe('T0PRODDEMO');
    expect(config.people.listed.map(({ name, key }) => `${name} ${key}`)).toEqual([
      'aiko slack:T0PRODDEMO:U0AIKO0001',
      'ben slack:T0PRODDEMO:U0BEN00001',
      'chie slack:T0PRODDEMO:U0CHIE0001',
      'dai slack:T0PRODDEMO:U0DAI00001',
      'mallory slack:T0PRODDEMO:U0MALLORY1',
    ]);
    expect(config.operators).toMatchObject({
      who: [{ person: 'dai', key: 'slack:T0PRODDEMO:U0DAI00001' }],
      channel: 'C0OPS00001',
    });
    expect([...config.catalog.entitlements.values()].map(({ channel }) => channel)).toEqual(
      Array(3).fill('C0APPROVE1'),
    );
  });

  test('leads to the role in production from users who live elsewhere', () => {
    expect(config.catalog.entitlements.get('prod-db')).toMatchObject({
      title: { en: 'Production database, read and write', ja: '本番データベース（読み書き）' },
      targets: [
        {
          kind: 'iam-policy',
          account: '444455556666',
          mfa: true,
          reach: [
            {
              actions: ['sts:AssumeRole'],
              resources: ['arn:aws:iam::111122223333:role/ProdDbOperator'],
            },
          ],
          roles: [{ account: '111122223333', name: 'ProdDbOperator' }],
        },
      ],
      maxMs: 4 * HOUR,
    });
    expect(config.catalog.entitlements.get('prod-ops')?.targets).toEqual([
      {
        kind: 'iam-group',
        account: '444455556666',
        group: 'prod-operators',
        roles: [{ account: '111122223333', name: 'ProdOperator' }],
      },
    ]);
  });

  test.each([
    ['aiko', 'prod-db', 'needs-approval'],
    ['aiko', 'prod-ops', 'needs-approval'],
    ['ben', 'prod-db', 'needs-approval'],
    ['mallory', 'prod-db', 'forbidden'],
    ['mallory', 'prod-logs', 'forbidden'],
  ])('%s asking for %s: %s', (name, id, kind) => {
    const requester = config.people.listed.find((person) => person.name === name);
    const entitlement = config.catalog.entitlements.get(id);
    if (!requester || !entitlement) throw new Error('The example lacks its people.');
    const groups = new Map(
      [...config.groups].flatMap(([group, { source }]) =>
        source.kind === 'listed' ? [[group, { known: true, keys: source.keys }] as const] : [],
      ),
    );
    const { rules, people } = config;
    const facts = { requester, beneficiary: requester, entitlement, durationMs: HOUR, rules };
    expect(decide({ ...facts, groups, people: people.listed, said: NOTHING_SAID }).kind).toBe(kind);
  });
});
