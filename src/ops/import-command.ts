/** `prod-access policy import`: what was exported from AWS, as files and parts of ours. */

import { cleanLine } from '../card/sanitize.ts';
import { type Problem, problemLine } from '../config/problem.ts';
import { importChangeManager } from './import-template.ts';
import { type AwsDocument, type Imported, readDocument } from './import-document.ts';
import { importJitna } from './import-jitna.ts';

export interface ImportGiven {
  readonly account?: string;
  readonly region?: string;
  readonly channel?: string;
  /** Names with commas between them. */
  readonly freeze?: string;
}

export interface ExportedFile {
  readonly name: string;
  readonly text: string;
}

export type ImportAnswer =
  | { readonly ok: true; readonly imported: Imported }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const SOURCES = ['jitna', 'change-manager'] as const;
export type Source = (typeof SOURCES)[number];

/** Nothing is made of a document that is wrong. What is wrong in a file made is mended there. */
export function importPolicies(
  source: Source,
  files: readonly ExportedFile[],
  { freeze, ...given }: ImportGiven & { readonly folder: string },
): ImportAnswer {
  const read = files.map(({ name, text }) => readDocument(text, name));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return { ok: false, problems };
  const documents = read.flatMap((one): AwsDocument[] => (one.ok ? [one.document] : []));
  const imported =
    source === 'jitna'
      ? importJitna(documents, given)
      : importChangeManager(documents, { ...given, freeze: namesIn(freeze) });
  const made = imported.files.map(({ name }) => `${given.folder}${name}`);
  const strange = imported.problems.filter(({ file }) => !made.includes(file));
  return strange.length > 0 ? { ok: false, problems: strange } : { ok: true, imported };
}

const namesIn = (typed = ''): readonly string[] =>
  typed.split(',').flatMap((name) => name.trim() || []);

/** For people: what was written, what to see to, and what will not load as it is. */
export function importSaid(imported: Imported, written: readonly string[]): readonly string[] {
  const { notes, problems } = imported;
  return [
    ...written.map((path) => `Wrote ${path}.`),
    ...[...new Set(notes)].map((note) => `- ${cleanLine(note, 600)}`),
    ...(problems.length > 0 ? ['', 'These do not load yet; mend them in the files written:'] : []),
    ...problems.map(problemLine),
  ];
}
