/** Names and texts in statements that nothing has: Cedar takes them, and they never match. */

import type { Problem } from '../../src/config/problem.ts';
import type { Target } from '../../src/catalog/target.ts';
import { readDay } from '../../src/kernel/moment.ts';
import { type Compared, comparedIn } from './compared-texts.ts';
import { WEEKDAYS } from './our-request.ts';
import { problemAt } from './problems.ts';
import { namesIn, type Statement } from './statements.ts';

/** What the configuration calls things. */
export interface KnownNames {
  readonly groups: readonly string[];
  readonly entitlements: readonly string[];
  readonly people: readonly string[];
  readonly calendars: readonly string[];
}

export function checkNames(
  statements: readonly Statement[],
  known: KnownNames,
): readonly Problem[] {
  const { groups, entitlements, people, calendars } = known;
  const named = [
    ['Group', 'group', groups],
    ['Entitlement', 'entitlement', entitlements],
    ['User', 'person', people],
  ] as const;
  const compared: readonly (readonly [Compared, (text: string) => string | undefined])[] = [
    ['frozen', (text) => noneOf('calendar', calendars, text)],
    ['id', (text) => (isNode(text) ? undefined : noneOf('entitlement', entitlements, text))],
    ['name', (text) => noneOf('person', people, text)],
    ...FIXED,
  ];
  return statements.flatMap((statement) => {
    if (statement.file.schema !== 'prod-access') return [];
    const found = [
      ...named.flatMap(([type, what, names]) =>
        namesIn(statement, type).map(({ name, at }) => ({ at, wrong: noneOf(what, names, name) })),
      ),
      ...compared.flatMap(([word, wrongIn]) =>
        comparedIn(statement, word).map(({ name, at }) => ({ at, wrong: wrongIn(name) })),
      ),
    ];
    return found.flatMap(({ at, wrong }) =>
      wrong === undefined ? [] : [problemAt(statement, at, wrong)],
    );
  });
}

function noneOf(what: string, names: readonly string[], name: string): string | undefined {
  if (names.includes(name)) return undefined;
  const some = names.slice(0, 12).join(', ');
  return `the configuration has no ${what} "${name}"; it has ${some || 'none'}`;
}

const KINDS: readonly string[] = Object.keys({
  'iam-policy': true,
  'iam-group': true,
  'identity-center': true,
  'ssm-node': true,
  'ssm-port-forward': true,
  'ssm-automation': true,
  jitna: true,
} satisfies Record<Target['kind'], true>);

const oneOf =
  (names: readonly string[]) =>
  (text: string): string | undefined =>
    names.includes(text) ? undefined : `there is no "${text}" here; there is ${names.join(', ')}`;

/** What Cedar and the calendar know for themselves. */
const FIXED: readonly (readonly [Compared, (text: string) => string | undefined])[] = [
  ['weekdayName', oneOf(WEEKDAYS)],
  ['targetKinds', oneOf(KINDS)],
  ['kinds', oneOf(KINDS)],
  ['date', noDay],
];

function noDay(text: string): string | undefined {
  if (readDay(text) !== undefined) return undefined;
  return `"${text}" is no day; a day is written as 2026-12-24`;
}

const isNode = (name: string): boolean => /^m?i-/.test(name);
