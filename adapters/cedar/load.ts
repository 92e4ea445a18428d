/** Files of statements read, checked and made ready: all of them, or every problem at once. */

import { checkParsePolicySet, type DetailedError, validate } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyFile } from '../../src/config/config.ts';
import type { Problem } from '../../src/config/problem.ts';
import type { Person } from '../../src/kernel/person.ts';
import type { PolicyEngine } from '../../src/ports/policy-engine.ts';
import { checkNames, type KnownNames } from './check-names.ts';
import { createEngine } from './engine.ts';
import { JITNA_SCHEMA } from './jitna-schema.ts';
import { OUR_SCHEMA } from './our-schema.ts';
import { problemAt, problemsOf } from './problems.ts';
import { type Statement, statementsOf } from './statements.ts';
import { tooMuch } from './too-much.ts';

export interface Around extends Omit<KnownNames, 'people'> {
  readonly people: readonly Person[];
  /** Those of the groups that are schedules: whoever is in one is on call. */
  readonly schedules: readonly string[];
}

export type LoadedPolicies =
  | { readonly ok: true; readonly engine: PolicyEngine }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const SCHEMAS = { 'prod-access': OUR_SCHEMA, jitna: JITNA_SCHEMA } as const;
type SchemaName = keyof typeof SCHEMAS;

export function loadPolicies(files: readonly PolicyFile[], around: Around): LoadedPolicies {
  const statements = files.flatMap(statementsOf);
  const unreadable = statements.flatMap(tooMuch);
  if (unreadable.length > 0) return { ok: false, problems: inOrder(files, unreadable) };
  const names = { ...around, people: around.people.map(({ name }) => name) };
  const problems = [
    ...files.flatMap(ofFile),
    ...statements.flatMap(ofEffect),
    ...twice(statements),
    ...checkNames(statements, names),
    ...(['prod-access', 'jitna'] as const).flatMap((schema) => ofCedar(schema, statements)),
  ];
  if (problems.length > 0) return { ok: false, problems: inOrder(files, problems) };
  return { ok: true, engine: createEngine(statements, around) };
}

function ofFile({ name, as, schema, text }: PolicyFile): readonly Problem[] {
  const about = (message: string) => [{ file: name, line: 1, column: 1, path: '', message }];
  if (text.replaceAll(/\/\/.*/g, '').trim() === '') return about('has no statement');
  if (schema !== 'jitna' || as !== 'forbid') return [];
  return about("AWS's deny-access stops automatic approval only; load it as no-auto");
}

const WANTED = { forbid: 'forbid', 'no-auto': 'forbid', 'auto-approve': 'permit' } as const;

/** What has no effect at all is for Cedar to say. */
function ofEffect(statement: Statement): readonly Problem[] {
  const { effect, file } = statement;
  const wanted = WANTED[file.as];
  if (!effect || effect.word === wanted) return [];
  const elsewhere = wanted === 'forbid' ? 'auto-approve' : 'forbid or no-auto';
  const message =
    `a file that is ${file.as} has only ${wanted} statements; move this one to a file that is ` +
    elsewhere;
  return [problemAt(statement, effect.at, message)];
}

function twice(statements: readonly Statement[]): readonly Problem[] {
  const known = new Set<string>();
  return statements.flatMap((one) => {
    if (!known.has(one.id)) {
      known.add(one.id);
      return [];
    }
    return [problemAt(one, 0, 'another statement of this file has the same @id')];
  });
}

function ofCedar(schema: SchemaName, all: readonly Statement[]): readonly Problem[] {
  const statements = all.filter(({ file }) => file.schema === schema);
  if (statements.length === 0) return [];
  const byId = new Map(statements.map((one) => [one.id, one]));
  const staticPolicies = Object.fromEntries(statements.map(({ id, text }) => [id, text]));
  const policies = { staticPolicies };
  const answer = validate({ schema: SCHEMAS[schema], policies });
  // Which statements it could not read is asked of each, so that one does not hide the next.
  if (answer.type === 'failure') return statements.flatMap(unread);
  const wrong = new Set(answer.validationErrors.map(({ policyId }) => policyId));
  const warnings = answer.validationWarnings.filter(({ policyId }) => !wrong.has(policyId));
  const found = [...answer.validationErrors, ...warnings].flatMap(({ policyId, error }) => {
    const statement = byId.get(policyId);
    return statement ? problemsOf(statement, error) : [];
  });
  const [first] = statements;
  const others = first ? answer.otherWarnings.flatMap((one) => problemsOf(first, one)) : [];
  return [...found, ...others];
}

function unread(statement: Statement): readonly Problem[] {
  const answer = checkParsePolicySet({ staticPolicies: { [statement.id]: statement.text } });
  const errors: readonly DetailedError[] = answer.type === 'failure' ? answer.errors : [];
  return errors.flatMap((error) => problemsOf(statement, error));
}

/** The same advice for the same place is given once, whatever types it is given for. */
function inOrder(files: readonly PolicyFile[], problems: readonly Problem[]): readonly Problem[] {
  const place = new Map(files.map(({ name }, index) => [name, index]));
  const sorted = problems.toSorted(
    (a, b) =>
      (place.get(a.file) ?? 0) - (place.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  );
  const known = new Set<string>();
  return sorted.filter(({ file, line, column, message }) => {
    const advice = `${file}:${line}:${column} ${message.split('; ').at(-1)}`;
    if (known.has(advice)) return false;
    known.add(advice);
    return true;
  });
}
