/** Change Calendars at AWS, through the rights of deploy/: asked for a moment, once for many. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/kernel/time.ts';
import { createAws } from '../../../adapters/aws/aws.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import { EXAMPLE } from '../../config/example.ts';
import { putChangeCalendar } from '../../story/freezes.ts';
import { createGround, type Ground } from './ground.ts';

/** In the freeze that the story puts there, which ends at 11:00. */
const FROZEN = Date.UTC(2026, 10, 24, 9, 30);
const END = Date.UTC(2026, 10, 24, 11);
const FREEZE = { kind: 'ssm', name: 'ChangeFreeze', region: 'us-east-1' } as const;

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
});
afterEach(() => ground.aws.close());

const calendars = () => {
  const parsed = parseConfig(EXAMPLE, 'prod-access.yml');
  if (!parsed.ok) throw new Error('The example is not sound.');
  const { config } = parsed;
  return createAws({ region: 'us-east-1', config, clock: ground.clock }).changeCalendar;
};
const asked = () => ground.aws.calls.filter(({ action }) => action === 'GetCalendarState').length;

test('is closed until it opens, and open afterwards', async () => {
  putChangeCalendar(ground);
  const state = calendars();
  expect(await state(FREEZE, FROZEN, 0)).toEqual({ open: false, why: 'closed', untilMs: END });
  expect(await state(FREEZE, END, 0)).toEqual({ open: true });
});

test('is asked once for moments of one minute, and anew when it must be fresh', async () => {
  putChangeCalendar(ground);
  const state = calendars();
  await Promise.all([state(FREEZE, FROZEN, MINUTE), state(FREEZE, FROZEN + 999, MINUTE)]);
  expect(asked()).toBe(1);
  await state(FREEZE, FROZEN + HOUR, MINUTE);
  await state(FREEZE, FROZEN, 0);
  expect(asked()).toBe(3);
});

test('that is not there, or may not be read, rejects', async () => {
  await expect(calendars()(FREEZE, FROZEN, 0)).rejects.toThrow('ssm:GetCalendarState');
  const other = { ...FREEZE, name: 'NotOurs' };
  await expect(calendars()(other, FROZEN, 0)).rejects.toThrow('ssm:GetCalendarState');
});
