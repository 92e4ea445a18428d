/** Where documents are in force, as it is typed: what can be nothing of the kind is refused. */

import { expect, test } from 'vitest';
import { placeTroubles } from '../../src/ops/import-place.ts';
import { PLACE } from './import-samples.ts';

test('what can be an account, a Region or a channel is let through, and so is nothing', () => {
  const channel = '19:0123456789abcdef@thread.tacv2';
  expect([PLACE, { ...PLACE, channel }, {}].map(placeTroubles)).toEqual([[], [], []]);
});

test('each that can be none is told, with what it would look like', () => {
  expect(placeTroubles({ account: '11112222', region: 'Tokyo', channel: 'general' })).toEqual([
    '--account 11112222 is no account: its id has twelve digits.',
    '--region Tokyo is no Region: one looks like ap-northeast-1.',
    "--channel general is no channel: its id looks like C0123ABCD (at the end of the channel's " +
      'details in Slack), or 19:…@thread.tacv2 (in the link to the channel in Teams, decoded).',
  ]);
});
