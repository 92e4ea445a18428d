/** A document of Systems Manager as people have it: its content, or all that AWS said of it. */

import type { Problem } from '../config/problem.ts';
import { openSource } from '../config/yaml-source.ts';

export type Tree = Readonly<Record<string, unknown>>;

export interface AwsDocument {
  readonly file: string;
  /** As AWS calls it; without that, as its file is called. */
  readonly name: string;
  readonly type?: string;
  /** Statements and calendars are texts of their own. */
  readonly content: Tree | string;
}

export type ReadDocument =
  | { readonly ok: true; readonly document: AwsDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What an import answers, whatever it was made of. */
export interface Imported {
  /** To be put into the configuration. */
  readonly yaml: string;
  /** To be written beside it. */
  readonly files: ReadonlyArray<{ readonly name: string; readonly text: string }>;
  /** What could not be carried over, or is for the operator to see to. */
  readonly notes: readonly string[];
  /** Nothing is written while there is one in a document; one in a file is to be mended there. */
  readonly problems: readonly Problem[];
}

/** What no document says, as the operator gave it; names to be replaced where nothing was given. */
export interface ImportPlace {
  /** Where the files will lie, seen from the configuration: `policies/`. */
  readonly folder: string;
  readonly account?: string;
  readonly region?: string;
  readonly channel?: string;
}

export function readDocument(text: string, file: string): ReadDocument {
  if (isPlain(text)) return { ok: true, document: { file, name: bareName(file), content: text } };
  const whole = treeOf(text, file);
  if (!whole.ok) return whole;
  const { tree } = whole;
  const type = textAt(tree, 'DocumentType');
  const document = {
    file,
    name: textAt(tree, 'Name')?.split(/[/:]/).at(-1) ?? bareName(file),
    ...(type !== undefined && { type }),
  };
  const { Content: content } = tree;
  if (content === undefined) return { ok: true, document: { ...document, content: tree } };
  if (isTree(content)) return { ok: true, document: { ...document, content } };
  const inner = typeof content === 'string' ? content : '';
  if (isPlain(inner)) return { ok: true, document: { ...document, content: inner } };
  const read = treeOf(inner, `${file} (Content)`);
  return read.ok ? { ok: true, document: { ...document, content: read.tree } } : read;
}

type ReadTree =
  | { readonly ok: true; readonly tree: Tree }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function treeOf(text: string, file: string): ReadTree {
  const { root, problems } = openSource(text, file, EMPTY);
  if (!root || problems.length > 0) return { ok: false, problems };
  const value: unknown = root.node?.toJSON();
  return isTree(value) ? { ok: true, tree: value } : { ok: false, problems: [problem(file, NONE)] };
}

const EMPTY = 'is empty; give the content of a document, or what aws ssm get-document says';
const NONE = 'is no document of Systems Manager, in JSON, YAML or Cedar';

export const problem = (file: string, message: string): Problem => ({
  file,
  line: 1,
  column: 1,
  path: '',
  message,
});

/** Statements in Cedar, perhaps behind comments and annotations, or a calendar. */
const isPlain = (text: string): boolean =>
  /^(?:\s|\/\/.*|@\w+\s*(?:\([^)]*\))?)*(?:permit|forbid)\s*\(/.test(text) || isCalendar(text);
export const isCalendar = (text: string): boolean => /^\s*BEGIN:VCALENDAR/.test(text);

const bareName = (file: string): string =>
  (file.split(/[\\/]/).at(-1) ?? file).replace(/\.\w+$/, '');

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const treeAt = (tree: Tree, key: string): Tree => {
  const value = tree[key];
  return isTree(value) ? value : {};
};

export const listAt = (tree: Tree, key: string): readonly unknown[] => {
  const value = tree[key];
  return Array.isArray(value) ? value : [];
};

export const treesAt = (tree: Tree, key: string): readonly Tree[] =>
  listAt(tree, key).filter(isTree);

export function textAt(tree: Tree, key: string): string | undefined {
  const value = tree[key];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export const textsAt = (tree: Tree, key: string): readonly string[] =>
  listAt(tree, key).flatMap((_, index, all) => textAt({ one: all[index] }, 'one') ?? []);

export function numberAt(tree: Tree, key: string): number | undefined {
  const written = textAt(tree, key);
  return written !== undefined && /^\d{1,9}$/.test(written) ? Number(written) : undefined;
}

/** What is there besides: nothing is dropped without a word. */
export const othersIn = (tree: Tree, known: readonly string[], path = ''): readonly string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    known.includes(key) || value === '' || value === null ? [] : [`${path}${key}`],
  );
