/** What policy documents of AWS reach, as far as a fence can mirror it. */

import type { Reach } from '../../src/catalog/target.ts';
import { actionsMeet, patternsMeet } from '../../src/catalog/pattern.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';

interface ReadStatement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

/**
 * Every Allow, its conditions left away: a Deny without them covers more, never less.
 * `NotAction` and `NotResource` cannot be mirrored by a Deny that stays within its budget.
 */
export function reachOf(documents: readonly unknown[], what: string): Answer<readonly Reach[]> {
  const reach: Reach[] = [];
  for (const statement of documents.flatMap(statementsOf)) {
    if (statement.Effect !== 'Allow') continue;
    const actions = listOf(statement.Action);
    const resources = listOf(statement.Resource);
    const isMirrored = statement.NotAction === undefined && statement.NotResource === undefined;
    if (!isMirrored || actions.length === 0 || resources.length === 0) {
      return refuse('target-unfenceable', { what });
    }
    // A policy variable stands for something else in every session: no fence can say it.
    if ([...actions, ...resources].some((text) => text.includes('${'))) {
      return refuse('target-unfenceable', { what });
    }
    reach.push({ actions, resources });
  }
  return ok(reach);
}

/** Does some unconditional Allow already give all of this? Then there is nothing to ask for. */
export function alreadyAllows(documents: readonly unknown[], wanted: readonly Reach[]): boolean {
  const allows = documents
    .flatMap(statementsOf)
    .filter((one) => one.Effect === 'Allow' && one.Condition === undefined);
  return wanted.every(({ actions, resources }) =>
    actions.every((action) =>
      resources.every((resource) =>
        allows.some(
          (one) =>
            listOf(one.Action).some((pattern) => actionsMeet(pattern, action)) &&
            listOf(one.Resource).some((pattern) => patternsMeet(pattern, resource)),
        ),
      ),
    ),
  );
}

/** Patterns that meet without being the same: a fence for one would cut the other. */
export function overlapsPartly(left: readonly Reach[], right: readonly Reach[]): boolean {
  return left.some((one) =>
    right.some(
      (other) =>
        meets(one.actions, other.actions, actionsMeet) &&
        meets(one.resources, other.resources, patternsMeet) &&
        !(isSameSet(one.actions, other.actions) && isSameSet(one.resources, other.resources)) &&
        !bothLiteral(one, other),
    ),
  );
}

const meets = (
  left: readonly string[],
  right: readonly string[],
  meet: (a: string, b: string) => boolean,
): boolean => left.some((a) => right.some((b) => meet(a, b)));

const isSameSet = (left: readonly string[], right: readonly string[]): boolean =>
  [...left].sort().join('\n') === [...right].sort().join('\n');

/** Without a wildcard what meets is equal, and is dated pair by pair. */
const bothLiteral = (left: Reach, right: Reach): boolean =>
  [left, right].every(({ actions, resources }) =>
    [...actions, ...resources].every((text) => !/[*?]/.test(text)),
  );

function statementsOf(document: unknown): readonly ReadStatement[] {
  const { Statement } = (document ?? {}) as { readonly Statement?: unknown };
  return (Array.isArray(Statement) ? Statement : [Statement]) as readonly ReadStatement[];
}

export const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
