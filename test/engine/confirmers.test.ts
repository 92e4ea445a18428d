/** Who may confirm changed rules is said by the rules in force, whoever keeps their operators. */

import { expect, test } from 'vitest';
import { confirmersOf, mayConfirm } from '../../src/engine/confirmers.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { configOf, edited } from '../config/example.ts';
import { bench } from './context.ts';

const key = (id: string) => `slack:T0PRODDEMO:${id}` as PersonKey;
const [BEN, CHIE] = [key('U0BEN00001'), key('U0CHIE0001')];
const person = (own: PersonKey) => ({ key: own, keys: [own], name: own });

/** The operators are whoever is on call at PagerDuty, which calls this name PBEN001. */
const onCall = (name: string) =>
  configOf(
    edited(
      ['people: [dai]', 'people: [oncall]'],
      ['\ngroups:\n', '\ngroups:\n  oncall: { pagerduty_schedule: PDBAS01 }\n'],
      [`- name: ${name}\n`, `- name: ${name}\n      pagerduty: PBEN001\n`],
    ),
  );

test('a file that calls an operator of a roster by another account makes no operator', async () => {
  const rosters = { entries: async () => [{ pagerduty: 'PBEN001' }] };
  const inForce = confirmersOf(onCall('ben'));
  const { ctx } = bench({ config: onCall('chie'), rosters });
  // As it is read back from the record.
  const kept = JSON.parse(JSON.stringify(inForce)) as typeof inForce;
  expect(await mayConfirm(ctx, kept, person(CHIE), CHIE)).toBe(false);
  expect(await mayConfirm(ctx, kept, person(BEN), BEN)).toBe(true);
});
