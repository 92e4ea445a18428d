/** A request that went back to its approvers waits anew: reminded of, and told as it was. */

import { expect, test } from 'vitest';
import { plainLine } from '../../src/card/line.ts';
import { statusOf } from '../../src/card/status.ts';
import { threadLine } from '../../src/card/thread-line.ts';
import { lapseAt } from '../../src/case-file/lapse.ts';
import { waitingAgain } from '../../src/case-file/nudges.ts';
import { reopen } from '../../src/case-file/reopen-case.ts';
import { DAY, HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Life } from './life.ts';
import { BEN, CHIE, DAI, decision, NOON, stage, window } from './sample.ts';

const START = NOON + 2 * DAY;

/** Asked two days ahead, approved within minutes, and sent back at its start. */
function sentBack(): Life {
  const rules = decision([stage(2, BEN, CHIE, DAI)], { reminders: [0.5, 0.8] });
  const life = new Life(window(START, START + 4 * HOUR), rules);
  life.minutes(5);
  life.approve(BEN);
  life.approve(CHIE);
  life.at(START).begin();
  const changes = [{ of: 'approver', name: 'chie' }] as const;
  const back = reopen(life.file, { decision: rules, lost: [CHIE.key], changes }, true, life.nowMs);
  life.take(waitingAgain(back, rules, life.nowMs));
  expect([life.phase, lapseAt(life.file)]).toEqual(['pending', START + HOUR]);
  return life;
}

test('is reminded of within the hour that it waits', () => {
  const life = sentBack();
  life.at(START + 30 * MINUTE).tick();
  life.at(START + 48 * MINUTE).tick();
  expect(life.said('approvers-reminded')).toHaveLength(2);
});

test('lapses after the hour that it waited, and the thread says so', () => {
  const life = sentBack()
    .at(START + HOUR)
    .tick();
  const [lapsed] = life.said('request-lapsed');
  const reader = { locale: 'en', zone: 'UTC', nowMs: life.nowMs } as const;
  const line = lapsed && threadLine(lapsed, reader);
  expect(line && plainLine(line, reader)).toBe('Lapsed: not enough approvals in 1 h.');
  const view = { file: life.file, reader, nowMs: life.nowMs, progress: { by: [] } } as never;
  expect(plainLine(statusOf(view).line, reader)).not.toContain('2 days');
});
