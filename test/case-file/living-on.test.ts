/** What access may have opened, and until when it may live on: told though nothing was active. */

import { expect, test } from 'vitest';
import { MINUTE } from '../../src/kernel/time.ts';
import { Life } from './life.ts';
import { BEN, NOON } from './sample.ts';

test('what was ended before it was said to be active may have opened sessions that live on', () => {
  const life = new Life({ tailMs: 60 * MINUTE });
  life.approve(BEN);
  life.at(NOON + 10_000).end();
  life.at(NOON + 40_000).hearEnded(0, 'removed');
  expect(life.said('grant-revoked')[0]?.facts).toMatchObject({
    usedMs: 0,
    tailUntilMs: NOON + 10_000 + 60 * MINUTE,
  });
});
