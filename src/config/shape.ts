/**
 * Shapes: what a part of the file must look like, said once for reading it and for editors.
 *
 * They read the nodes of the YAML document itself, so every problem knows its line and column,
 * and one wrong value never hides the next.
 */

import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';

/** A node and the path that leads to it. */
export interface Place {
  readonly node: Node | null;
  readonly path: string;
  /** Where a problem is shown when the node itself has no place. */
  readonly offset: number;
}

/** One pass over a file. */
export interface Reading {
  report(at: Place, message: string): void;
  /** Remembers where a path is, for findings that come later. */
  pass(at: Place): void;
  /** What the files beside it say; a text says why there is none. */
  readonly beside: Beside;
  /** Names declared anywhere in the file, read beforehand, so that order does not matter. */
  readonly names: Readonly<Record<NameKind, readonly string[]>>;
}

/** By the path that the file names them by. */
export type Beside = (path: string) => { readonly text: string } | string;

export type NameKind = 'person' | 'group' | 'entitlement' | 'calendar';
export type JsonSchema = { readonly [key: string]: unknown };

/** The value could not be read; why has been reported. */
export const WRONG = Symbol('wrong');

export interface Shape<T> {
  /** As editors know it: JSON Schema, draft 7. */
  readonly schema: JsonSchema;
  readonly read: (at: Place, reading: Reading) => T | typeof WRONG;
  /** What stands for it when its key is missing; without this the key must be there. */
  readonly missing?: { readonly value: T };
}

export type ShapeValue<S> = S extends Shape<infer T> ? T : never;

export const optional = <T>(shape: Shape<T>): Shape<T | undefined> => ({
  ...shape,
  missing: { value: undefined },
});

/** `written` is the default as editors show it, in the spelling of the file. */
export const withDefault = <T>(shape: Shape<T>, value: T, written: unknown = value): Shape<T> => ({
  ...shape,
  schema: { ...shape.schema, default: written },
  missing: { value },
});

/** The sentence an editor shows beside it. */
export const about = <T>(description: string, shape: Shape<T>): Shape<T> => ({
  ...shape,
  schema: { description, ...shape.schema },
});

export function mapped<T, U>(shape: Shape<T>, change: (value: T) => U): Shape<U> {
  const read: Shape<U>['read'] = (at, reading) => {
    const value = shape.read(at, reading);
    return value === WRONG ? WRONG : change(value);
  };
  return { schema: shape.schema, read };
}

/** Reads what `shape` reads and has a second look at it; what it reports makes it wrong. */
export function refined<T>(
  shape: Shape<T>,
  look: (value: T, at: Place, reading: Reading) => void,
): Shape<T> {
  const read: Shape<T>['read'] = (at, reading) => {
    const value = shape.read(at, reading);
    if (value === WRONG) return WRONG;
    let sound = true;
    look(value, at, {
      ...reading,
      report: (where, message) => {
        sound = false;
        reading.report(where, message);
      },
    });
    return sound ? value : WRONG;
  };
  return { ...shape, read };
}

/** Reports what was expected and what was found instead. */
export function expected(at: Place, reading: Reading, what: string, advice = ''): typeof WRONG {
  const alias = at.node && isAlias(at.node);
  const found = alias ? 'an alias, which is not followed here: write it out' : foundAt(at);
  reading.report(at, `expected ${what}, got ${found}${advice}`);
  return WRONG;
}

export function foundAt({ node }: Place): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || node.value === null) return 'nothing';
  if (typeof node.value === 'string') return quoted(node.value);
  // As YAML understood it: that a number has lost its zeros is the whole point.
  if (typeof node.value === 'number') return `the number ${node.value}`;
  return typeof node.value === 'boolean' ? String(node.value) : 'something else';
}

/** Quoted for a sentence. What looks like a credential is not repeated: logs would keep it. */
export function quoted(text: string): string {
  if (isSecretive(text)) return 'what looks like a secret';
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

export const isSecretive = (text: string): boolean => SECRET.test(text);

const SECRET =
  /xox[a-z]-|xapp-|hooks\.slack\.com|(?:AKIA|ASIA)[A-Z0-9]{12}|:\/\/[^/]*@|[A-Za-z0-9+/]{32}/;
