/** What docs/mechanisms.md says a grant and its end cost, in writes, is what they cost. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { NamedRole } from '../../src/holding/lease.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { Cloud } from '../holding/cloud.ts';
import { factsOf, groupTarget, NOON, order, policyTarget } from '../holding/sample.ts';

const ROLE: NamedRole = {
  account: '111122223333',
  name: 'ProdDbOperator',
  maxSessionMs: HOUR,
  userid: '*:aiko.sato',
};

const page = readFileSync(new URL('../../docs/mechanisms.md', import.meta.url), 'utf8');
const table = page.slice(page.indexOf('| Writes | Grant | Revoke |'));
const rows = table.slice(0, table.indexOf('\n\n')).split('\n').slice(2);

test.each(rows.map((row) => row.split('|').map((cell) => cell.trim())))(
  '%s%s takes %s writes to grant and %s to end',
  (_, what = '', grant = '', revoke = '') => {
    const target = what.includes('iam-group') ? groupTarget : policyTarget();
    const namedRoles = what.includes('one named role') ? [ROLE] : [];
    const lease = { target, facts: { ...factsOf('role/R'), namedRoles } };
    const { endMs: _end, ...open } = order('PA-AAAAA', NOON, NOON + HOUR, lease);
    const cloud = new Cloud().order(open);
    cloud.until(NOON + 20_000);
    expect(cloud.state('PA-AAAAA')).toBe('active');
    const endMs = cloud.nowMs + HOUR / 2;
    cloud.order({ ...open, revision: 2, endMs }).minutes(5);
    expect(String(cloud.log.length)).toBe(grant);
    cloud.until(endMs).minutes(180);
    expect([...cloud.slots.keys()]).toEqual([]);
    expect(String(cloud.log.length - Number(grant))).toBe(revoke);
  },
);

test('the table of writes has the four cases that it names', () => {
  expect(rows).toHaveLength(4);
});
