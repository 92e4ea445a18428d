/** A membership of which only its tag is left: taken at an operator's word, the tag after it. */

import { expect, test } from 'vitest';
import { closeAttempt, openAttempts } from '../../src/holding/attempt.ts';
import { adoptMember } from '../../src/holding/adopted.ts';
import { converge } from '../../src/holding/converge.ts';
import type { Holding } from '../../src/holding/holding.ts';
import type { Seen } from '../../src/holding/look.ts';
import { emptyHolding } from '../../src/holding/order.ts';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import { contentOf } from './cloud.ts';
import { holder, NOON } from './sample.ts';

const GROUP = 'prod-operators';
const MEMBER = { kind: 'member', group: GROUP, groupId: 'AGPAOURS' } as const;
const TAG = { kind: 'tag', group: GROUP } as const;
type Slots = readonly Seen['found'][number]['id'][];

const adopted = adoptMember(emptyHolding(holder), { group: GROUP, groupId: 'AGPAOURS' }, NOON);
const asked = { content: contentOf, mayRemoveUnknown: true };

function look(holding: Holding | undefined, slots: Slots, nowMs: number, more = asked) {
  const found = slots.map((id) => ({ id, content: '' }));
  const seen: Seen = { principal: 'present', found, facts: {} };
  return converge({ ...more, holding: holding ?? emptyHolding(holder), seen, nowMs });
}

test('goes first, and its tag only once it is sure to be gone; then it is forgotten', () => {
  const first = look(adopted, [MEMBER, TAG], NOON);
  expect(first.steps).toEqual([{ do: 'remove', id: MEMBER }]);
  const opened = first.steps.map((step) => ({ id: '1', step }));
  const sent = closeAttempt(openAttempts(first.holding, opened, NOON), '1', 'done', NOON);
  const early = look(sent, [TAG], NOON + 20 * SECOND);
  expect(early.holding.dueMs).toBeDefined();
  expect(look(early.holding, [MEMBER, TAG], NOON + 21 * SECOND).steps).toEqual(first.steps);
  const late = look(early.holding, [TAG], NOON + MINUTE);
  expect([early.steps, late.steps]).toEqual([[], [{ do: 'remove', id: TAG }]]);
  expect(look(late.holding, [], NOON + 2 * MINUTE).holding.adopted).toBeUndefined();
});

test.each([
  ['no operator has confirmed', [MEMBER, TAG], { ...asked, mayRemoveUnknown: false }],
  ['the store is an older copy', [MEMBER, TAG], { ...asked, copySinceMs: NOON }],
  ['its tag is gone, so that nothing says that it is ours', [MEMBER], asked],
] as const)('stays where %s', (_, slots, more) => {
  expect(look(adopted, slots, NOON, more).steps).toEqual([]);
});

test('another group that has its name by now is not touched', () => {
  const other = { ...MEMBER, groupId: 'AGPAOTHER' };
  expect(look(adopted, [other, TAG], NOON).steps).toEqual([{ do: 'remove', id: TAG }]);
});
