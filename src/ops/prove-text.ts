/** What `prove` says before it begins, and the table at its end. */

import type { Given, Remaining, Thing } from '../ports/prover.ts';
import { EXPERIMENTS, missingFor } from './prove-experiments.ts';
import type { Proved } from './prove-judge.ts';

export interface Setting {
  readonly account: string;
  readonly arn: string;
  readonly region: string;
  /** The name that everything it makes begins with. */
  readonly run: string;
  readonly given: Given;
}

export function statement({ account, arn, region, run, given }: Setting): readonly string[] {
  const [chosen, left] = [true, false].map((isRun) =>
    EXPERIMENTS.filter((one) => (missingFor(one, given).length === 0) === isRun),
  );
  return [
    `Experiments in account ${spaced(account)}, Region ${region}, as ${arn}.`,
    `For up to 15 minutes it makes things, all of them named ${run}-…:`,
    '',
    ...(chosen ?? []).flatMap(({ name, what, makes }) => [
      `  ${name}: ${what}.`,
      ...wrapped(`Makes ${makes}.`, WIDTH - 4).map((line) => `    ${line}`),
    ]),
    '',
    ...wrapped(
      'Users, groups and roles have the path /prod-access-prove/, and what takes tags has the ' +
        'tag prod-access-prove. For some minutes they may list the managed nodes, undo what this ' +
        'run gave, and with --node open a shell there. Keys are kept in memory alone. All of ' +
        'it is removed at the end, after a failure and after Ctrl-C too. What stays is history: ' +
        'in CloudTrail, and for 30 days in Systems Manager. Nothing that was there before is ' +
        'changed.',
      WIDTH,
    ),
    ...(left ?? []).flatMap((one) =>
      wrapped(`Left out: ${one.name}. It needs ${missingFor(one, given).join(' and ')}.`, WIDTH),
    ),
  ];
}

export function leftoverText(things: readonly Thing[]): readonly string[] {
  if (things.length === 0) return [];
  const isOne = things.length === 1;
  return [
    `An earlier run left ${isOne ? 'one thing' : `${things.length} things`} behind, or is still ` +
      `running: ${things.map(thingText).join(', ')}.`,
    `To remove ${isOne ? 'it' : 'them'}: npx prod-access prove --clean, ${SAME}`,
  ];
}

/** Where something of a run may stand that nobody named. */
export const notLookedAt = ({ node, instance, identityStore }: Given): readonly string[] => [
  ...(node ? [] : ['Sessions were not looked at: name the node that was used, by --node.']),
  ...(instance || identityStore
    ? []
    : ['Identity Center was not looked at: name it by --instance and --identity-store.']),
];

const SAME = 'with the same --node, --instance and --identity-store, if any';

export const thingText = ({ kind, name }: Thing): string => `${kind} ${name}`;

export function remainingText(remaining: readonly Remaining[]): readonly string[] {
  return [
    ...remaining.map(({ thing, why }) => `Not removed: ${thingText(thing)}: ${why}`),
    `Try again with: npx prod-access prove --clean, ${SAME}`,
  ];
}

const WIDTH = 100;
const COLUMNS = [10, 36, 20, 28];

export function table(rows: readonly Proved[]): readonly string[] {
  const head = ['RESULT', 'ASSUMED', 'SEEN', 'WHAT TO CHANGE'];
  const lines = rows.map(({ verdict, assumed, seen, change, where }) =>
    drawn([verdict, assumed, seen, change === '' ? '' : `${change} (${where})`]),
  );
  return [...drawn(head), '-'.repeat(WIDTH), ...lines.flatMap((each) => [...each, ''])];
}

export function tally(rows: readonly Proved[]): string {
  const count = (verdict: Proved['verdict']) =>
    rows.filter((row) => row.verdict === verdict).length;
  return (
    `${count('as assumed')} as assumed, ${count('differs')} different, ` +
    `${count('not told')} not told.`
  );
}

function drawn(cells: readonly string[]): readonly string[] {
  const columns = cells.map((cell, at) => wrapped(cell, COLUMNS[at] ?? WIDTH));
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column, at) => (column[line] ?? '').padEnd(COLUMNS[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Words that are longer than a line are not cut: they can be copied. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

const spaced = (id: string): string => id.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
