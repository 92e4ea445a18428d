/** Files with mistakes: every one is told, with its place and what would be right. */

import { describe, expect, test } from 'vitest';
import { loaded, problemsOf, saidOf } from './questions.ts';

const FORBID = 'forbid(principal, action, resource)';
const PERMIT = 'permit(principal, action, resource)';

describe('a file that cannot be used', () => {
  test('a typo is told with line and column, after signs of any width', () => {
    const text = `// 本番では禁止\n${FORBID}\nwhen { "本番" == "本番" && context.hour => 9 };`;
    expect(problemsOf({ text })).toEqual([
      expect.stringMatching(/^p\.cedar:3:\d+ #0: .*unexpected token/),
    ]);
    const [line = ''] = problemsOf({ text });
    const column = Number(/:3:(\d+)/.exec(line)?.[1]);
    expect(text.split('\n')[2]?.slice(column - 1)).toMatch(/^(?:=|> 9)/);
  });

  test('what would run over the stack of Cedar is told, and it still reads the next', () => {
    const when = (condition: string) => ({ text: `${FORBID} when { ${condition} };` });
    const within = (depth: number) => when(`${'('.repeat(depth)}true${')'.repeat(depth)}`);
    const anyOf = (count: number) =>
      when(Array.from({ length: count }, () => 'context.durationMinutes == 5').join(' || '));
    expect(problemsOf(within(200))).toEqual([
      'p.cedar:1:83 #0: has more than 40 brackets within each other',
    ]);
    expect(problemsOf(anyOf(3_000))).toEqual([
      expect.stringMatching(/^p\.cedar:1:\d+ #0: has more than 1000 of && and \|\|/),
    ]);
    for (const link of ['.a', '["a"]', '.contains(1)']) {
      expect(problemsOf(when(`principal${link.repeat(3_000)}`))).toEqual([
        expect.stringContaining('has more than 300 dots and indices in a row'),
      ]);
    }
    for (const sign of ['+', '-', '*', '&& if true then']) {
      expect(problemsOf(when(`1 ${`${sign} 1 `.repeat(1_500)} == 1`))).toEqual([
        expect.stringContaining('has more than 1000 of && and ||'),
      ]);
    }
    expect([within(39), anyOf(1_000)].map((one) => problemsOf(one))).toEqual([[], []]);
  });

  test('a missing semicolon is told where it is missing', () => {
    expect(problemsOf({ text: `${FORBID}\n${FORBID};` })).toEqual([
      expect.stringContaining('p.cedar:2:7 #0: unexpected token'),
    ]);
    expect(problemsOf({ text: FORBID })).toEqual([
      'p.cedar:1:36 #0: unexpected end of input; expected `;` or identifier',
    ]);
  });

  test('an unknown attribute is told with the nearest one', () => {
    const text = `${FORBID} when { context.durationMinute > 60 };`;
    expect(problemsOf({ text })).toEqual([
      expect.stringMatching(/^p\.cedar:1:44 #0: attribute `durationMinute`.*durationMinutes/),
    ]);
  });

  test('a statement that can never match is an error', () => {
    expect(problemsOf({ text: `${FORBID} when { 1 == 2 };` })).toEqual([
      expect.stringMatching(/^p\.cedar:1:1 #0: policy is impossible/),
    ]);
    expect(problemsOf({ text: `${FORBID} when { principal has costcenter };` })).toEqual([
      expect.stringContaining('policy is impossible'),
    ]);
  });

  test('one wrong statement does not hide the next, nor the next file', () => {
    const found = problemsOf(
      { text: `${FORBID} when { 1 1 };\n${FORBID};\n${FORBID} when { 2 2 };` },
      { name: 'q.cedar', text: 'allow(principal, action, resource);' },
    );
    expect(found.map((line) => line.slice(0, 14))).toEqual([
      'p.cedar:1:46 #',
      'p.cedar:3:46 #',
      'q.cedar:1:1 #0',
    ]);
    expect(found[2]).toContain('effect must be either `permit` or `forbid`');
  });

  test('the effect has to be that of the file', () => {
    expect(problemsOf({ text: `${PERMIT};` })).toEqual([
      'p.cedar:1:1 #0: a file that is forbid has only forbid statements; move this one to a file ' +
        'that is auto-approve',
    ]);
    expect(problemsOf({ text: `@id("x")\n${FORBID};`, as: 'auto-approve' })).toEqual([
      'p.cedar:2:1 #x: a file that is auto-approve has only permit statements; move this one ' +
        'to a file that is forbid or no-auto',
    ]);
  });

  test.each([
    ['context.frozen.containsAny(["year-end", "yearend"])', 'no calendar "yearend"'],
    ['context["frozen"].contains("yearend")', 'no calendar "yearend"'],
    ['resource.id == "prod-dbb"', 'no entitlement "prod-dbb"'],
    ['["prod-db", "prod-dbb"].contains(resource.id)', 'no entitlement "prod-dbb"'],
    ['principal has name && "aikoo" == principal.name', 'no person "aikoo"'],
    ['principal in Group::"contr\\u{61}ctors"', 'no group "contr\\u{61}ctors"'],
    ['context.weekdayName == "Sundy"', 'no "Sundy" here; there is Monday, Tuesday'],
    ['context.targetKinds.contains("ssm-nodes")', 'no "ssm-nodes" here; there is iam-policy'],
    ['context.date == "24 Dec 2026"', '"24 Dec 2026" is no day; a day is written as 2026-12-24'],
    ['context.date != "2026-02-30"', '"2026-02-30" is no day'],
  ])('a text that nothing is like is told: %s', (condition, said) => {
    const text = `forbid(principal, action, resource) when { ${condition} };`;
    expect(problemsOf({ text }).join()).toContain(said);
  });

  test('texts that there are, nodes by id, and parts of a text are taken', () => {
    const text = `forbid(principal, action, resource) when {
      resource.id == "prod-db" || resource.id == "i-0123456789abcdef0" ||
      context.weekdayName == "Sunday" || context.date like "2026-12-*" ||
      context.targetKinds.contains("ssm-node") || context.frozen.contains("year-end") };`;
    expect(problemsOf({ text })).toEqual([]);
  });

  test('a name that nothing has is told, with those that there are', () => {
    const text =
      'forbid(principal in Group::"contractor", action, resource in Entitlement::"prod-dbb")\n' +
      'unless { principal == User::"akio" || context.frozen.contains("yearend") };';
    expect(problemsOf({ text })).toEqual([
      expect.stringMatching(/^p\.cedar:1:21 #0: .* no group "contractor"; it has engineers, /),
      expect.stringMatching(/^p\.cedar:1:62 #0: .* no entitlement "prod-dbb"/),
      expect.stringMatching(/^p\.cedar:2:23 #0: .* no person "akio"/),
      expect.stringMatching(/^p\.cedar:2:63 #0: .* no calendar "yearend"; it has year-end/),
    ]);
  });

  test('templates, empty files and names given twice are told', () => {
    expect(problemsOf({ text: 'forbid(principal == ?principal, action, resource);' })).toEqual([
      expect.stringMatching(/^p\.cedar:1:21 #0: .*slot/),
    ]);
    expect(problemsOf({ text: '// nothing; yet\n' })).toEqual(['p.cedar:1:1 has no statement']);
    expect(problemsOf({ text: `@id("a") ${FORBID};\n@id("a") ${FORBID};` })).toEqual([
      expect.stringContaining('p.cedar:2:1 #a: another statement'),
    ]);
  });

  test("AWS's deny-access is no forbid of ours", () => {
    expect(problemsOf({ text: `${FORBID};`, schema: 'jitna' })).toEqual([
      expect.stringContaining('load it as no-auto'),
    ]);
  });
});

test('statements are called by their place in the file, or by their @id', () => {
  const text = `// "a;b"\n${FORBID} when { ";" == ";" };\n@id("never") ${FORBID};\n${FORBID};`;
  expect(saidOf(loaded({ text })).forbid).toEqual(['p.cedar#0', 'p.cedar#never', 'p.cedar#2']);
});

test('more than ten statements keep their numbers', () => {
  const all = Array.from(
    { length: 12 },
    (_, hour) => `${FORBID} when { context.hour == ${hour} };`,
  );
  const engine = loaded({ text: all.join('\n') });
  expect(saidOf(engine, { atMs: Date.UTC(2026, 0, 1, 2), zone: 'UTC' }).forbid).toEqual([
    'p.cedar#2',
  ]);
});
