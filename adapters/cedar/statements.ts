/** The statements of a file, told apart and named: Cedar hands them back without their places. */

import type { PolicyFile } from '../../src/config/config.ts';

export interface Statement {
  /** `policies/small.cedar#read-only`, or `…#0` by its place. */
  readonly id: string;
  readonly file: PolicyFile;
  readonly text: string;
  /** Where it begins in the file, in characters. */
  readonly offset: number;
  readonly effect: { readonly word: 'permit' | 'forbid'; readonly at: number } | undefined;
  /** Its own text without comments, every sign at its place. */
  readonly code: string;
}

/** Nothing but a comment or a text can hide the semicolon that ends a statement. */
export function statementsOf(file: PolicyFile): readonly Statement[] {
  const code = withoutComments(file.text);
  const bare = code.replaceAll(TEXT, (found) => `"${'_'.repeat(found.length - 2)}"`);
  const pieces = [...bare.matchAll(/[^;]*(?:;|$)/g)].filter(([piece]) => piece.trim() !== '');
  return pieces.map(({ 0: piece, index }, place) => {
    const offset = index + piece.search(/\S/);
    const end = index + piece.trimEnd().length;
    const own = code.slice(offset, end);
    const head = HEAD.exec(bare.slice(offset, end));
    const [, before = '', word] = head ?? [];
    return {
      id: `${file.name}#${nameIn(own.slice(0, before.length)) ?? place}`,
      file,
      text: file.text.slice(offset, end),
      offset,
      effect: word ? { word: word as 'permit' | 'forbid', at: before.length } : undefined,
      code: own,
    };
  });
}

const COMMENT_OR_TEXT = /\/\/[^\n\r]*|"(?:[^"\\]|\\[^])*"/g;
const TEXT = /"(?:[^"\\]|\\[^])*"/g;
/** Annotations, then the effect. */
const HEAD = /^((?:@\w+\s*(?:\([^)]*\))?\s*)*)(permit|forbid)\b/;

const withoutComments = (text: string): string =>
  text.replaceAll(COMMENT_OR_TEXT, (found) =>
    found.startsWith('/') ? ' '.repeat(found.length) : found,
  );

const nameIn = (annotations: string): string | undefined =>
  /@id\s*\(\s*"([\w.-]+)"\s*\)/.exec(annotations)?.[1];

/**
 * The same statement as one that permits. Of all that match Cedar then names every one in one
 * answer; of permits and forbids together it would name the forbids alone.
 */
export function asPermit({ text, effect }: Statement): string {
  if (effect?.word !== 'forbid') return text;
  return `${text.slice(0, effect.at)}permit${text.slice(effect.at + 'forbid'.length)}`;
}

/** Names of one type that a statement speaks of, as written: `Group::"sre-leads"`. */
export function namesIn({ code }: Statement, type: keyof typeof NAMED): readonly NameAt[] {
  const found = code.matchAll(NAMED[type]);
  return [...found].map(({ 1: name = '', index }) => ({ name, at: index }));
}

const NAMED = {
  Group: /(?<![:\w])Group\s*::\s*"((?:[^"\\]|\\[^])*)"/g,
  Entitlement: /(?<![:\w])Entitlement\s*::\s*"((?:[^"\\]|\\[^])*)"/g,
  User: /(?<![:\w])User\s*::\s*"((?:[^"\\]|\\[^])*)"/g,
} as const;

export interface NameAt {
  readonly name: string;
  readonly at: number;
}
