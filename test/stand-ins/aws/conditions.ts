/** Condition blocks: what each operator means, with `IfExists`, `ForAllValues:`, `ForAnyValue:`. */

import { BlockList, isIP } from 'node:net';
import type { Context, ContextValue } from './context.ts';
import { arnMatches, compile } from './pattern.ts';
import type { Condition, Statement } from './policy.ts';

interface Reading {
  readonly context: Context;
  readonly variables: boolean;
}

/** Does one value of the request satisfy one value of the policy? Undefined: cannot be said. */
type Compare = (given: string, wanted: string, reading: Reading) => boolean | undefined;

interface Operator {
  readonly compare: Compare;
  /** `Not…`: must hold against every value of the policy, and holds where the key is missing. */
  readonly negative: boolean;
  /** What an inverted comparison that cannot be made means: yes for a variable without value. */
  readonly unknown: boolean;
}

export function conditionsHold(statement: Statement, context: Context): boolean {
  const reading = { context, variables: statement.variables };
  return statement.conditions.every((condition) => holds(condition, reading));
}

/** `ForAnyValue:StringLikeIfExists` taken apart. */
export function parseOperator(text: string) {
  const [, set, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/.exec(text) ?? [];
  const ifExists = rest.endsWith('IfExists');
  return { set, ifExists, base: ifExists ? rest.slice(0, -'IfExists'.length) : rest };
}

export const isKnownOperator = (base: string) => base === 'Null' || Object.hasOwn(OPERATORS, base);

function holds(condition: Condition, reading: Reading): boolean {
  const { set, ifExists, base } = parseOperator(condition.operator);
  const given = reading.context.get(condition.key);
  if (base === 'Null') {
    const isNull = String(given === undefined);
    return condition.values.some((value) => value.toLowerCase() === isNull);
  }
  const operator = Object.hasOwn(OPERATORS, base) ? OPERATORS[base] : undefined;
  if (!operator) return false;
  const one = (value: string) => valueHolds(operator, value, condition.values, reading);
  if (given === undefined) return missingHolds(set, ifExists, operator);
  if (set === 'ForAllValues') return listOf(given).every(one);
  if (set === 'ForAnyValue') return listOf(given).some(one);
  // A key of several values needs a set operator; without one the condition is never met.
  return typeof given === 'string' && one(given);
}

/** `ForAnyValue` wants a value to begin with, and `IfExists` does not change that. */
function missingHolds(set: string | undefined, ifExists: boolean, operator: Operator): boolean {
  if (set !== undefined) return set === 'ForAllValues';
  return ifExists || operator.negative;
}

function valueHolds(
  operator: Operator,
  given: string,
  wanted: readonly string[],
  reading: Reading,
): boolean {
  const { compare, negative, unknown } = operator;
  if (!negative) return wanted.some((value) => compare(given, value, reading) === true);
  return wanted.every((value) => {
    const same = compare(given, value, reading);
    return same === undefined ? unknown : !same;
  });
}

const text =
  (wildcards: boolean, ignoreCase = false): Compare =>
  (given, wanted, { context, variables }) =>
    compile(wanted, context, { wildcards, variables, ignoreCase })?.test(given);

const arn: Compare = (given, wanted, { context, variables }) =>
  given.split(':').length < 6 ? false : arnMatches(wanted, given, context, variables);

const ordered =
  (parse: (value: string) => number, test: (given: number, wanted: number) => boolean): Compare =>
  (given, wanted) => {
    const [left, right] = [parse(given), parse(wanted)];
    return Number.isNaN(left) || Number.isNaN(right) ? undefined : test(left, right);
  };

/** ISO 8601 or seconds since 1970. A variable is neither: no Date operator ever resolves one. */
function parseDate(value: string): number {
  return /^\d+$/.test(value) && value.length > 4 ? Number(value) * 1000 : Date.parse(value);
}

const parseNumber = (value: string) => (value.trim() === '' ? Number.NaN : Number(value));

const bool: Compare = (given, wanted) =>
  /^(true|false)$/i.test(wanted) ? given.toLowerCase() === wanted.toLowerCase() : undefined;

const inNetwork: Compare = (given, wanted) => {
  const [network = '', bits] = wanted.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(network) === 0 || isIP(given) === 0) return undefined;
  if (isIP(network) !== isIP(given)) return false;
  const list = new BlockList();
  list.addSubnet(
    network,
    bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits),
    family,
  );
  return list.check(given, family);
};

const yes = (compare: Compare): Operator => ({ compare, negative: false, unknown: false });
const not = (compare: Compare, unknown: boolean): Operator => ({
  compare,
  negative: true,
  unknown,
});

function family(prefix: string, parse: (value: string) => number): Record<string, Operator> {
  return {
    [`${prefix}Equals`]: yes(ordered(parse, (a, b) => a === b)),
    [`${prefix}NotEquals`]: not(
      ordered(parse, (a, b) => a === b),
      false,
    ),
    [`${prefix}LessThan`]: yes(ordered(parse, (a, b) => a < b)),
    [`${prefix}LessThanEquals`]: yes(ordered(parse, (a, b) => a <= b)),
    [`${prefix}GreaterThan`]: yes(ordered(parse, (a, b) => a > b)),
    [`${prefix}GreaterThanEquals`]: yes(ordered(parse, (a, b) => a >= b)),
  };
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: yes(text(false)),
  StringNotEquals: not(text(false), true),
  StringEqualsIgnoreCase: yes(text(false, true)),
  StringNotEqualsIgnoreCase: not(text(false, true), true),
  StringLike: yes(text(true)),
  StringNotLike: not(text(true), true),
  ...family('Numeric', parseNumber),
  ...family('Date', parseDate),
  Bool: yes(bool),
  ArnEquals: yes(arn),
  ArnLike: yes(arn),
  ArnNotEquals: not(arn, true),
  ArnNotLike: not(arn, true),
  IpAddress: yes(inNetwork),
  NotIpAddress: not(inNetwork, false),
};

const listOf = (value: ContextValue): readonly string[] =>
  typeof value === 'string' ? [value] : value;
