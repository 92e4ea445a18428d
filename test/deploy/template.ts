/** A CloudFormation template as a stack of it would be: its few intrinsic functions resolved. */

import { readFileSync } from 'node:fs';
import { parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { checkedValues, type Given, type Parameters, type Values } from './parameters.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Json;
}

export interface Template {
  readonly Parameters: Parameters;
  readonly Conditions?: Json;
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** Where a stack is. */
export interface Place {
  readonly account: string;
  readonly region?: string;
}

const functions = [
  { tag: '!Ref', resolve: (name: string) => ({ Ref: name }) },
  { tag: '!Condition', resolve: (name: string) => ({ Condition: name }) },
  { tag: '!Sub', resolve: (text: string) => ({ 'Fn::Sub': text }) },
  { tag: '!GetAtt', resolve: (text: string) => ({ 'Fn::GetAtt': text.split('.') }) },
  ...['If', 'Not', 'And', 'Or', 'Equals', 'Join', 'Select', 'Split'].map((name) => ({
    tag: `!${name}`,
    collection: 'seq' as const,
    resolve: (list: YAMLSeq | YAMLMap) => ({ [`Fn::${name}`]: list.toJSON() as unknown }),
  })),
];

export function readTemplate(file: string): Template {
  const text = readFileSync(new URL(`../../deploy/${file}`, import.meta.url), 'utf8');
  const parsed = parseDocument(text, { customTags: functions });
  // A function that is not known here is a warning to the parser.
  for (const problem of [...parsed.errors, ...parsed.warnings]) throw problem;
  return parsed.toJS() as Template;
}

/** The properties of the resources that a stack of it would have, by their logical names. */
export function deployStack(
  file: string,
  given: Given = {},
  { account, region = 'us-east-1' }: Place = { account: '' },
): Readonly<Record<string, Json>> {
  const template = readTemplate(file);
  const pseudo = { 'AWS::AccountId': account, 'AWS::Region': region };
  const at = {
    template,
    account,
    values: { ...checkedValues(template.Parameters, given), ...pseudo },
  };
  return Object.fromEntries(
    Object.entries(template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || holds(at, Condition))
      .map(([name, { Properties }]) => [name, resolved(at, Properties) as Json]),
  );
}

interface Stack {
  readonly template: Template;
  readonly account: string;
  readonly values: Values;
}

function holds(stack: Stack, name: string): boolean {
  const condition = stack.template.Conditions?.[name];
  if (condition === undefined) throw new Error(`There is no condition ${name}.`);
  return resolved(stack, condition) === true;
}

/** What is left out where it stands, as `AWS::NoValue` is. */
const NOTHING = Symbol('AWS::NoValue');

function resolved(stack: Stack, value: unknown): unknown {
  const within = (list: readonly unknown[]) =>
    list.map((one) => resolved(stack, one)).filter((one) => one !== NOTHING);
  if (Array.isArray(value)) return within(value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [[name, argument] = ['', undefined]] = entries;
  if (entries.length === 1 && name in INTRINSIC) return INTRINSIC[name]?.(stack, argument);
  return Object.fromEntries(
    entries
      .map(([key, one]) => [key, resolved(stack, one)] as const)
      .filter(([, one]) => one !== NOTHING),
  );
}

type Intrinsic = (stack: Stack, argument: unknown) => unknown;
const listOf = (argument: unknown) => argument as readonly unknown[];
const all = (stack: Stack, argument: unknown) =>
  listOf(argument).map((one) => resolved(stack, one));

const INTRINSIC: Readonly<Record<string, Intrinsic>> = {
  Ref: (stack, name) => (name === 'AWS::NoValue' ? NOTHING : valueNamed(stack, String(name))),
  // Of a resource, `Condition` is a text beside others: there it is no function.
  Condition: (stack, name) =>
    typeof name === 'string' ? holds(stack, name) : { Condition: resolved(stack, name) },
  'Fn::Sub': (stack, text) =>
    String(text).replaceAll(/\$\{(!?)([^{}]+)\}/g, (_, kept: string, part: string) =>
      // A mark of exclamation keeps it as a variable of IAM.
      kept ? `\${${part}}` : String(valueNamed(stack, part)),
    ),
  'Fn::GetAtt': (stack, argument) => arnOf(stack, String(listOf(argument)[0])),
  'Fn::If': (stack, argument) => {
    const [name, yes, no] = listOf(argument);
    return resolved(stack, holds(stack, String(name)) ? yes : no);
  },
  'Fn::Join': (stack, argument) => {
    const [between, list] = listOf(argument);
    return (resolved(stack, list) as readonly string[]).join(String(between));
  },
  'Fn::Select': (stack, argument) => {
    const [at, list] = listOf(argument);
    return (resolved(stack, list) as readonly unknown[])[Number(at)];
  },
  'Fn::Split': (stack, argument) => {
    const [between, text] = listOf(argument);
    return String(resolved(stack, text)).split(String(between));
  },
  'Fn::Not': (stack, argument) => all(stack, argument)[0] !== true,
  'Fn::And': (stack, argument) => all(stack, argument).every((one) => one === true),
  'Fn::Or': (stack, argument) => all(stack, argument).includes(true),
  'Fn::Equals': (stack, argument) => {
    const [one, other] = all(stack, argument);
    return one === other;
  },
};

/** Of a role, what it is called; of a policy, its ARN: we refer by name to no other resources. */
function valueNamed(stack: Stack, name: string): string | readonly string[] {
  const { RoleName, ManagedPolicyName } = stack.template.Resources[name]?.Properties ?? {};
  if (RoleName !== undefined) return String(resolved(stack, RoleName));
  if (typeof ManagedPolicyName === 'string') return iam(stack, `policy/${ManagedPolicyName}`);
  const value = stack.values[name];
  if (value === undefined) throw new Error(`There is nothing called ${name}.`);
  return value;
}

const iam = ({ account }: Stack, what: string): string => `arn:aws:iam::${account}:${what}`;

/** AWS adds a part of its own making to the ARNs of connections and their destinations. */
function arnOf(stack: Stack, name: string): string {
  const { Type = '', Properties } = stack.template.Resources[name] ?? {};
  const kind = IN_EVENTS[Type];
  if (kind === undefined) return iam(stack, `role/${String(valueNamed(stack, name))}`);
  const region = String(stack.values['AWS::Region']);
  const own = `${kind}/${String(Properties?.['Name'])}/0a1b2c3d`;
  return `arn:aws:events:${region}:${stack.account}:${own}`;
}

const IN_EVENTS: Readonly<Record<string, string>> = {
  'AWS::Events::Connection': 'connection',
  'AWS::Events::ApiDestination': 'api-destination',
};
