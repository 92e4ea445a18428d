/** A CloudFormation template as a stack of it would be: its few intrinsic functions resolved. */

import { readFileSync } from 'node:fs';
import { parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

type Json = Readonly<Record<string, unknown>>;
export type Given = Readonly<Record<string, string>>;

interface Parameter {
  readonly Type: 'String' | 'Number' | 'CommaDelimitedList';
  readonly Default?: string | number;
  readonly AllowedPattern?: string;
  readonly MinValue?: number;
  readonly MaxValue?: number;
}

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Json;
}

interface Template {
  readonly Parameters: Readonly<Record<string, Parameter>>;
  readonly Conditions?: Json;
  readonly Resources: Readonly<Record<string, Resource>>;
}

const functions = [
  { tag: '!Ref', resolve: (name: string) => ({ Ref: name }) },
  { tag: '!Sub', resolve: (text: string) => ({ 'Fn::Sub': text }) },
  ...['If', 'Not', 'Equals', 'Join'].map((name) => ({
    tag: `!${name}`,
    collection: 'seq' as const,
    resolve: (list: YAMLSeq | YAMLMap) => ({ [`Fn::${name}`]: list.toJSON() as unknown }),
  })),
];

/** The properties of the resources that a stack of it would have, by their logical names. */
/** @param account that the stack is in. */
export function deployStack(
  file: string,
  given: Given = {},
  account = '',
): Readonly<Record<string, Json>> {
  const text = readFileSync(new URL(`../../deploy/${file}`, import.meta.url), 'utf8');
  const parsed = parseDocument(text, { customTags: functions });
  // A function that is not known here is a warning to the parser.
  for (const problem of [...parsed.errors, ...parsed.warnings]) throw problem;
  const template = parsed.toJS() as Template;
  const values = { ...valuesOf(template, given), 'AWS::AccountId': account };
  const at = { template, values };
  return Object.fromEntries(
    Object.entries(template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || holds(at, Condition))
      .map(([name, { Properties }]) => [name, resolved(at, Properties) as Json]),
  );
}

interface Stack {
  readonly template: Template;
  readonly values: Values;
}
type Values = Readonly<Record<string, string | readonly string[]>>;

/** A number is a text wherever it is referred to, and a list is one. */
function valuesOf({ Parameters }: Template, given: Given): Values {
  const unknown = Object.keys(given).find((name) => !(name in Parameters));
  if (unknown !== undefined) throw new Error(`There is no parameter ${unknown}.`);
  return Object.fromEntries(
    Object.entries(Parameters).map(([name, parameter]) => {
      const value = given[name] ?? parameter.Default;
      if (value === undefined) throw new Error(`${name} is missing.`);
      if (!fits(parameter, String(value))) throw new Error(`${name} may not be ${value}.`);
      const text = String(value);
      return [name, parameter.Type === 'CommaDelimitedList' ? text.split(',') : text];
    }),
  );
}

function fits({ Type, AllowedPattern, MinValue, MaxValue }: Parameter, value: string): boolean {
  if (Type === 'CommaDelimitedList') return true;
  if (Type === 'String') return new RegExp(AllowedPattern ?? '').test(value);
  const number = Number(value);
  if (value === '' || Number.isNaN(number)) return false;
  return number >= (MinValue ?? -Infinity) && number <= (MaxValue ?? Infinity);
}

function holds(stack: Stack, name: string): boolean {
  const condition = stack.template.Conditions?.[name];
  if (condition === undefined) throw new Error(`There is no condition ${name}.`);
  return resolved(stack, condition) === true;
}

function resolved(stack: Stack, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(stack, one));
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', undefined]] = Object.entries(value);
  if (name === 'Ref') return valueNamed(stack, String(argument));
  if (name === 'Fn::Sub') {
    return String(argument).replaceAll(/\$\{([\w:]+)\}/g, (_, part: string) =>
      String(valueNamed(stack, part)),
    );
  }
  const list = name.startsWith('Fn::') ? (argument as readonly unknown[]) : [];
  if (name === 'Fn::If') return resolved(stack, list[holds(stack, String(list[0])) ? 1 : 2]);
  if (name === 'Fn::Join') {
    return (resolved(stack, list[1]) as readonly string[]).join(String(list[0]));
  }
  if (name === 'Fn::Not') return resolved(stack, list[0]) !== true;
  if (name === 'Fn::Equals') return resolved(stack, list[0]) === resolved(stack, list[1]);
  const entries = Object.entries(value).map(([key, one]) => [key, resolved(stack, one)]);
  return Object.fromEntries(entries);
}

function valueNamed({ values }: Stack, name: string): string | readonly string[] {
  const value = values[name];
  if (value === undefined) throw new Error(`There is nothing called ${name}.`);
  return value;
}
