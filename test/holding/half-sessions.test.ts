/** Sessions that rights of the holder and access of ours opened together: node and document. */

import { expect, test } from 'vitest';
import { targetKey } from '../../src/catalog/target.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { AT, by, lease, ONE, open, OWN, shell, TWO } from './nodes.ts';
import { NOON } from './sample.ts';

const [A, B] = ['PA-AAAAA', 'PA-BBBBB'] as const;

test('on the node, by a document of their own: ended with the access', () => {
  const cloud = new Cloud().order(lease(A, shell(ONE), NOON, NOON + HOUR)).minutes(5);
  const [own, elsewhere] = [open(cloud, ONE, OWN), open(cloud, TWO, OWN)];
  cloud.minutes(50);
  expect([own(), elsewhere()]).toEqual([true, true]);
  cloud.minutes(10);
  expect([own(), elsewhere(), cloud.state(A)]).toEqual([false, true, 'ended']);
});

test('is left while another grant of the same still holds the node', () => {
  const cloud = new Cloud()
    .order(lease(A, shell(ONE), NOON, NOON + 20 * MINUTE))
    .order(lease(B, shell(ONE), NOON, NOON + HOUR))
    .minutes(5);
  const own = open(cloud, ONE, OWN);
  cloud.minutes(40);
  expect([cloud.report(A)?.state, own()]).toEqual(['ended', true]);
  cloud.minutes(20);
  expect([cloud.state(B), own()]).toEqual(['ended', false]);
});

test('opened again and again by other rights after the end, it holds up no proof', () => {
  const cloud = new Cloud().order(lease(A, shell(ONE), NOON, NOON + HOUR)).minutes(63);
  for (let times = 0; times < 20; times += 1) {
    open(cloud, ONE, OWN);
    cloud.until(cloud.nowMs + 10_000);
  }
  expect(cloud.state(A)).toBe('ended');
  const last = open(cloud, ONE, OWN);
  cloud.minutes(30);
  expect(last()).toBe(true);
});

test('where Systems Manager is silent at the end, those of before are ended when it speaks', () => {
  const cloud = new Cloud().order(lease(A, shell(ONE), NOON, NOON + HOUR)).minutes(30);
  const own = open(cloud, ONE, OWN);
  cloud.minutes(29).unread = { targets: [], sessions: [AT.region] };
  cloud.minutes(40);
  expect([own(), cloud.state(A)]).toEqual([true, 'active']);
  const later = open(cloud, ONE, OWN);
  cloud.unread = undefined;
  cloud.minutes(5);
  expect([own(), later(), cloud.state(A)]).toEqual([false, true, 'ended']);
});

test('of access that was proved to be gone, none is looked for at the end of another', () => {
  const cloud = new Cloud().order(lease(A, shell(ONE), NOON, NOON + 10 * MINUTE)).minutes(60);
  expect([...cloud.slots.keys()]).toEqual([]);
  cloud.order(lease(B, shell(TWO), cloud.nowMs, cloud.nowMs + 10 * MINUTE)).minutes(2);
  const own = open(cloud, ONE, OWN);
  cloud.minutes(40);
  expect([own(), [...cloud.slots.keys()].length]).toEqual([true, 1]);
});

test.each([
  ['on its node', ONE, false],
  ['elsewhere', TWO, true],
])('of which AWS names no document, %s', (_, node, isLeft) => {
  const cloud = new Cloud().order(lease(A, shell(ONE), NOON, NOON + HOUR)).minutes(5);
  const session = open(cloud, node, '');
  cloud.minutes(50);
  expect(session()).toBe(true);
  cloud.minutes(10);
  expect([session(), cloud.state(A)]).toEqual([isLeft, 'ended']);
});

test('is left while another grant of some of the nodes may have helped as well', () => {
  const cloud = new Cloud()
    .order(lease(A, shell(ONE, TWO), NOON, NOON + 20 * MINUTE))
    .order(lease(B, shell(TWO, 'i-0aaaaaaaaaaaaaaa1'), NOON, NOON + HOUR))
    .minutes(5);
  const [first, second] = [open(cloud, ONE, OWN), open(cloud, TWO, OWN)];
  cloud.minutes(30);
  expect([first(), second()]).toEqual([false, true]);
  cloud.minutes(30);
  expect([second(), cloud.report(B)?.state]).toEqual([false, 'ended']);
});

test('is ended though another grant has begun since, which cannot have opened it', () => {
  const other = { ...AT, document: 'ProdAccess-Shell-240m' };
  const cloud = new Cloud()
    .order(lease(A, shell(ONE), NOON, NOON + HOUR))
    .order(lease(B, by(other, TWO), NOON + HOUR, NOON + 5 * HOUR))
    .minutes(30);
  const own = open(cloud, ONE, other.document);
  cloud.minutes(35);
  expect([cloud.report(A)?.state, cloud.state(B), own()]).toEqual(['ended', 'active', false]);
});

test('opened as the access begins, it is not cut when another ends at that moment', () => {
  const cloud = new Cloud()
    .order(lease(A, shell(TWO), NOON, NOON + HOUR))
    .order(lease(B, shell(ONE), NOON + HOUR - 5000, NOON + 2 * HOUR))
    .until(NOON + HOUR - 2000);
  const own = open(cloud, ONE, OWN);
  cloud.minutes(50);
  expect([cloud.report(A)?.state, cloud.state(B), own()]).toEqual(['ended', 'active', true]);
  cloud.minutes(15);
  expect([cloud.state(B), own()]).toEqual(['ended', false]);
});

test('opened by other rights before access that opens the same begins, it is not cut', () => {
  const cloud = new Cloud().order(lease(A, shell(TWO), NOON, NOON + HOUR)).minutes(30);
  const other = by({ ...AT, document: 'ProdAccess-Shell-240m' }, ONE);
  const own = open(cloud, ONE, other.document);
  cloud.order(lease(B, other, NOON + HOUR + MINUTE, NOON + 2 * HOUR)).minutes(60);
  expect([cloud.report(A)?.state, cloud.state(B), own()]).toEqual(['ended', 'active', true]);
});

test('of what was refused and never given, none is ended', () => {
  const cloud = new Cloud().order(lease(A, shell(ONE), NOON, NOON + HOUR)).minutes(5);
  const other = by({ ...AT, document: 'ProdAccess-Shell-240m' }, TWO);
  cloud.order(lease(B, other, cloud.nowMs, NOON + 3 * HOUR)).minutes(1);
  const own = open(cloud, TWO, other.document);
  cloud.minutes(60);
  expect([cloud.failure(B)?.state, cloud.state(A), own()]).toEqual(['failed', 'ended', true]);
});

test('is not held by another grant that was never given', () => {
  const cloud = new Cloud().order(lease(A, shell(ONE), NOON, NOON + HOUR)).minutes(30);
  const exact = open(cloud, ONE, AT.document);
  const wide = shell(ONE, TWO);
  cloud.minutes(29).unread = { targets: [targetKey(wide)], sessions: [] };
  cloud.order(lease(B, wide, cloud.nowMs, cloud.nowMs + HOUR)).minutes(3);
  expect([cloud.report(A)?.state, exact()]).toEqual(['ended', false]);
});

test('by the document of access that was proved to be gone is no business of that any more', () => {
  const other = by({ ...AT, document: 'ProdAccess-Admin-GUI' }, ONE);
  const first = lease(A, shell(ONE), NOON, NOON + 4 * HOUR);
  const cloud = new Cloud().order(first).minutes(10);
  cloud.order({ ...first, revision: 2, endMs: cloud.nowMs }).minutes(40);
  cloud.order(lease(B, other, cloud.nowMs, NOON + 3 * HOUR)).minutes(2);
  const own = open(cloud, ONE, AT.document);
  const third = by({ ...AT, document: 'ProdAccess-Shell-240m' }, ONE);
  cloud.order(lease('PA-CCCCC', third, cloud.nowMs, cloud.nowMs + 10 * MINUTE)).minutes(20);
  expect([cloud.state(B), own()]).toEqual(['active', true]);
  cloud.minutes(150);
  expect(own()).toBe(false);
});

test('is ended though its removal was written off while Systems Manager was silent', () => {
  const cloud = new Cloud().order(lease(A, shell(ONE), NOON, NOON + HOUR)).minutes(30);
  const own = open(cloud, ONE, OWN);
  cloud.minutes(29).unread = { targets: [], sessions: [AT.region] };
  cloud.minutes(10);
  const off = { ...lease(A, shell(ONE), NOON, NOON + HOUR), revision: 2, writtenOff: true };
  cloud.order(off).minutes(5);
  expect([cloud.report(A), own()]).toMatchObject([{ how: 'written-off' }, true]);
  cloud.unread = undefined;
  cloud.minutes(5);
  expect(own()).toBe(false);
});

test('is ended by a bot whose clock is behind, too: what came after it cannot tell', () => {
  const cloud = new Cloud().order(lease(A, shell(ONE), NOON, NOON + HOUR)).minutes(50);
  const own = open(cloud, ONE, OWN);
  cloud.observer = { name: 'woken', aheadMs: -10 * MINUTE };
  cloud.isClockWrong = true;
  const early = { ...lease(A, shell(ONE), NOON, cloud.nowMs - 10 * MINUTE), revision: 2 };
  cloud.order(early);
  for (let waitedS = 0; waitedS < 60; waitedS += 5) {
    cloud.nowMs += 5_000;
    cloud.pass();
  }
  expect(own()).toBe(false);
});
