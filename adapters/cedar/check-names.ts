/** Names in statements that nothing has: Cedar takes them, and they would never match. */

import type { Problem } from '../../src/config/problem.ts';
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
      ...frozenNames(statement)
        .filter(({ name }) => !known.calendars.includes(name))
        .map(({ name, at }) => problemAt(statement, at, noSuch('calendar', name, known.calendars))),
    ];
  });
}

const frozenNames = ({ code }: Statement) =>
  [...code.matchAll(/\bfrozen\s*\.\s*contains\s*\(\s*"([^"\\]*)"/g)].map(
    ({ 1: name = '', index }) => ({ name, at: index }),
  );

function noSuch(what: string, name: string, names: readonly string[]): string {
  const some = names.slice(0, 12).join(', ');
  return `the configuration has no ${what} "${name}"; it has ${some || 'none'}`;
}
