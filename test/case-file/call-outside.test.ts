/** What approvers outside the chats are told: requests that wait, and no others. */

import { expect, test } from 'vitest';
import { type AuditEvent, event } from '../../src/audit/event.ts';
import { oweWebhook } from '../../src/case-file/call-outside.ts';
import { SECOND } from '../../src/kernel/time.ts';
import { Life } from './life.ts';
import { BEN, decision, NOON, stage } from './sample.ts';

const facts = { missing: [], lapseMs: NOON };
const reminder = event('approvers-reminded', NOON, 'prod-access', facts) as AuditEvent;
const calls = (life: Life) => life.file.owed.filter(({ effect }) => effect.kind === 'webhook');
const asked = () => new Life({}, decision([stage(1, BEN)]));

test('a reminder is a call of its own, after a moment for the card to be posted', () => {
  const life = asked();
  life.file = oweWebhook(life.file, reminder, 3);
  const effect = { kind: 'webhook', seq: 3, event: 'reminder' };
  expect(calls(life)).toEqual([
    { key: 'webhook:3', effect, dueMs: NOON + 10 * SECOND, failures: 0 },
  ]);
});

test('a card that is posted is not waited for', () => {
  const life = asked();
  const card = { channel: 'C1', message: '1' };
  life.file = oweWebhook({ ...life.file, card }, reminder, 3);
  expect(calls(life)[0]?.dueMs).toBe(NOON);
});

test('nothing else is told, and of what is decided nothing is left to tell', () => {
  const life = asked();
  const denial = { by: 'ben', comment: 'no' };
  const said = event('request-denied', NOON, BEN.key, denial) as AuditEvent;
  expect(oweWebhook(life.file, said, 4)).toBe(life.file);
  life.file = oweWebhook(life.file, reminder, 3);
  life.approve(BEN);
  expect(calls(life)).toEqual([]);
  expect(oweWebhook(life.file, reminder, 5)).toBe(life.file);
});
