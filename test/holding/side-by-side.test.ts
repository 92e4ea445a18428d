/** The end of one grant cuts nobody who goes on by another. */
import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order, policyTarget } from './sample.ts';

const [A, B] = ['PA-AAAAA', 'PA-BBBBB'] as const;

test('what overlaps without being equal, asked for side by side, is not given twice', () => {
  // Pre-flight of B saw nothing of A: both were only asked for.
  const db = { target: policyTarget('role/prod-db'), facts: factsOf('role/prod-db') };
  const all = { target: groupTarget, facts: factsOf('role/prod-*') };
  const cloud = new Cloud()
    .order(order(A, NOON, NOON + HOUR, db))
    .order(order(B, NOON, NOON + 3 * HOUR, all))
    .until(NOON + HOUR + 5 * MINUTE);
  const may = cloud.may('role/prod-db', cloud.nowMs, ['role/prod-db']);
  const isCut = cloud.state(B) === 'active' && !may;
  expect([isCut, cloud.failure(B)]).toMatchObject([
    false,
    { refusal: { code: 'targets-overlap' } },
  ]);
});

test('a fence at a role counts whoever may take it on, though their entry does not name it', () => {
  const arn = 'arn:aws:iam::111122223333:role/ProdDbOperator';
  const reach = [{ actions: ['sts:AssumeRole'], resources: [arn] }];
  const place = { account: '111122223333', name: 'ProdDbOperator', userid: '*:aiko' };
  const named = { reach, namedRoles: [{ ...place, maxSessionMs: HOUR }], tailMs: 0 };
  const unnamed = { reach, namedRoles: [], tailMs: 12 * HOUR, endless: ['unread'] as const };
  const cloud = new Cloud()
    .order(order(A, NOON, NOON + HOUR, { target: policyTarget(arn), facts: named }))
    .order(order(B, NOON, NOON + 3 * HOUR, { target: groupTarget, facts: unnamed }))
    .until(NOON + HOUR + 5 * MINUTE);
  expect([cloud.state(B), cloud.may(arn, cloud.nowMs, [arn])]).toEqual(['active', true]);
  // What B opens there is denied everything, for 20 min or the longest session.
  const dates = [...cloud.slots.values()].flatMap((slot) =>
    slot.kind === 'fence' && slot.place.on === 'role'
      ? slot.denials.map(({ fromMs }) => fromMs)
      : [],
  );
  expect(dates.filter((fromMs) => fromMs <= cloud.nowMs)).toEqual([]);
});
