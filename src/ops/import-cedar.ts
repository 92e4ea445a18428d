/** Statements of just-in-time node access: told apart by effect, and what Cedar would not read. */

import type { Problem } from '../config/problem.ts';

export interface Told {
  /** Approve by themselves; empty where there is none. */
  readonly permits: string;
  /** Keep others from approving. */
  readonly forbids: string;
}

/** A file here has one effect: AWS lets both stand in one document. Comments stay with theirs. */
export function byEffect(text: string): Told {
  const plain = `${text.replaceAll(/\r\n?/g, '\n').trimEnd()}\n`;
  const pieces = piecesOf(plain);
  const of = (effect: 'permit' | 'forbid') => pieces.filter((one) => effectOf(one) === effect);
  const [permits, forbids] = [of('permit'), of('forbid')];
  if (forbids.length === 0) return { permits: plain, forbids: '' };
  if (permits.length === 0) return { permits: '', forbids: plain };
  const joined = (some: readonly Piece[]) => `${some.map((one) => one.text.trim()).join('\n\n')}\n`;
  return { permits: joined(permits), forbids: joined(forbids) };
}

/**
 * What AWS's documentation has and Cedar does not read, and what its validation would refuse, by
 * the words alone: each with its place, and a spelling that works.
 */
export function cedarTroubles(file: string, text: string): readonly Problem[] {
  return piecesOf(text).flatMap((piece) => {
    const { offset, bare, code } = piece;
    const at = (index: number, message: string): Problem => {
      const before = text.slice(0, offset + index);
      const line = before.split('\n').length;
      const column = before.length - before.lastIndexOf('\n');
      return { file, line, column, path: '', message };
    };
    const unread = SPELLINGS.flatMap(({ pattern, says }) =>
      [...bare.matchAll(pattern)].map(({ 0: found, index }) => at(index, says(found))),
    );
    const last = bare.trimEnd();
    const open = last.endsWith(';') ? [] : [at(last.length, 'a statement ends with a semicolon')];
    return [...unread, ...unguarded(code, at), ...open];
  });
}

const ACTION = 'AWS::SSM::Action::"getTokenForInstanceAccess"';
const SPELLINGS = [
  {
    pattern: /AWS::SSM::(?:Action::)?getTokenForInstanceAccess/g,
    says: (found: string) => `${found} is in AWS's documentation, but Cedar reads only ${ACTION}`,
  },
  {
    pattern: /\.\s*exists\s*\(\s*\)/g,
    says: () =>
      ".exists() is in AWS's documentation, but Cedar does not know it; ask for what has to be " +
      'there: principal has costCenter, or resource.hasTag("Environment")',
  },
] as const;

/** What may be missing is read only behind a look whether it is there. */
function unguarded(code: string, at: (index: number, message: string) => Problem) {
  const tags = [...code.matchAll(/([\w.]+?)\s*\.\s*getTag\s*\(\s*("(?:[^"\\]|\\.)*")\s*\)/g)];
  const attributes = [...code.matchAll(/\bprincipal\s*\.\s*(\w+)\b(?!\s*\()/g)];
  const says = (look: string, then: string) =>
    `Cedar takes ${then} only behind a look whether it is there: ${look} && …`;
  return [
    ...tags.flatMap(({ 0: found, 1: of = '', 2: tag = '', index }) => {
      const looks = new RegExp(`${escaped(of)}\\s*\\.\\s*hasTag\\s*\\(\\s*${escaped(tag)}`);
      return looks.test(code) ? [] : [at(index, says(`${of}.hasTag(${tag})`, found))];
    }),
    ...attributes.flatMap(({ 0: found, 1: name = '', index }) => {
      const looks = new RegExp(`\\bprincipal\\s+has\\s+"?${name}\\b`);
      return looks.test(code) ? [] : [at(index, says(`principal has ${name}`, found))];
    }),
  ];
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

interface Piece {
  readonly offset: number;
  readonly text: string;
  /** Without comments, and then without what stands in quotes: every sign at its place. */
  readonly code: string;
  readonly bare: string;
}

function piecesOf(text: string): readonly Piece[] {
  const code = text.replaceAll(COMMENT_OR_TEXT, (found) =>
    found.startsWith('/') ? ' '.repeat(found.length) : found,
  );
  const bare = code.replaceAll(TEXT, (found) => `"${'_'.repeat(found.length - 2)}"`);
  return [...bare.matchAll(/[^;]*(?:;|$)/g)]
    .filter(([piece]) => piece.trim() !== '')
    .map(({ 0: piece, index }) => {
      const own = (of: string) => of.slice(index, index + piece.length);
      return { offset: index, text: own(text), code: own(code), bare: piece };
    });
}

const COMMENT_OR_TEXT = /\/\/[^\n\r]*|"(?:[^"\\]|\\[^])*"/g;
const TEXT = /"(?:[^"\\]|\\[^])*"/g;
const effectOf = ({ bare }: Piece) => /\b(permit|forbid)\b/.exec(bare)?.[1];
