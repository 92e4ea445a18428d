/** Runbooks of a change template as entries, in comments: the bot starts none but its own. */

import { cleanLine, cleanText } from '../card/sanitize.ts';
import {
  type AwsDocument,
  type ImportPlace,
  listAt,
  textAt,
  textsAt,
  treeAt,
  treesAt,
  type Tree,
} from './import-document.ts';
import { questionsOf } from './import-questions.ts';
import { placeOf } from './import-yaml.ts';
import { freeName, quoted, shortened, slugOf } from './init-offers.ts';

interface Around {
  /** Of the rule, by which the entries are found. */
  readonly id: string;
  readonly name: string;
  readonly tree: Tree;
  readonly runbooks: readonly AwsDocument[];
  readonly place: ImportPlace;
  readonly ids: Set<string>;
}

interface Entries {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/** Change Manager lets whoever asks choose one of several: here each is an entry. */
export function runbookEntries(around: Around): Entries {
  const chosen = treesAt(around.tree, 'executableRunBooks');
  if (chosen.length === 0) return { lines: [], notes: [ANY_RUNBOOK] };
  const made = chosen.map((one) => entryOf(one, around));
  return {
    lines: [
      `# The runbooks of ${cleanLine(around.name, 128)}. The bot starts those alone whose name`,
      '# begins with ProdAccess-: copy each under such a name, pin its version, and take away',
      '# the marks of the comment.',
      ...made.flatMap(({ lines }) => lines.map((line) => `# ${line}`)),
    ],
    notes: made.flatMap(({ notes }) => notes),
  };
}

const ANY_RUNBOOK =
  'Any runbook can be used with it there. Here an entry names one: write one that has the tag of ' +
  'its rule.';

function entryOf(chosen: Tree, around: Around): Entries {
  const { id, name, tree, runbooks, place, ids } = around;
  const runbook = textAt(chosen, 'name') ?? 'RUNBOOK';
  const found = runbooks.find((one) => one.name === runbook);
  const content = typeof found?.content === 'object' ? found.content : {};
  const asked = questionsOf({ ...templateParameters(tree), ...treeAt(content, 'parameters') });
  const [alarm, ...alarms] = textsAt(treeAt(tree, 'cloudWatchMonitors'), 'monitors');
  const isOnly = listAt(tree, 'executableRunBooks').length < 2;
  const about = textAt(tree, 'description') ?? name;
  const title = isOnly ? about : `${shortened(name, 30)}: ${runbook}`;
  const guidance = textAt(tree, 'templateInformation') ?? '';
  const { account, region, channel } = placeOf(place);
  return {
    lines: [
      `- id: ${freeName(slugOf(`run ${runbook}`), ids)}`,
      `  title: ${quoted(shortened(title, 75) || name)}`,
      '  target:',
      '    kind: ssm-automation',
      `    account: ${account}`,
      `    region: ${region}`,
      `    role: ${roleOf(content, place)}`,
      '    work:',
      ...workLines(chosen, asked.parameters).map((line) => `      ${line}`),
      ...(alarm === undefined ? [] : [`    alarm: ${quoted(alarm)}`]),
      '  longest: 1h',
      ...(guidance === '' ? [] : [`  guidance: ${quoted(cleanText(guidance, 500))}`]),
      ...(asked.questions.length > 0 ? ['  questions:'] : []),
      ...asked.questions.map((line) => `    ${line}`),
      `  channel: ${channel}`,
      `  tags: { change-template: ${id} }`,
    ],
    notes: [
      ...workNotes(chosen),
      ...(found ? [] : [`${runbook} did not come along: its parameters are not known.`]),
      ...(alarms.length > 0 ? [`Not carried over: the alarms ${alarms.join(', ')}.`] : []),
      ...(guidance.length > 500 ? ['Its information is cut off after 500 characters.'] : []),
      ...asked.notes,
    ],
  };
}

function workLines(chosen: Tree, parameters: readonly string[]): readonly string[] {
  const { runbook, version } = workOf(chosen);
  const given = parameters.length > 0 ? [`parameters: { ${parameters.join(', ')} }`] : [];
  return [`runbook: ${runbook}`, `version: ${version ?? 'VERSION'}`, ...given];
}

function workNotes(chosen: Tree): readonly string[] {
  const { name, runbook, version } = workOf(chosen);
  const there = textAt(chosen, 'version') ?? 'none';
  const isCopied = name !== runbook;
  const number = `${name} is of version ${there} there: pin a number`;
  return [
    ...(isCopied ? [`${name} has to be copied as ${runbook}.`] : []),
    ...(version === undefined ? [`${number}${isCopied ? ', that of the copy' : ''}.`] : []),
  ];
}

/** A copy counts its versions anew: by the number of the original it would be another, or none. */
function workOf(chosen: Tree) {
  const name = textAt(chosen, 'name') ?? 'RUNBOOK';
  const written = textAt(chosen, 'version') ?? '';
  if (!OWN.test(name)) return { name, runbook: copyOf(name), version: undefined };
  return { name, runbook: name, version: /^\d{1,5}$/.test(written) ? written : undefined };
}

/** Those that only say who approves are no questions. */
function templateParameters(tree: Tree): Tree {
  const steps = JSON.stringify(listAt(tree, 'mainSteps'));
  const named = new Set([...steps.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name));
  const all = Object.entries(treeAt(tree, 'parameters'));
  return Object.fromEntries(all.filter(([name]) => !named.has(name)));
}

const OWN = /^ProdAccess-[\w.-]{1,117}$/;

function copyOf(runbook: string): string {
  const name = (runbook.split('/').at(-1) ?? runbook).replace(/^(?:AWS|ProdAccess)-/, '');
  return `ProdAccess-${name.replaceAll(/[^\w.-]/g, '-').slice(0, 110)}`;
}

function roleOf(content: Tree, { account }: ImportPlace): string {
  const own = textAt(content, 'assumeRole');
  if (own !== undefined && /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(own)) return own;
  return account === undefined ? 'ROLE' : `arn:aws:iam::${account}:role/prod-access-runbook`;
}
