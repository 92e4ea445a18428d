/** `prod-access explain`: the decision and its reasons, from files alone. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { explainAsk } from '../../src/ops/explain-command.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');
const NOON = Date.parse('2026-11-30T03:00:00Z');

function configOf(change: (text: string) => string = (text) => text): Config {
  const parsed = parseConfig(change(EXAMPLE), 'example.yml', () => 'is not here');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.config;
}

const explained = (
  ask: { person?: string; what?: string; time?: string; at?: string; breakGlass?: boolean },
  config = configOf(),
  locale: 'en' | 'ja' = 'en',
) =>
  explainAsk(
    { config },
    {
      person: ask.person ?? 'aiko',
      entitlement: ask.what ?? 'prod-db',
      time: ask.time ?? '2h',
      ...(ask.at === undefined ? {} : { at: ask.at }),
      ...(ask.breakGlass === undefined ? {} : { breakGlass: ask.breakGlass }),
      nowMs: NOON,
      reader: { locale, zone: 'Asia/Tokyo' },
    },
  );

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
    const { ok, lines } = await explained({});
    expect(ok).toBe(true);
    const said = lines.join('\n');
    expect(said).toContain('0 of 2 from sre-leads');
    expect(said).toContain('Could approve: ben, chie, dai.');
    expect(said).toContain('Rule prod-one-person does not match');
  });

  test('says why not, to an outsider', async () => {
    const { ok, lines } = await explained({ person: 'mallory' });
    expect(ok).toBe(false);
    expect(lines.join('\n')).toContain('engineers');
  });

  test('says from when it is looked at, in the zone of the file', async () => {
    const { lines } = await explained({ at: '2026-12-24 03:00 UTC' });
    expect(lines[0]).toContain('Thu 24 Dec 12:00 (JST)');
  });

  test('a calendar of which the file knows nothing is closed, and says so', async () => {
    const { ok, lines } = await explained({}, configOf(frozen));
    expect(ok).toBe(false);
    expect(lines.join('\n')).toContain('The calendar year-end cannot be read');
  });

  test('says who may break the glass, for how long, and who reviews it afterwards', async () => {
    const open = configOf((text) => text.replace('    # break_glass:', GLASS));
    const said = async (ask: Parameters<typeof explained>[0], locale?: 'ja') => {
      const { ok, lines } = await explained({ ...ask, breakGlass: true }, open, locale);
      return { ok, text: lines.join('\n') };
    };
    const [may, ja] = [await said({ time: '20m' }), await said({ time: '20m' }, 'ja')];
    expect([may.ok, ja.ok]).toEqual([true, true]);
    expect(may.text).toMatch(/^aiko breaks the glass at prod-db for 20m, to begin /);
    expect(may.text).toContain('sre-leads');
    expect(ja.text).toMatch(/^aiko が prod-db の緊急アクセスを 20m 利用した場合（開始 /);
    expect((await said({ time: '2h' })).text).toContain('30 min');
    expect(await said({ what: 'prod-logs', time: '20m' })).toMatchObject({ ok: false });
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

  test.each([
    [{ person: 'nobody' }, 'not in the people file'],
    [{ what: 'prod-nothing' }, 'There is no entitlement'],
    [{ time: 'soon' }, 'not understood as a time'],
    [{ at: 'at Christmas' }, 'Try "2026-12-24 03:00 Asia/Tokyo"'],
  ])('%o is told what would be right', async (ask, words) => {
    expect((await explained(ask)).lines.join('\n')).toContain(words);
  });
});
