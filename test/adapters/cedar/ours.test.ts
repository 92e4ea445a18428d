/** What statements of ours may speak of, and what comes of them. */

import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../../src/kernel/time.ts';
import type { Attributes } from '../../../src/ports/policy-engine.ts';
import { AIKO, BEN, EVE, holds, load, loaded, QUESTION, saidOf, TUESDAY } from './questions.ts';

const ATTRIBUTES: Attributes = {
  division: 'Finance',
  centerGroups: ['g-1'],
  centerUser: 'u-1',
  principalTags: { AccessLevel: 'Elevated' },
};

describe('a statement may speak of', () => {
  test('hour, minute, weekday and date, in the zone of the configuration', () => {
    expect(holds('context.hour == 18 && context.minute == 2')).toBe(true);
    expect(holds('context.weekday == 2 && context.weekdayName == "Tuesday"')).toBe(true);
    expect(holds('context.date == "2026-11-24"')).toBe(true);
    const midnight = Date.UTC(2026, 11, 26, 16);
    expect(holds('context.weekdayName == "Sunday" && context.hour == 1', { atMs: midnight })).toBe(
      true,
    );
    expect(holds('context.weekday == 6', { atMs: midnight, zone: 'UTC' })).toBe(true);
  });

  test('the hour of a zone with summer time, on both sides of its change', () => {
    const zone = 'Europe/Berlin';
    const changes = Date.UTC(2026, 2, 29, 1);
    expect(holds('context.hour == 1', { atMs: changes - MINUTE, zone })).toBe(true);
    expect(holds('context.hour == 3', { atMs: changes, zone })).toBe(true);
  });

  test('how long it would be: a part of a minute counts as a whole one', () => {
    expect(holds('context.durationMinutes > 60', { durationMs: 60 * MINUTE })).toBe(false);
    expect(holds('context.durationMinutes > 60', { durationMs: 60 * MINUTE + 1 })).toBe(true);
  });

  test('people, their groups and who is on call', () => {
    expect(holds('principal == User::"aiko" && principal in Group::"engineers"')).toBe(true);
    expect(holds('principal in Group::"contractors"')).toBe(false);
    expect(holds('principal.onCall && context.onCall', { onCall: true })).toBe(true);
  });

  test('what AWS knows of them', () => {
    const known = { attributes: ATTRIBUTES };
    expect(holds('principal has division && principal.division == "Finance"', known)).toBe(true);
    expect(holds('principal has costCenter', known)).toBe(false);
    expect(holds('principal.centerGroups.contains("g-1")', known)).toBe(true);
    const tag = 'context.iam.principalTags';
    const elevated = `${tag}.hasTag("AccessLevel") && ${tag}.getTag("AccessLevel") == "Elevated"`;
    expect(holds(elevated, known)).toBe(true);
    expect(holds(elevated)).toBe(false);
  });

  test('the entry: its id, its tags, the accounts it leads to, the kinds of it', () => {
    expect(holds('resource == Entitlement::"prod-db" && resource.id == "prod-db"')).toBe(true);
    expect(holds('resource.hasTag("env") && resource.getTag("env") == "production"')).toBe(true);
    expect(holds('resource.accounts.contains("111122223333")')).toBe(true);
    expect(holds('resource.accounts.contains("444455556666")')).toBe(false);
    expect(holds('resource.kinds.contains("iam-policy")')).toBe(true);
    expect(holds('context.targetKinds.contains("iam-policy")')).toBe(true);
    expect(holds('context has account && context.account == "111122223333"')).toBe(true);
  });

  test('tickets, calendars, denials, grants and break-glass', () => {
    expect(holds('context has ticket')).toBe(false);
    expect(holds('context has ticket && context.ticket like "INC-*"', { ticket: 'INC-1' })).toBe(
      true,
    );
    expect(holds('context.frozen.contains("year-end")', { closed: ['year-end'] })).toBe(true);
    expect(holds('context.recentDenials >= 2', { recentDenials: 2 })).toBe(true);
    expect(holds('context.liveGrants > 0', { liveGrants: 1 })).toBe(true);
    expect(holds('context.breakGlass', { breakGlass: true })).toBe(true);
  });
});

describe('of whom it speaks', () => {
  const forbid = { text: 'forbid(principal in Group::"contractors", action, resource);' };

  test('a colleague who asks is no way around a statement about the one who would hold it', () => {
    const held = { beneficiary: BEN, heldGroups: ['contractors'] };
    expect(saidOf(loaded(forbid), held).forbid).toEqual(['p.cedar#0']);
    expect(saidOf(loaded(forbid)).forbid).toEqual([]);
  });

  test('what approves at once has to approve both of them', () => {
    const engine = loaded({
      as: 'auto-approve',
      text: 'permit(principal in Group::"engineers", action, resource);',
    });
    expect(saidOf(engine).auto).toHaveLength(1);
    expect(saidOf(engine, { beneficiary: BEN, heldGroups: [] }).auto).toEqual([]);
    expect(saidOf(engine, { beneficiary: BEN, heldGroups: ['engineers'] }).auto).toHaveLength(1);
  });

  test('who only calls themselves like somebody in the file is not that person', () => {
    const engine = loaded({
      as: 'auto-approve',
      text: `permit(principal, action, resource)
        when { principal has name && principal.name == "ben" };`,
    });
    const imposter = { ...EVE, name: 'ben' };
    expect(saidOf(engine, { requester: imposter, beneficiary: imposter }).auto).toEqual([]);
    expect(saidOf(engine, { requester: BEN, beneficiary: BEN }).auto).toHaveLength(1);
  });
});

describe('three kinds of files', () => {
  const when = (effect: string, condition: string) =>
    `${effect}(principal, action, resource) when { ${condition} };`;

  test('all that match are named, whatever they do', () => {
    const quota = { name: 'small.cedar', times: 3, perMs: 1 };
    const engine = loaded(
      { name: 'never.cedar', text: when('forbid', 'context.hour == 18') },
      { name: 'ask.cedar', as: 'no-auto', text: when('forbid', 'context.minute == 2') },
      { name: 'small.cedar', as: 'auto-approve', quota, text: when('permit', 'true') },
      { name: 'other.cedar', as: 'auto-approve', text: when('permit', 'context.onCall') },
    );
    expect(saidOf(engine)).toEqual({
      forbid: ['never.cedar#0'],
      noAuto: ['ask.cedar#0'],
      auto: [{ statement: 'small.cedar#0', quota }],
    });
  });

  test('a statement that fails refuses, though it only permits', () => {
    const big = 'context.liveGrants + 9223372036854775807 > 0';
    for (const as of ['forbid', 'no-auto', 'auto-approve'] as const) {
      const effect = as === 'auto-approve' ? 'permit' : 'forbid';
      const engine = loaded({ as, text: when(effect, big) });
      expect(engine.evaluate({ ...QUESTION, liveGrants: 0 })).toMatchObject({ ok: true });
      expect(engine.evaluate({ ...QUESTION, liveGrants: 1 })).toMatchObject({
        ok: false,
        code: 'policy-failed',
        facts: { what: expect.stringMatching(/^p\.cedar#0 \(.*overflow/) },
      });
    }
  });

  test('what is no number refuses', () => {
    const engine = loaded({ text: when('forbid', 'context.durationMinutes > 60') });
    const answer = engine.evaluate({ ...QUESTION, durationMs: Number.NaN });
    expect(answer).toMatchObject({ ok: false, code: 'policy-failed' });
  });
});

test('an engine says what has to be looked up for it', () => {
  const plain = 'forbid(principal in Group::"engineers", action, resource);';
  expect(loaded({ text: plain })).toMatchObject({
    groups: ['engineers'],
    asksAws: false,
    asksNodes: false,
  });
  const more = 'forbid(principal has division, action, resource)';
  const asking = `forbid(principal, action, resource)
    when { principal has division && resource.hasTag("x") };`;
  expect(load({ text: more })).toMatchObject({ ok: false });
  expect(loaded({ text: asking })).toMatchObject({ groups: [], asksAws: true, asksNodes: true });
});

test('an engine that was loaded before goes on as it was', () => {
  const before = loaded({ text: 'forbid(principal, action, resource);' });
  const after = loaded({ text: 'forbid(principal, action, resource) when { context.onCall };' });
  expect(saidOf(before, { requester: AIKO, atMs: TUESDAY }).forbid).toHaveLength(1);
  expect(saidOf(after).forbid).toEqual([]);
});
