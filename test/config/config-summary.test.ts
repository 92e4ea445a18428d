/** Whatever changes the digest is told in words; what does not change it is not told. */

import { describe, expect, test } from 'vitest';
import { proposalNotice } from '../../src/card/rules-notices.ts';
import { plainLine } from '../../src/card/line.ts';
import { summaryOf } from '../../src/config/config-summary.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { Config } from '../../src/config/config.ts';
import { differences } from '../../src/policy/differences.ts';
import { configOf, edited, EXAMPLE } from './example.ts';

const OLD = configOf(EXAMPLE);

/** A role, and actions of their own beside it. */
const BOTH = EXAMPLE.replace(
  /    target:\n[^]*?    longest/,
  () => `    targets:
      - { kind: iam-policy, user_account: "444455556666", role: ProdDbOperator,
          account: "111122223333", mfa: true }
      - { kind: iam-policy, user_account: "444455556666", actions: ["s3:GetObject"],
          resources: ["arn:aws:s3:::logs/*"], mfa: true }
    longest`,
);

function said(config: Config, locale: 'en' | 'ja'): readonly string[] {
  const reader = { locale, zone: 'Asia/Tokyo' };
  const found = differences(summaryOf(OLD), summaryOf(config));
  const proposal = { number: 2, digest: config.digest, handle: 'h', differences: found };
  const { lines } = proposalNotice(proposal, reader);
  return lines.slice(1, -1).map((line) => plainLine(line, reader).slice(locale === 'en' ? 2 : 1));
}

describe('in words', () => {
  test.each([
    [
      'a count',
      ['any: 2', 'any: 1'],
      'Rule prod-two-people: level leads 2 of sre-leads → 1 of sre-leads.',
      'ルール prod-two-people：段階 leads：sre-leads のうち2名 → sre-leads のうち1名',
    ],
    [
      'a duration',
      ['longest: 8h', 'longest: 6h'],
      'Entitlement prod-logs: longest 8 h → 6 h.',
      '申請対象 prod-logs：最長時間：8時間 → 6時間',
    ],
    [
      'a member',
      ['sre-leads: [ben, ', 'sre-leads: [mallory, '],
      'Group sre-leads: members: added mallory; removed ben.',
      'グループ sre-leads：メンバー：追加 mallory、削除 ben',
    ],
    [
      'a principal',
      ['ben.okafor', 'ben.okafor2'],
      'Person ben: IAM user 444455556666/ben.okafor → 444455556666/ben.okafor2.',
      '人物 ben：IAM ユーザー：444455556666/ben.okafor → 444455556666/ben.okafor2',
    ],
    ['MFA', ['mfa: true', 'mfa: false'], 'Entitlement prod-db: MFA yes → no.', undefined],
    ['a limit', ['open: 3', 'open: 4'], 'Limits: open requests of one person 3 → 4.', undefined],
    [
      'an operator',
      ['people: [dai]', 'people: [dai, mallory]'],
      'Operators: people: added mallory.',
      '運用担当：担当者：追加 mallory',
    ],
    [
      'the time to warn, which has no words of its own',
      ['warnings: [10m, 2m]', 'warnings: [20m]'],
      'Rule prod-two-people: details changed.',
      'ルール prod-two-people：詳細を変更',
    ],
  ] as const)('%s', (_, edit, en, ja) => {
    const config = configOf(edited(edit));
    expect(said(config, 'en')).toEqual([en]);
    if (ja !== undefined) expect(said(config, 'ja')).toEqual([ja]);
  });

  test.each([
    ['the resources of actions', '"arn:aws:s3:::logs/*"', '"*"'],
    ['MFA of one of two targets', 'logs/*"], mfa: true', 'logs/*"], mfa: false'],
    ['the form of a ticket', 'pattern: "INC-####"', 'pattern: "*"'],
    ['whether a question must be answered', 'required: false\n', 'required: true\n'],
    ['when the holder is warned', 'warnings: [10m, 2m]', 'warnings: [20m]'],
  ])('%s, which has no words, is told beside what has them', (_, from, to) => {
    const changed = BOTH.replace(from, to);
    expect(changed).not.toBe(BOTH);
    const whatIn = (text: string) => {
      const now = text.replace('longest: 4h', 'longest: 3h').replace('lapse: 1h', 'lapse: 50m');
      const found = differences(summaryOf(configOf(BOTH)), summaryOf(configOf(now)));
      return found.map(({ what }) => what);
    };
    expect(whatIn(BOTH)).toEqual(['changed', 'changed']);
    expect(whatIn(changed).toSorted()).toEqual(['changed', 'changed', 'otherwise']);
  });

  test('a new rule says all that it says', () => {
    const rule =
      'rules:\n  - { id: night, for: prod-logs, eligible: [aiko], max: 1h, lapse: 30m,\n' +
      '      levels: [{ name: peer, each: [ben, chie] }] }\n';
    expect(said(configOf(edited(['rules:\n', rule])), 'en')).toEqual([
      'New: Rule night: for prod-logs; may ask aiko; level peer each of ben and chie; ' +
        'sequence of levels peer; longest 1 h; longest in all 1 h; lapses after 30 min.',
    ]);
  });

  test('a policy is compared by its text, a calendar by where it is read', () => {
    const beside = (text: string) => () => ({ text });
    const changed = edited([
      'rules:\n',
      'policies: [{ file: p.cedar, as: forbid }]\ncalendars: { year: { ics: y.ics } }\nrules:\n',
    ]);
    const read = (text: string) => {
      const parsed = parseConfig(changed, 'f', beside(text));
      if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
      return summaryOf(parsed.config);
    };
    expect(differences(read('one'), read('two')).map((one) => 'part' in one && one.part)).toEqual([
      'policy',
      'calendar',
    ]);
  });

  test('the address of a calendar is a secret: its host is told, and that it changed', () => {
    const read = (secret: string) =>
      configOf(
        `${EXAMPLE}\ncalendars: { year: { url: https://calendar.example/${secret}/a.ics } }\n`,
      );
    const found = differences(summaryOf(read('private-1')), summaryOf(read('private-2')));
    expect(found).toMatchObject([{ part: 'calendar', field: 'address' }]);
    const all = JSON.stringify([found, summaryOf(read('private-1'))]);
    expect(all).toContain('calendar.example');
    expect(all).not.toContain('private');
  });

  test('the longest differences are counted, never what makes somebody an operator', () => {
    const many = Array.from(
      { length: 30 },
      (_, at) => `    - { name: p${at}, slack: U0MANY00${String(at).padStart(2, '0')} }\n`,
    );
    const text = edited(
      ['  listed:\n', `  listed:\n${many.join('')}`],
      ['people: [dai]', 'people: [dai, mallory]'],
    );
    const lines = said(configOf(text), 'en');
    expect(lines[0]).toBe('Operators: people: added mallory.');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toContain('d 11 more. Compare the files');
  });
});

describe('nothing is said', () => {
  test.each([
    ['a title', 'Production operations', 'Operations in production'],
    ['how operators are reached', '"@platform"', '"@sre"'],
    ['members of a group in another order', '[ben, chie, dai]', '[dai, ben, chie]'],
  ])('of %s, which decides nothing', (_, from, to) => {
    const config = configOf(edited([from, to]));
    const [one, other] = [OLD, config].map((each) => summaryOf(each).map(({ digest }) => digest));
    expect(other).toEqual(one);
  });
});
