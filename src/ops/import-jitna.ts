/** Policies of AWS's just-in-time node access as ours: statements, entries and rules. */

import type { Problem } from '../config/problem.ts';
import { approverNames } from './import-approvers.ts';
import { byEffect, cedarTroubles } from './import-cedar.ts';
import {
  type AwsDocument,
  type Imported,
  type ImportPlace,
  listAt,
  numberAt,
  othersIn,
  problem,
  textAt,
  treesAt,
} from './import-document.ts';
import { isApproval } from './import-approvals.ts';
import { manualPolicies } from './import-manual.ts';
import { importedYaml, placeNotes } from './import-yaml.ts';
import { freeName, quoted, slugOf } from './init-offers.ts';

export function importJitna(documents: readonly AwsDocument[], place: ImportPlace): Imported {
  const names = approverNames();
  const sorted = documents.map((document) => ({ document, kind: kindOf(document) }));
  const problems = sorted.flatMap(({ document, kind }) =>
    kind === undefined ? [strange(document)] : [],
  );
  const of = (wanted: Kind) =>
    sorted.flatMap(({ document, kind }) => (kind === wanted ? [document] : []));
  const stated = statements(of('statements'), place.folder);
  const manual = manualPolicies(of('manual'), names, place);
  return {
    yaml: importedYaml(names, { ...manual, policies: stated.lines }),
    files: stated.files,
    notes: [
      ...manual.notes,
      ...stated.notes,
      ...(manual.rules.length > 0 ? [FILED, ANYBODY, ...names.notes(), ...placeNotes(place)] : []),
    ],
    problems: [...problems, ...stated.problems],
  };
}

const FILED =
  'Requests are filed at AWS as before: leave a manual policy there for these nodes, and make ' +
  'the role of the bot its only approver.';
const ANYBODY =
  'JITNA lets everybody ask who has ssm:StartAccessRequest. Here a rule says who may: make the ' +
  'group requesters.';

type Kind = 'statements' | 'manual';

function kindOf({ content, type }: AwsDocument): Kind | undefined {
  if (typeof content === 'string') return /^\s*BEGIN:/.test(content) ? undefined : 'statements';
  if ('AutoApprovalPolicyDocuments' in content) return 'statements';
  if (type !== undefined && type !== 'ManualApprovalPolicy') return undefined;
  if ('executableRunBooks' in content) return undefined;
  return treesAt(content, 'mainSteps').some(isApproval) ? 'manual' : undefined;
}

function strange({ file, type, content }: AwsDocument): Problem {
  if (type === 'Automation.ChangeTemplate' || 'executableRunBooks' in Object(content)) {
    return problem(file, 'is a change template; use: npx prod-access policy import change-manager');
  }
  if (
    type === 'ManualApprovalPolicy' ||
    (type === undefined && 'accessDuration' in Object(content))
  ) {
    return problem(file, 'has no step aws:approve, so nobody would approve');
  }
  const expected = 'an auto-approval, deny-access or manual approval policy';
  return problem(
    file,
    `is ${type ? `a document of type ${type}` : 'another document'}, not ${expected}`,
  );
}

interface Stated {
  readonly lines: readonly string[];
  readonly files: Imported['files'];
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

function statements(documents: readonly AwsDocument[], folder: string): Stated {
  const taken = new Set<string>();
  const read = documents.flatMap((document) => {
    const parts = textsOf(document);
    const isDeny = /deny/i.test(document.name);
    return parts.map((text) => ({ document, isDeny, ...byEffect(text) }));
  });
  const files = read.flatMap(({ document, isDeny, permits, forbids }) => {
    const own = { document, base: baseName(document.name) };
    return [
      ...(permits !== '' && !isDeny ? [{ ...own, as: 'auto-approve', text: permits }] : []),
      ...(forbids !== '' ? [{ ...own, as: 'no-auto', text: forbids }] : []),
    ];
  });
  const named = files.map(({ base, as, text }) => {
    const wanted = taken.has(base) ? `${base.slice(0, 30)}-${as}` : base;
    return { name: `${freeName(wanted, taken)}.cedar`, as, text };
  });
  return {
    lines: named.map(
      ({ name, as }) => `- { file: ${quoted(`${folder}${name}`)}, as: ${as}, schema: jitna }`,
    ),
    files: named.map(({ name, text }) => ({ name, text })),
    notes: [
      ...documents.flatMap(ofDocument),
      ...read.flatMap(({ document, isDeny, permits, forbids }) =>
        mixed(document.name, isDeny, { permits, forbids }),
      ),
      ...(named.some(({ as }) => as === 'auto-approve') ? [AT_AWS, HOUR_LONG] : []),
    ],
    problems: named.flatMap(({ name, text }) => cedarTroubles(`${folder}${name}`, text)),
  };
}

const AT_AWS =
  'As long as an auto-approval policy is in force at AWS, it approves there, and what it ' +
  'approves does not come here.';
const HOUR_LONG =
  'What JITNA approves by itself lasts 1 hour. Here the rule of the entry says how long; a quota ' +
  '(quota: { times: 3, per: 24h }) can say how often.';

/** As AWS names the two that there can be, without what both have in common. */
const baseName = (name: string): string =>
  slugOf(name.replace(/^SSM-JustInTimeAccess/, 'jitna-').replace(/Policy$/, ''));

function textsOf({ content }: AwsDocument): readonly string[] {
  if (typeof content === 'string') return [content];
  return treesAt(content, 'AutoApprovalPolicyDocuments').flatMap(
    (one) => textAt(one, 'content') ?? [],
  );
}

function mixed(
  name: string,
  isDeny: boolean,
  { permits, forbids }: { readonly permits: string; readonly forbids: string },
): readonly string[] {
  if (permits === '' || (forbids === '' && !isDeny)) return [];
  if (isDeny) return [`${name}: its permit statements approve nothing, and are left out.`];
  return [`${name} has permit and forbid statements: here these are two files.`];
}

function ofDocument({ name, content }: AwsDocument): readonly string[] {
  if (typeof content === 'string') return [];
  const parts = treesAt(content, 'AutoApprovalPolicyDocuments');
  const duration = numberAt(content, 'accessDuration');
  const foreign = parts.filter((one) => !/^cedar$/i.test(textAt(one, 'type') ?? 'Cedar'));
  const others = othersIn(content, [
    'schemaVersion',
    'AutoApprovalPolicyDocuments',
    'accessDuration',
  ]);
  return [
    ...(parts.length < listAt(content, 'AutoApprovalPolicyDocuments').length || parts.length === 0
      ? [`${name} has no statement that could be read.`]
      : []),
    ...(duration === undefined || duration === 3600
      ? []
      : [`${name}: accessDuration is ${duration} s; a rule says it here.`]),
    ...foreign.map((one) => `${name}: a part of type ${textAt(one, 'type')} is taken for Cedar.`),
    ...(others.length > 0 ? [`Not carried over from ${name}: ${others.join(', ')}.`] : []),
  ];
}
