/** What was in use before it was said to be active is looked back at like all other access. */

import { expect, test } from 'vitest';
import { lookBackOf, oweLookBack, owedLookBack } from '../../src/case-file/look-back.ts';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Life } from './life.ts';
import { BEN, NOON } from './sample.ts';

function ended(how: 'removed' | 'never-given') {
  const life = new Life();
  life.approve(BEN);
  life.at(NOON + 40 * SECOND).end();
  life.at(NOON + 80 * SECOND).hearEnded(0, how);
  const [said] = life.said('grant-revoked');
  if (!said) throw new Error('It has not ended.');
  return oweLookBack(life.file, said);
}

test('what was given, and ended before it was said to be active, is owed a look back', () => {
  const file = ended('removed');
  expect(owedLookBack(file)).toMatchObject({ dueMs: NOON + 80 * SECOND + 15 * MINUTE });
  expect(lookBackOf(file)).toMatchObject({ fromMs: NOON, toMs: NOON + 80 * SECOND });
});

test('what never was given is owed none', () => {
  expect(owedLookBack(ended('never-given'))).toBeUndefined();
});
