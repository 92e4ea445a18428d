/** Approvals of Systems Manager as levels of ours: who, how many, in which order, for how long. */

import { writeDuration } from '../config/duration.ts';
import { DAY, MINUTE } from '../kernel/time.ts';
import type { ApproverNames } from './import-approvers.ts';
import {
  listAt,
  numberAt,
  othersIn,
  textAt,
  textsAt,
  treeAt,
  treesAt,
  type Tree,
} from './import-document.ts';
import { freeName, slugOf } from './init-offers.ts';

export interface Levels {
  /** Of the file, below `levels:` of a rule. */
  readonly lines: readonly string[];
  readonly lapse: string;
  readonly notes: readonly string[];
}

export const isApproval = (step: Tree): boolean => textAt(step, 'action') === 'aws:approve';

/** Each step that asks for approval is a level; what else a document does is told. */
export function levelsOf(steps: readonly Tree[], names: ApproverNames): Levels {
  const taken = new Set<string>();
  const approvals = steps.filter(isApproval);
  const read = approvals.map((step) => {
    const level = freeName(slugOf(textAt(step, 'name') ?? 'approvers'), taken);
    return { lines: levelLines(step, level, names), notes: notesOf(step) };
  });
  const others = steps
    .filter((step) => !isApproval(step))
    .map((step) => `Not carried over: the step ${nameOf(step)} (${textAt(step, 'action')}).`);
  const { lapse, notes } = lapseOf(approvals);
  const people = approvals.reduce((sum, step) => sum + countOf(step), 0);
  const twice = `Nobody counts at two levels here: it takes ${people} different people in all.`;
  const nobody = approvals.length === 0;
  const instead = nobody
    ? [`- { name: approvers, any: 1, from: [${names.nameOf('approvers', 'Nobody')}] }`]
    : [];
  return {
    lines: [...read.flatMap((one) => one.lines), ...instead],
    lapse,
    notes: [
      ...(nobody ? [NO_LEVEL] : []),
      ...read.flatMap((one) => one.notes),
      ...others,
      ...notes,
      ...(approvals.length > 1 ? [twice] : []),
    ],
  };
}

const NO_LEVEL = 'It asks nobody for approval; here somebody has to: a level is put in.';
const nameOf = (step: Tree): string => textAt(step, 'name') ?? 'without a name';

interface Approver {
  readonly name: string;
  /** So many of these alone; 0: they only count towards the level. */
  readonly own: number;
}

function approversIn(step: Tree, names: ApproverNames): readonly Approver[] {
  const inputs = treeAt(step, 'inputs');
  const listed = treesAt(treeAt(inputs, 'EnhancedApprovals'), 'Approvers');
  return [
    ...listed.map((one) => ({
      name: names.nameOf(textAt(one, 'approver') ?? '', textAt(one, 'type')),
      own: numberAt(one, 'minRequiredApprovals') ?? 0,
    })),
    ...textsAt(inputs, 'Approvers').map((one) => ({ name: names.nameOf(one), own: 0 })),
  ];
}

/**
 * AWS counts by level (so many of anybody), by line (so many of each), or by both, where the larger
 * number counts: what is missing then may come from anybody.
 */
function levelLines(step: Tree, level: string, names: ApproverNames): readonly string[] {
  const found = approversIn(step, names);
  const approvers = found.length > 0 ? found : [{ name: names.nameOf(level), own: 0 }];
  const all = [...new Set(approvers.map(({ name }) => name))];
  const own = approvers.filter((one) => one.own > 0);
  const sum = own.reduce((total, one) => total + one.own, 0);
  const rest = countOf(step) - sum;
  if (rest === 0 && own.every((one) => one.own === 1) && distinct(own)) {
    return [`- { name: ${level}, each: [${own.map(({ name }) => name).join(', ')}] }`];
  }
  const parts = [
    ...own.map((one) => ({ any: one.own, from: [one.name] })),
    ...(rest > 0 ? [{ any: rest, from: all }] : []),
  ].map(({ any, from }) => `any: ${any}, from: [${from.join(', ')}]`);
  const [only = ''] = parts;
  if (parts.length === 1) return [`- { name: ${level}, ${only} }`];
  return [`- name: ${level}`, '  all:', ...parts.map((part) => `    - { ${part} }`)];
}

/** AWS takes one approval where it is told no number. */
function countOf(step: Tree): number {
  const inputs = treeAt(step, 'inputs');
  const lines = treesAt(treeAt(inputs, 'EnhancedApprovals'), 'Approvers');
  const own = lines.map((one) => numberAt(one, 'minRequiredApprovals') ?? 0);
  const sum = own.reduce((total, one) => total + one, 0);
  return Math.max(sum, numberAt(inputs, 'MinRequiredApprovals') ?? 1, 1);
}

const distinct = (some: readonly Approver[]): boolean =>
  new Set(some.map(({ name }) => name)).size === some.length;

function notesOf(step: Tree): readonly string[] {
  const inputs = treeAt(step, 'inputs');
  const enhanced = treeAt(inputs, 'EnhancedApprovals');
  const approvers = treesAt(enhanced, 'Approvers');
  const name = nameOf(step);
  const topic = textAt(enhanced, 'NotificationArn') ?? textAt(inputs, 'NotificationArn');
  const others = [
    ...othersIn(step, ['name', 'action', 'timeoutSeconds', 'inputs']),
    ...othersIn(inputs, INPUTS, 'inputs.'),
    ...othersIn(enhanced, ['Approvers', 'NotificationArn'], 'EnhancedApprovals.'),
    ...new Set(approvers.flatMap((one) => othersIn(one, APPROVER, 'Approvers.'))),
  ];
  const required = approvers.some((one) => (numberAt(one, 'minRequiredApprovals') ?? 0) > 0);
  const wanted = numberAt(inputs, 'MinRequiredApprovals');
  const spare = approvers.flatMap((one) =>
    required && numberAt(one, 'minRequiredApprovals') === 0 ? [textAt(one, 'approver') ?? ''] : [],
  );
  const numbers = [
    textAt(inputs, 'MinRequiredApprovals'),
    ...approvers.map((one) => textAt(one, 'minRequiredApprovals')),
  ].filter((text) => text !== undefined && !Number.isFinite(Number(text)));
  return [
    ...numbers.map((text = '') => countIn(name, text)),
    ...(approvers.length + listAt(inputs, 'Approvers').length > 0 ? [] : [nobodyIn(name)]),
    ...(topic === undefined ? [] : [topicIn(name, topic)]),
    ...(approvers.some((one) => textAt(one, 'isEditable') === 'true') ? [editableIn(name)] : []),
    ...(spare.length > 0 && wanted === undefined
      ? [`Level ${name}: ${spare.join(', ')} would never be needed, and is left out.`]
      : []),
    ...(others.length > 0 ? [`Not carried over from step ${name}: ${others.join(', ')}.`] : []),
  ];
}

const INPUTS = ['MinRequiredApprovals', 'EnhancedApprovals', 'Approvers', 'NotificationArn'];
const APPROVER = ['approver', 'type', 'minRequiredApprovals', 'isEditable'];
const nobodyIn = (name: string) =>
  `Level ${name} names nobody: whoever asks names them there. Here a rule does; make that group.`;
const countIn = (name: string, text: string) =>
  `Level ${name}: how many approve is said by whoever asks there (${text}). Put the number here.`;
const editableIn = (name: string) =>
  `Level ${name}: whoever asks may change its approvers there. Here they may add some, never ` +
  'remove any.';
const topicIn = (name: string, topic: string) =>
  `Level ${name}: the topic ${topic} is not told. Approvers see the card; webhook: calls others.`;

/** AWS waits seven days unless it is told; so long is the longest here. */
const LONGEST_S = (7 * DAY) / 1000;

/** AWS counts for each level, a request here as a whole: the shortest counts. */
function lapseOf(steps: readonly Tree[]): Pick<Levels, 'lapse' | 'notes'> {
  const waits = steps.map((step) => numberAt(step, 'timeoutSeconds') ?? LONGEST_S);
  const shortest = Math.min(LONGEST_S, ...waits);
  const lapse = writeDuration(Math.max(shortest * 1000, MINUTE));
  const several = new Set(waits).size > 1;
  const unread = steps.flatMap((step) => {
    const written = textAt(step, 'timeoutSeconds');
    return written === undefined || numberAt(step, 'timeoutSeconds') !== undefined ? [] : [written];
  });
  return {
    lapse,
    notes: [
      ...unread.map((text) => `How long it waits is said there by ${text}; ${lapse} is put here.`),
      ...(several
        ? [`Its levels wait differently long; a request here waits ${lapse} in all.`]
        : []),
      ...(waits.some((one) => one > LONGEST_S)
        ? ['It waits more than 7 days for approval; here a request waits 7 days at the most.']
        : []),
    ],
  };
}
