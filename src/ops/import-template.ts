/** Change templates of Change Manager as ours: rules, calendars, and entries for their runbooks. */

import { isApproval, levelsOf } from './import-approvals.ts';
import { approverNames } from './import-approvers.ts';
import { calendarsAsked, calendarsOf, freezeOf, isChangeCalendar } from './import-calendars.ts';
import {
  type AwsDocument,
  type Imported,
  type ImportPlace,
  othersIn,
  problem,
  textAt,
  treesAt,
  type Tree,
} from './import-document.ts';
import { runbookEntries } from './import-runbooks.ts';
import { importedYaml, placeNotes, ruleLines } from './import-yaml.ts';
import { freeName, slugOf } from './init-offers.ts';

interface Given extends ImportPlace {
  /** People and groups who are asked while a calendar is closed, by their names here. */
  readonly freeze?: readonly string[];
}

export function importChangeManager(documents: readonly AwsDocument[], given: Given): Imported {
  const names = approverNames();
  const ids = new Set<string>();
  const templates = documents.filter(isTemplate);
  const runbooks = documents.filter(isRunbook);
  const calendars = calendarsOf(documents, given);
  const made = templates.map(({ name, content }) => {
    const tree = content as Tree;
    const id = freeName(slugOf(name), ids);
    const steps = treesAt(tree, 'mainSteps').filter((step) => calendarsAsked(step).length === 0);
    const { lines: levels, lapse, notes } = levelsOf(steps, names);
    const isEmergency = textAt(tree, 'emergencyChange') === 'true';
    const freeze = freezeOf(calendars.names, isEmergency, given.freeze ?? []);
    const entries = runbookEntries({ id, name, tree, runbooks, place: given, ids });
    const scope = `{ tag: change-template, value: ${id} }`;
    const rule = { id, scope, levels, freeze: freeze.lines, lapse, max: '1h' };
    const own = [...notesOf(tree), ...notes, ...freeze.notes, ...entries.notes];
    return {
      entries: entries.lines,
      rule: ruleLines(rule),
      notes: own.map((one) => `${name}: ${one}`),
    };
  });
  const strange = documents.filter(
    (one) => ![isTemplate, isRunbook, isChangeCalendar].some((is) => is(one)),
  );
  const problems = [
    ...strange.map(({ file }) => problem(file, NOT_OURS)),
    ...(templates.length > 0 || strange.length > 0 || !documents[0]
      ? []
      : [problem(documents[0].file, NO_TEMPLATE)]),
  ];
  return {
    yaml: importedYaml(names, {
      calendars: calendars.lines,
      entitlements: made.flatMap(({ entries }) => entries),
      rules: made.flatMap(({ rule }) => ['', ...rule]).slice(1),
    }),
    files: calendars.files,
    notes: [
      ...made.flatMap(({ notes }) => notes),
      ...calendars.notes,
      ...unused(runbooks, templates),
      ANYBODY,
      ...names.notes(),
      ...placeNotes(given),
    ],
    problems,
  };
}

const NOT_OURS =
  'is neither a change template nor a runbook nor a change calendar; for policies of ' +
  'just-in-time node access: npx prod-access policy import jitna';
const NO_TEMPLATE = 'is no change template, and no other document here is one';
const ANYBODY =
  'Who may start a change request of a template is in IAM policies. Here a rule says it: make ' +
  'the group requesters.';

function isTemplate({ type, content }: AwsDocument): boolean {
  if (typeof content === 'string') return false;
  if (type !== undefined) return type === 'Automation.ChangeTemplate';
  const keys = ['executableRunBooks', 'emergencyChange', 'autoApprovable', 'templateInformation'];
  return keys.some((key) => key in content);
}

const isRunbook = (document: AwsDocument): boolean => {
  const { type, content } = document;
  if (typeof content === 'string' || isTemplate(document)) return false;
  if (type !== undefined) return type === 'Automation';
  const steps = treesAt(content, 'mainSteps');
  return steps.length > 0 && !('accessDuration' in content) && !steps.every(isApproval);
};

function unused(
  runbooks: readonly AwsDocument[],
  templates: readonly AwsDocument[],
): readonly string[] {
  const named = new Set(
    templates.flatMap(({ content }) =>
      treesAt(content as Tree, 'executableRunBooks').map((one) => textAt(one, 'name')),
    ),
  );
  return runbooks
    .filter(({ name }) => !named.has(name))
    .map(({ file, name }) => `${file}: no template given here names ${name}; not used.`);
}

function notesOf(tree: Tree): readonly string[] {
  const others = othersIn(tree, KNOWN);
  return [
    ...(textAt(tree, 'autoApprovable') === 'true' ? [AUTO] : []),
    ...(others.length > 0 ? [`Not carried over: ${others.join(', ')}.`] : []),
  ];
}

const KNOWN = [
  'schemaVersion',
  'description',
  'templateInformation',
  'parameters',
  'executableRunBooks',
  'emergencyChange',
  'autoApprovable',
  'mainSteps',
  'cloudWatchMonitors',
];
const AUTO =
  'Whoever asks may have it approved by nobody there (autoApprovable). Here people are asked, ' +
  'unless a file in Cedar under policies: is auto-approve for its entry.';
