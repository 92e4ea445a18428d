/** `prod-access explain`: the decision and its reasons, from files alone. */

import { describe, expect, test } from 'vitest';
import { configOf, explained, NOON } from './explaining.ts';

const GLASS = `    break_glass:
      eligible: [engineers]
      longest: 30m
      channel: C0GENERAL1
      review: { from: [sre-leads], within: 24h }`;

const frozen = (text: string) =>
  text
    .replace('limits:', 'calendars:\n  year-end: { ssm: year-end }\n\nlimits:')
    .replace('    lapse: 1h', '    freeze: { calendars: [year-end], do: refuse }\n    lapse: 1h');

describe('explain', () => {
  test('says which rule applies, what is missing, and who could approve', async () => {
    const { outcome, lines } = await explained({});
    expect(outcome).toBe('allowed');
    const said = lines.join('\n');
    expect(said).toContain('0 of 2 from sre-leads');
    expect(said).toContain('Could approve: ben, chie, dai.');
    expect(said).toContain('Rule prod-one-person does not match');
  });

  test('says why not, to an outsider', async () => {
    const { outcome, lines } = await explained({ person: 'mallory' });
    expect(outcome).toBe('refused');
    expect(lines.join('\n')).toContain('engineers');
  });

  test('says from when it is looked at, in the zone of the file', async () => {
    const { lines } = await explained({ at: '2026-12-24 03:00 UTC' });
    expect(lines[0]).toContain('Thu 24 Dec 12:00 (JST)');
  });

  test('a calendar of which the file knows nothing is closed, and says so', async () => {
    const { outcome, lines } = await explained({}, configOf(frozen));
    expect(outcome).toBe('refused');
    expect(lines.join('\n')).toContain('The calendar year-end cannot be read');
    expect(lines.join('\n')).toContain('Whether year-end is closed stands in no file');
  });

  test('of a group that a chat keeps nobody is said to be silent: nobody was asked', async () => {
    const kept = configOf((text) =>
      text.replace('sre-leads: [ben, chie, dai]', 'sre-leads: { slack_usergroup: S0LEADS001 }'),
    );
    const [en, ja] = [await explained({}, kept), await explained({}, kept, 'ja')];
    expect(en.outcome).toBe('refused');
    const who = 'Who is in sre-leads stands in no file, and nobody else is asked here';
    expect(en.lines.at(-1)).toContain(who);
    expect(en.lines.at(-1)).toContain('/prod-access why prod-db');
    expect(JSON.stringify(en.json)).not.toContain('did not answer');
    expect(en.lines.join()).not.toContain('did not answer');
    expect(ja.lines.at(-1)).toContain('sre-leads のメンバーはファイルに記載がなく');
  });

  test('says who may break the glass, for how long, and who reviews it afterwards', async () => {
    const open = configOf((text) => text.replace('    # break_glass:', GLASS));
    const said = async (ask: Parameters<typeof explained>[0], locale?: 'ja') => {
      const { outcome, lines } = await explained({ ...ask, breakGlass: true }, open, locale);
      return { outcome, text: lines.join('\n') };
    };
    const [may, ja] = [await said({ time: '20m' }), await said({ time: '20m' }, 'ja')];
    expect([may.outcome, ja.outcome]).toEqual(['allowed', 'allowed']);
    expect(may.text).toMatch(/^aiko breaks the glass at prod-db for 20 min, to begin /);
    expect(may.text).toContain('sre-leads');
    expect(ja.text).toMatch(/^aiko が prod-db の緊急アクセスを20分利用した場合（開始 /);
    expect((await said({ time: '2h' })).text).toContain('30 min');
    expect(await said({ what: 'prod-logs', time: '20m' })).toMatchObject({ outcome: 'refused' });
  });

  test('says through which group somebody could approve, where there are several', async () => {
    const two = configOf((text) =>
      text.replace(
        'any: 2\n        from: [sre-leads]',
        'any: 1\n        from: [sre-leads, mallory]',
      ),
    );
    const { lines } = await explained({}, two);
    expect(lines.join('\n')).toContain(
      'ben (sre-leads), chie (sre-leads), dai (sre-leads), mallory',
    );
  });

  test('speaks Japanese as well', async () => {
    const { lines } = await explained({}, configOf(), 'ja');
    expect(lines.join('\n')).toContain('承認できる人：ben、chie、dai');
  });

  test('says the same to machines', async () => {
    const { json } = await explained({});
    expect(json).toMatchObject({
      decision: 'needs-approval',
      levels: [{ level: 'leads', need: 2, could: [{ name: 'ben', by: 'sre-leads' }, {}, {}] }],
    });
  });

  test('tells machines for which moment and for how long it was decided', async () => {
    const { json } = await explained({ time: '18:00-19:30', at: '2026-12-24 12:00' });
    expect(json).toMatchObject({ at: '2026-12-24T09:00:00Z', durationMs: 5_400_000 });
  });

  const closed = { open: false, why: 'closed' } as const;
  const held = (text: string) => frozen(text).replace('do: refuse', 'do: hold');

  test('says what holds it, and until when', async () => {
    const untilMs = Date.parse('2026-12-01T00:00:00Z');
    const calendars = new Map([['year-end', { ...closed, untilMs }]]);
    const en = await explained({}, configOf(held), 'en', { calendars });
    expect(en.lines[0]).toBe(
      'aiko asks for prod-db for 2 h, to begin 12:00 (JST), ' +
        'held until year-end opens, Tue 1 Dec 09:00 (JST):',
    );
    expect(en.json).toMatchObject({
      held: { calendar: 'year-end', until: '2026-12-01T00:00:00Z' },
    });
    const ja = await explained({}, configOf(held), 'ja', { calendars });
    expect(ja.lines[0]).toContain(
      '（開始 12:00 (JST)、year-end の凍結が解除される 12月1日(火) 09:00 (JST) まで保留）',
    );
  });

  test('says what holds it where nobody knows until when', async () => {
    const calendars = new Map([['year-end', closed]]);
    const { lines } = await explained({}, configOf(held), 'en', { calendars });
    expect(lines[0]).toMatch(/, held until year-end opens:$/);
  });

  test('refuses a window that is over before its calendar opens, as the chat does', async () => {
    const calendars = new Map([['year-end', { ...closed, untilMs: NOON + 86_400_000 }]]);
    const { outcome, lines } = await explained({ time: 'until 15:00' }, configOf(held), 'en', {
      calendars,
    });
    expect(outcome).toBe('refused');
    expect(lines.at(-1)).toContain('year-end');
  });
});
