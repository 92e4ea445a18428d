/** The conditions of `aws:branch`: one comparison, or several joined by And, Or and Not. */

import { isObject, type Json } from './runbook.ts';
import { textOf } from './runbook-values.ts';

type Comparison = (value: unknown, wanted: unknown) => boolean;

const text =
  (holds: (value: string, wanted: string) => boolean): Comparison =>
  (value, wanted) =>
    holds(textOf(value), textOf(wanted));
const number =
  (holds: (value: number, wanted: number) => boolean): Comparison =>
  (value, wanted) =>
    holds(Number(value), Number(wanted));

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: text((value, wanted) => value === wanted),
  EqualsIgnoreCase: text((value, wanted) => value.toLowerCase() === wanted.toLowerCase()),
  StartsWith: text((value, wanted) => value.startsWith(wanted)),
  EndsWith: text((value, wanted) => value.endsWith(wanted)),
  Contains: text((value, wanted) => value.includes(wanted)),
  NumericEquals: number((value, wanted) => value === wanted),
  NumericGreater: number((value, wanted) => value > wanted),
  NumericLesser: number((value, wanted) => value < wanted),
  NumericGreaterOrEquals: number((value, wanted) => value >= wanted),
  NumericLesserOrEquals: number((value, wanted) => value <= wanted),
  BooleanEquals: text((value, wanted) => value.toLowerCase() === wanted.toLowerCase()),
};

/** The step that the first condition which holds leads to. */
export function chosen(choices: unknown): string | undefined {
  const list = Array.isArray(choices) ? (choices as readonly Json[]) : [];
  const choice = list.find(holds);
  return choice === undefined ? undefined : textOf(choice['NextStep']);
}

function holds(condition: Json): boolean {
  const { And, Or, Not, Variable } = condition;
  if (Array.isArray(And)) return (And as readonly Json[]).every(holds);
  if (Array.isArray(Or)) return (Or as readonly Json[]).some(holds);
  if (isObject(Not)) return !holds(Not);
  const operator = operatorOf(condition);
  return operator !== undefined && COMPARISONS[operator]?.(Variable, condition[operator]) === true;
}

/** Refuses a condition that compares by nothing that is known. */
export function operatorsIn(choices: unknown, refusal: (words: string) => Error): void {
  if (!Array.isArray(choices) || choices.length === 0) throw refusal('there are no Choices');
  for (const choice of choices as readonly Json[]) {
    const { And, Or, Not } = choice;
    const inner = Array.isArray(And) ? And : Array.isArray(Or) ? Or : isObject(Not) ? [Not] : [];
    if (inner.length > 0) operatorsIn(inner, refusal);
    else if (operatorOf(choice) === undefined) throw refusal('unknown operation in Choices');
  }
}

const operatorOf = (condition: Json) =>
  Object.keys(condition).find((name) => Object.hasOwn(COMPARISONS, name));
