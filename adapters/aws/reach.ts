/** What policy documents of AWS reach, as far as a fence can mirror it. */

import type { Reach } from '../../src/catalog/target.ts';
import { actionsMeet, patternsMeet } from '../../src/catalog/pattern.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';

export interface ReadStatement {
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
  const { reach, isWhole } = namedReach(documents);
  return isWhole ? ok(reach) : refuse('target-unfenceable', { what });
}

export interface NamedReach {
  readonly reach: readonly Reach[];
  /** False where they allow more, which no fence can say. */
  readonly isWhole: boolean;
}

/** As far as it can be said. */
export function namedReach(documents: readonly unknown[]): NamedReach {
  const allows = documents.flatMap(statementsOf).filter(({ Effect }) => Effect === 'Allow');
  const reach = allows.filter(isMirrored).map(({ Action, Resource }): Reach => {
    return { actions: listOf(Action), resources: listOf(Resource) };
  });
  return { reach, isWhole: reach.length === allows.length };
}

function isMirrored({ Action, NotAction, Resource, NotResource }: ReadStatement): boolean {
  const [actions, resources] = [listOf(Action), listOf(Resource)];
  if (NotAction !== undefined || NotResource !== undefined) return false;
  if (actions.length === 0 || resources.length === 0) return false;
  // A policy variable stands for something else in every session: no fence can say it.
  return ![...actions, ...resources].some((text) => text.includes('${'));
}

/**
 * Does a standing Allow give all of this already? Then there is nothing to ask for, and nothing
 * that would end. Of conditions only MFA is looked past: others, as dates, may never be met.
 */
export function alreadyAllows(documents: readonly unknown[], wanted: readonly Reach[]): boolean {
  const allows = documents
    .flatMap(statementsOf)
    .filter((one) => one.Effect === 'Allow' && asksForMfaAtMost(one.Condition));
  const isGiven = (action: string, resource: string) =>
    allows.some((one) => givesAction(one, action) && givesResource(one, resource));
  const isAllGiven = wanted.every(({ actions, resources }) =>
    actions.every((action) => resources.every((resource) => isGiven(action, resource))),
  );
  // Who wants nothing holds nothing: a group may get its policies later.
  return wanted.length > 0 && isAllGiven;
}

/** May they ever, on anything and under whatever conditions? Conditions that deny are not read. */
export function mayEver(documents: readonly unknown[], action: string): boolean {
  const statements = documents.flatMap(statementsOf);
  return statements.some((one) => one.Effect === 'Allow' && givesAction(one, action));
}

const asksForMfaAtMost = (condition: unknown): boolean =>
  Object.values((condition ?? {}) as Record<string, object>)
    .flatMap((keys) => Object.keys(keys))
    .every((key) => /^aws:multifactorauth/i.test(key));

const givesAction = ({ Action, NotAction }: ReadStatement, action: string): boolean =>
  NotAction === undefined
    ? listOf(Action).some((outer) => patternCovers(outer.toLowerCase(), action.toLowerCase()))
    : !listOf(NotAction).some((kept) => actionsMeet(kept, action));

const givesResource = ({ Resource, NotResource }: ReadStatement, resource: string): boolean =>
  NotResource === undefined
    ? listOf(Resource).some((outer) => patternCovers(outer, resource))
    : !listOf(NotResource).some((kept) => patternsMeet(kept, resource));

/** Whether all that matches `inner` matches `outer`. Only a star takes in a star. */
export function patternCovers(outer: string, inner: string): boolean {
  let row = [true, ...Array.from(inner, () => false)];
  for (const sign of outer) {
    const next = [row[0] === true && sign === '*'];
    for (const [j, facing] of Array.from(inner).entries()) {
      const takes = sign === facing || (sign === '?' && facing !== '*');
      const isRun = sign === '*';
      next.push(isRun ? row[j + 1] === true || next[j] === true : takes && row[j] === true);
    }
    row = next;
  }
  return row.at(-1) === true;
}

export function statementsOf(document: unknown): readonly ReadStatement[] {
  const { Statement } = (document ?? {}) as { readonly Statement?: unknown };
  return [Statement].flat().filter((one): one is ReadStatement => isObject(one));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

export const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
