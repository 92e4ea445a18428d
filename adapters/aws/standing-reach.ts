/** What policy documents let somebody do, standing: without an end, or with one not set by us. */

import { actionsMeet, patternsMeet } from '../../src/catalog/pattern.ts';
import type { NodeTag } from '../../src/catalog/target.ts';
import { listOf, patternCovers, type ReadStatement, statementsOf } from './reach.ts';

export interface Deed {
  readonly action: string;
  /** A pattern where any of several will do. */
  readonly resource: string;
  /** Of the nodes that count, where they are chosen by one. */
  readonly tag?: NodeTag;
  /** To which a role is lent. */
  readonly service?: string;
}

/**
 * Errs towards yes: conditions of an Allow may be met, but for a date that is over, a tag that
 * no such node has, and another service; and only a Deny without conditions, on all of it, is taken
 * for one.
 */
export const allowsDeed = (document: unknown, deed: Deed, nowMs: number): boolean =>
  statementsOf(document).some(
    (one) =>
      one.Effect === 'Allow' &&
      speaksOf(one, deed, patternsMeet) &&
      !isOver(one, nowMs) &&
      !isForOthers(one, deed),
  );

export const deniesDeed = (document: unknown, deed: Deed): boolean =>
  statementsOf(document).some(
    (one) =>
      one.Effect === 'Deny' &&
      Object.keys(one.Condition ?? {}).length === 0 &&
      !hasVariable(one) &&
      speaksOf(one, deed, patternCovers),
  );

/** Whether all that it allows has an end in the document itself, as everything of ours has. */
export const isDated = (document: unknown): boolean =>
  statementsOf(document).every((one) => one.Effect !== 'Allow' || endMs(one) !== undefined);

type Meets = (written: string, resource: string) => boolean;

function speaksOf(statement: ReadStatement, { action, resource }: Deed, meets: Meets): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const isItsAction =
    NotAction === undefined
      ? listOf(Action).some((each) => actionsMeet(each, action))
      : !listOf(NotAction).some((each) => actionsMeet(each, action));
  if (!isItsAction) return false;
  if (NotResource === undefined) return listOf(Resource).some((each) => meets(each, resource));
  // An Allow leaves a resource out where all of it is named; a Deny, where any of it may be.
  const leavesOut = meets === patternsMeet ? patternCovers : patternsMeet;
  return !listOf(NotResource).some((each) => leavesOut(each, resource));
}

const hasVariable = ({ Resource, NotResource }: ReadStatement): boolean =>
  [...listOf(Resource), ...listOf(NotResource)].some((each) => each.includes('${'));

const isOver = (statement: ReadStatement, nowMs: number): boolean => {
  const end = endMs(statement);
  return end !== undefined && end <= nowMs;
};

function endMs(statement: ReadStatement): number | undefined {
  const ends = conditionsOf(statement)
    .filter(({ operator, key }) => /^DateLessThan/i.test(operator) && key === 'aws:currenttime')
    .map(({ values }) => Math.max(...values.map((each) => Date.parse(each))))
    .filter((end) => !Number.isNaN(end));
  return ends.length > 0 ? Math.min(...ends) : undefined;
}

/** It asks for another value of the very tag by which our nodes are chosen, or another service. */
function isForOthers(statement: ReadStatement, { tag, service }: Deed): boolean {
  const known = new Map<string, string>();
  for (const of of tag ? ['ssm', 'aws'] : []) {
    known.set(`${of}:resourcetag/${tag?.key}`.toLowerCase(), tag?.value ?? '');
  }
  if (service !== undefined) known.set('iam:passedtoservice', service);
  return conditionsOf(statement).some(({ operator, key, values }) => {
    const value = known.get(key);
    return (
      value !== undefined &&
      /^String(Equals|Like)(IfExists)?$/i.test(operator) &&
      !values.some((each) => patternsMeet(each, value))
    );
  });
}

const conditionsOf = ({ Condition }: ReadStatement) =>
  Object.entries((Condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(
    ([operator, asked]) =>
      Object.entries(asked).map(([key, value]) => {
        return { operator, key: key.toLowerCase(), values: listOf(value) };
      }),
  );
