/** Names and texts in statements that nothing has: Cedar takes them, and they never match. */

import type { Problem } from '../../src/config/problem.ts';
import type { Target } from '../../src/catalog/target.ts';
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
  return statements.flatMap((statement) => {
    if (statement.file.schema !== 'prod-access') return [];
    const unknown = (
      type: 'Group' | 'Entitlement' | 'User',
      what: string,
      names: readonly string[],
    ) =>
      namesIn(statement, type)
        .filter(({ name }) => !names.includes(name))
        .map(({ name, at }) => problemAt(statement, at, noSuch(what, name, names)));
    return [
      ...unknown('Group', 'group', known.groups),
      ...unknown('Entitlement', 'entitlement', known.entitlements),
      ...unknown('User', 'person', known.people),
      ...texts(
        statement,
        'frozen',
        (name) => known.calendars.includes(name),
        (name) => noSuch('calendar', name, known.calendars),
      ),
      ...texts(
        statement,
        'id',
        (name) => isNode(name) || known.entitlements.includes(name),
        (name) => noSuch('entitlement', name, known.entitlements),
      ),
      ...texts(
        statement,
        'name',
        (name) => known.people.includes(name),
        (name) => noSuch('person', name, known.people),
      ),
      ...FIXED.flatMap(([word, names]) =>
        texts(
          statement,
          word,
          (name) => names.includes(name),
          (name) => `there is no "${name}" here; there is ${names.join(', ')}`,
        ),
      ),
      ...texts(
        statement,
        'date',
        isDate,
        (name) => `"${name}" is no day; a day is written as 2026-12-24`,
      ),
    ];
  });
}

function texts(
  statement: Statement,
  word: Compared,
  isKnown: (name: string) => boolean,
  say: (name: string) => string,
): readonly Problem[] {
  return comparedIn(statement, word)
    .filter(({ name }) => !isKnown(name))
    .map(({ name, at }) => problemAt(statement, at, say(name)));
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

const FIXED: readonly (readonly [Compared, readonly string[]])[] = [
  ['weekdayName', WEEKDAYS],
  ['targetKinds', KINDS],
  ['kinds', KINDS],
];

const isNode = (name: string): boolean => /^m?i-/.test(name);

function isDate(name: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(name)) return false;
  const date = new Date(`${name}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(name);
}

function noSuch(what: string, name: string, names: readonly string[]): string {
  const some = names.slice(0, 12).join(', ');
  return `the configuration has no ${what} "${name}"; it has ${some || 'none'}`;
}
