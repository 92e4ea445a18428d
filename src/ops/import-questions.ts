/** Parameters of a runbook as questions of an entry, and what the runbook is given. */

import { patternOf } from '../catalog/answer.ts';
import { othersIn, textAt, textsAt, treeAt, type Tree } from './import-document.ts';
import { freeName, quoted, shortened, slugOf } from './init-offers.ts';

interface Asked {
  /** Of the file, below `questions:`. */
  readonly questions: readonly string[];
  /** Of the file, within `parameters: { … }`. */
  readonly parameters: readonly string[];
  readonly notes: readonly string[];
}

/** What has a default keeps it; of the rest so many are asked for as an entry may ask. */
export function questionsOf(parameters: Tree): Asked {
  const taken = new Set<string>();
  const names = Object.keys(parameters).filter((name) => name !== ASSUME_ROLE);
  const all = names
    .filter((name) => NAME.test(name))
    .map((name) => ({ name, about: treeAt(parameters, name) }));
  const kept = all.filter(({ about }) => 'default' in about);
  const open = all.filter(({ about }) => !('default' in about));
  const asked = open.slice(0, MOST).map(({ name, about }) => {
    const id = freeName(slugOf(name), taken);
    return { name, id, ...questionLines(id, name, about) };
  });
  const left = open.slice(MOST).map(({ name }) => name);
  return {
    questions: asked.flatMap(({ lines }) => lines),
    parameters: [
      ...asked.map(({ name, id }) => `${name}: { answer: ${id} }`),
      ...left.map((name) => `${name}: "VALUE"`),
    ],
    notes: [
      ...names.flatMap((one) => (NAME.test(one) ? [] : [`Not carried over: parameter ${one}.`])),
      ...asked.flatMap(({ notes }) => notes),
      ...kept.map(({ name }) => `Parameter ${name} keeps its default; nobody is asked for it.`),
      ...(left.length > 0
        ? [`An entry asks five questions at the most: write texts for ${left.join(', ')}.`]
        : []),
    ],
  };
}

/** What the bot gives by itself, from `role:`. */
const ASSUME_ROLE = 'AutomationAssumeRole';
const MOST = 5;
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,49}$/;
const NARROW = '[\\w.-]{1,64}';

function questionLines(id: string, name: string, about: Tree) {
  const { line, notes } = fitting(name, about);
  const others = othersIn(about, ['type', 'description', 'allowedValues', 'allowedPattern']);
  const isList = (textAt(about, 'type') ?? '').endsWith('List');
  return {
    lines: [
      `- id: ${id}`,
      `  label: ${quoted(shortened(textAt(about, 'description') ?? name, 150) || name)}`,
      `  ${line}`,
    ],
    notes: [
      ...notes,
      ...(isList ? [`Parameter ${name} is a list; one value is passed here.`] : []),
      ...(others.length > 0
        ? [`Not carried over from parameter ${name}: ${others.join(', ')}.`]
        : []),
    ],
  };
}

/** An answer that goes to a runbook is one of some, or has a form. */
function fitting(name: string, about: Tree) {
  const values = textsAt(about, 'allowedValues');
  const given = textAt(about, 'allowedPattern');
  const type = textAt(about, 'type') ?? 'String';
  // A form in place of a list would let through what nobody listed: check has it decided.
  if (values.length > 0) {
    const isFit = values.length <= 100 && values.every((one) => one.length <= 75);
    const notes = isFit ? [] : [`Parameter ${name} ${UNFIT_LIST}`];
    return { line: `allowed: [${values.map(quoted).join(', ')}]`, notes };
  }
  const bare = given?.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  if (bare !== undefined && isPattern(bare)) return { line: `pattern: ${single(bare)}`, notes: [] };
  const known = FORMS[type];
  if (type === 'Boolean') return { line: 'allowed: ["true", "false"]', notes: [] };
  const why =
    given === undefined
      ? 'does not say which values it takes'
      : `takes ${given}, which cannot be read here`;
  if (known !== undefined && given === undefined)
    return { line: `pattern: ${single(known)}`, notes: [] };
  const notes = [`Parameter ${name} ${why}: letters, digits, "_", "." and "-" are let through.`];
  return { line: `pattern: ${single(NARROW)}`, notes };
}

const UNFIT_LIST =
  'takes values of which a choice here takes a hundred at the most, of 75 signs each: check ' +
  'refuses it. Write a pattern in its place that lets through these alone.';

const FORMS: Readonly<Record<string, string>> = {
  Integer: '\\d{1,9}',
  'AWS::EC2::Instance::Id': 'i-[0-9a-f]{8,17}',
  'AWS::SSM::ManagedInstance::Id': '(?:i|mi)-[0-9a-f]{8,17}',
  'AWS::IAM::Role::Arn': 'arn:aws:iam::\\d{12}:role/[\\w+=,.@/-]{1,500}',
};

/** In YAML a text in single quotes has no escapes but the quote itself. */
const single = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function isPattern(pattern: string): boolean {
  if (pattern.length > 200 || /[\p{Cc}]/u.test(pattern)) return false;
  try {
    return patternOf(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}
