/** Where the time ends and the justification begins, on a command line in chat. */

import { describe, expect, test } from 'vitest';
import { takeTimeInput } from '../../src/kernel/time-input.ts';

const AFTERNOON = { nowMs: Date.parse('2026-11-24T14:05:00+09:00'), zone: 'Asia/Tokyo' };
const tokyo = (text: string) => Date.parse(`2026-${text}:00+09:00`);
const take = (line: string) => takeTimeInput(line, AFTERNOON);

const minutes = (count: number) => ({ kind: 'duration', durationMs: count * 60_000 });
const until = (end: string) => ({ kind: 'until', endMs: tokyo(end) });
const window = (start: string, end: string) => {
  return { kind: 'window', startMs: tokyo(start), endMs: tokyo(end) };
};

describe('the rest of the line is the justification, as typed', () => {
  test.each([
    ['2h Restart the stuck replica', minutes(120), 'Restart the stuck replica'],
    ['  2h   Restart   it  ', minutes(120), 'Restart   it'],
    ['2h', minutes(120), ''],
    ['2h, restart it', minutes(120), 'restart it'],
    ['2h: restart it', minutes(120), 'restart it'],
    ['2h. Restart it', minutes(120), 'Restart it'],
    ['2h .env is gone', minutes(120), '.env is gone'],
    ['2h - restart it', minutes(120), '- restart it'],
    ['for 2h Restart it', minutes(120), 'Restart it'],
    ['2 hours 30 minutes Restart it', minutes(150), 'Restart it'],
    ['2h 500 errors on checkout', minutes(120), '500 errors on checkout'],
    ['2h and then we see', minutes(120), 'and then we see'],
    ['tomorrow 9:00 for 1h Fix it', window('11-25T09:00', '11-25T10:00'), 'Fix it'],
    ['18:00-19:00 why', window('11-24T18:00', '11-24T19:00'), 'why'],
    ['18:00-19:00 tomorrow why', window('11-25T18:00', '11-25T19:00'), 'why'],
    ['until 6pm tomorrow why', until('11-25T18:00'), 'why'],
    ["2h tomorrow's backup failed", minutes(120), "tomorrow's backup failed"],
    ["until 18:00 today's build", until('11-24T18:00'), "today's build"],
    ['until 18:00 Sun certificates', until('11-24T18:00'), 'Sun certificates'],
    ['明日18時から19時 理由', window('11-25T18:00', '11-25T19:00'), '理由'],
    ['18時から19時まで、障害対応', window('11-24T18:00', '11-24T19:00'), '障害対応'],
    ['18時から19時 30分の停止', window('11-24T18:00', '11-24T19:00'), '30分の停止'],
    ['18時から19時 半数が停止', window('11-24T18:00', '11-24T19:00'), '半数が停止'],
    ['2時間　レプリカ停止の復旧', minutes(120), 'レプリカ停止の復旧'],
    ['2時間 半数が停止', minutes(120), '半数が停止'],
    ['2時間 明日のリリースの準備', minutes(120), '明日のリリースの準備'],
    ['１８：００〜１９：００　ＤＢ停止', window('11-24T18:00', '11-24T19:00'), 'ＤＢ停止'],
  ])('%s', (line, value, rest) => {
    expect(take(line)).toEqual({ ok: true, value, rest });
  });
});

describe('a line is refused rather than cut in the wrong place', () => {
  test.each([
    ['2h tomorrow Restart it', 'tomorrow'],
    ['2h tomorrow 9:00 Restart it', 'tomorrow'],
    ['2h 18:00 Restart it', '18:00'],
    ['2h for 3 days of logs', 'for'],
    ['2h 90 minutes Restart it', '90'],
    ['until 18:00 for 2h Restart it', 'for'],
    ['until 18:00 UTC Restart it', 'UTC'],
    ['until 6:00 (JST) Restart it', '(JST)'],
    ['18:00-19:00 America/New_York Restart it', 'America/New_York'],
    ['18:00-19:00 +09:00 Restart it', '+09:00'],
    ['18:00-19:00 pm Restart it', 'pm'],
    ['2時間 明日 復旧', '明日'],
    ['2時間 明日9時 復旧', '明日9時'],
    ['2時間レプリカ停止の復旧', 'レプリカ停止の復旧'],
    ['2hours-ish Restart it', '-ish'],
    ['18:00 Restart it', 'Restart'],
    ['Restart it', 'Restart'],
  ])('%s', (line, part) => {
    const result = take(line);
    expect(result).toMatchObject({ problem: { code: 'not-understood', typed: part } });
    expect(result).toMatchObject({ problem: { at: line.indexOf(part), length: part.length } });
  });

  test('a bare number is no time and no justification', () => {
    const problem = { code: 'bare-number', typed: '60', at: 0, suggestions: ['60h', '60m'] };
    expect(take('60 Restart it')).toMatchObject({ problem });
  });

  test('a time that is over is pointed at without its justification', () => {
    const suggestions = ['tomorrow 9:00-10:00'];
    const problem = { code: 'in-the-past', at: 0, length: 10, suggestions };
    expect(take('9:00-10:00 Restart it')).toMatchObject({ problem });
  });

  test('an empty line is empty', () => {
    expect(take('  ')).toMatchObject({ problem: { code: 'empty' } });
  });
});
