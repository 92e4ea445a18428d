/** docs/explain.md: five questions nobody answered before, answered by running `explain`. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { problemLine } from '../../src/config/problem.ts';
import { checkLines } from '../../src/ops/check-command.ts';
import { explainAsk } from '../../src/ops/explain-command.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');
const NOW = Date.parse('2026-12-01T01:00:00Z');

interface Pain {
  readonly title: string;
  readonly before: string;
  readonly person: string;
  readonly entitlement: string;
  readonly for: string;
  readonly at?: string;
  readonly change?: (text: string) => string;
  /** What `check` says of the same file. */
  readonly checked?: true;
}

const RULES = '\nrules:\n';
const NODES = `  - id: prod-nodes
    title: { en: Shell on production nodes, ja: 本番ノードのシェル }
    target: { kind: jitna, account: "444455556666", region: ap-northeast-1, tag: env=production }
    longest: 8h
    channel: C0APPROVE1
    tags: { env: production, team: payments }
`;
const PAY = NODES.replace('prod-nodes', 'prod-pay')
  .replace(/ \{ en: Shell.*/, ' Payments, read only')
  .replace(
    /\{ kind: jitna.*\}/,
    '{ kind: iam-policy, user_account: "444455556666", role: Pay, account: "111122223333" }',
  );
const rule = (id: string, scope: string, any: number, max: string) =>
  `  - { id: ${id}, for: ${scope}, eligible: [engineers], lapse: 1h, max: ${max}, levels: [` +
  `{ name: ${id}, any: ${any}, from: [sre-leads] }] }\n`;

const withNodes = (text: string) =>
  text.replace(RULES, `\n${NODES}${RULES}${rule('nodes', 'prod-nodes', 1, '8h')}`);

const PAINS: readonly Pain[] = [
  {
    title: 'Why was it denied?',
    before:
      'Just-in-time node access denies IAM users at once and gives no reason; finding out that ' +
      'being an IAM user was the reason took a day.',
    person: 'aiko',
    entitlement: 'prod-nodes',
    for: '1h',
    change: withNodes,
  },
  {
    title: 'Two policies match',
    before:
      'Two tag policies that match one node make the request fail. Here both must be satisfied, ' +
      'the shorter time counts, and `check` says so beforehand.',
    person: 'aiko',
    entitlement: 'prod-pay',
    for: '2h',
    change: (text) =>
      text.replace(
        RULES,
        `\n${PAY}${RULES}${rule('by-env', '{ tag: env, value: production }', 1, '8h')}` +
          rule('by-team', '{ tag: team, value: payments }', 2, '4h'),
      ),
    checked: true,
  },
  {
    title: 'The policy was wrong',
    before:
      'A wrong approval policy was noticed when a request hung, and had to be created anew. Here ' +
      '`check` refuses a level that nobody could complete, with its line.',
    person: 'aiko',
    entitlement: 'prod-db',
    for: '2h',
    change: (text) => text.replace('any: 2', 'any: 4'),
    checked: true,
  },
  {
    title: 'At which time?',
    before: 'Times were in UTC only. Here they are read and said in the zone that is meant.',
    person: 'aiko',
    entitlement: 'prod-db',
    for: '18:00-19:30',
    at: '2026-12-24 12:00 Asia/Tokyo',
  },
  {
    title: 'Who may approve?',
    before:
      'Nobody could find out who may approve. Here each is named, and by what; ben is a lead, ' +
      'and never counts for himself.',
    person: 'ben',
    entitlement: 'prod-db',
    for: '2h',
    change: (text) =>
      text.replace(
        'any: 2\n        from: [sre-leads]',
        'any: 2\n        from: [sre-leads, mallory]',
      ),
  },
];

const HEAD = `# Why policy says what it says

Made by running \`npx prod-access explain\` on variants of \`prod-access.example.yml\`
(\`test/ops/explain-doc.test.ts\`); a test keeps it true. In chat \`/prod-access why prod-db\` says
the same, and so does every refusal. Each was a pain with what was there before.

It exits with 0 where access would be given, at once or by approval; with 1 where it is refused, by
policy or since whoever asks could not hold it; with 64 where the question is not understood. Of
\`--json\`, \`decision\` is what policy says; where \`holder\` or \`late\` stands beside it, it is
refused all the same, and they say why.

Who is in a group that Slack, Teams or PagerDuty keeps stands in no file, and explain asks nobody:
it says so, and exits with 1. In a scenario \`suppose: { groups: { leads: [carla] } }\` says who is
([policies.md](policies.md), \`npx prod-access policy test\`).
`;

async function section({ title, before, change = same, checked, ...ask }: Pain) {
  const text = change(EXAMPLE);
  const parsed = parseConfig(text, 'prod-access.yml');
  const { person, entitlement, at } = ask;
  const words = [person, entitlement].map((word, index) => `--${NAMES[index]} ${word}`);
  const command =
    `npx prod-access explain ${words.join(' ')} --for ${ask.for}` +
    (at === undefined ? '' : ` --at "${at}"`);
  const check = checked
    ? [block('npx prod-access check', checkLines(parsed, 'prod-access.yml'))]
    : [];
  const said = parsed.ok
    ? await Promise.all(
        (['en', 'ja'] as const).map(async (locale) => {
          const reader = { locale, zone: 'Asia/Tokyo' };
          const asked = {
            person,
            entitlement,
            time: ask.for,
            ...(at && { at }),
            nowMs: NOW,
            reader,
          };
          const lang = locale === 'ja' ? ' --lang ja' : '';
          return block(command + lang, await explainAsk({ config: parsed.config }, asked));
        }),
      )
    : [];
  return [`## ${title}`, before, ...check, ...said].join('\n\n');
}

const NAMES = ['person', 'entitlement'];
const same = (text: string) => text;
const block = (command: string, { lines }: { readonly lines: readonly string[] }) =>
  ['```', `$ ${command}`, ...lines, '```'].join('\n');

test('docs/explain.md is what explain says; if not, run this test with -u', async () => {
  const sections = await Promise.all(PAINS.map(section));
  const text = `${[HEAD.trimEnd(), ...sections].join('\n\n')}\n`;
  await expect(text).toMatchFileSnapshot('../../docs/explain.md');
});

test('every variant is the configuration that it is meant to be', () => {
  const broken = PAINS.filter(({ change = same }) => !parseConfig(change(EXAMPLE), 'x.yml').ok);
  expect(broken.map(({ title }) => title)).toEqual(['The policy was wrong']);
  const [first] = broken;
  const parsed = parseConfig((first?.change ?? same)(EXAMPLE), 'x.yml');
  expect(parsed.ok ? [] : parsed.problems.map(problemLine)).toHaveLength(1);
});
