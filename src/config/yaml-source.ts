/** A text in YAML as nodes that know their places, or every problem with it. */

import { isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { inFileOrder, type Problem, type Spot } from './problem.ts';
import type { Place } from './shape.ts';

/** More than any catalogue needs, and little enough to read in a moment. */
const MOST_CHARACTERS = 1_000_000;

export interface Source {
  readonly problems: readonly Problem[];
  /** Undefined when the text is no YAML; its shape would be guesswork. */
  readonly root?: Place;
  spotOf(offset: number): Spot;
}

export function openSource(text: string, file: string, empty = EMPTY): Source {
  const counter = new LineCounter();
  const spotOf = (offset: number): Spot => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refuse = (message: string): Source => ({
    problems: [{ file, line: 1, column: 1, path: '', message }],
    spotOf,
  });
  if (text.length > MOST_CHARACTERS) return refuse('is longer than a million characters');
  try {
    const options = { lineCounter: counter, uniqueKeys: true, prettyErrors: false } as const;
    const document = parseDocument(text, options);
    const found = [...document.errors, ...document.warnings];
    const problems = found.map(({ pos, code, message }) => {
      return { file, ...spotOf(pos[0]), path: '', message: plain(code, message) };
    });
    const isReadable = found.every(({ code }) => code === 'DUPLICATE_KEY');
    if (!isReadable) return { problems: inFileOrder(problems), spotOf };
    const root = { node: document.contents as Node | null, path: '', offset: 0 };
    return isEmpty(root.node) ? refuse(empty) : { problems, root, spotOf };
  } catch (error) {
    // Thousands of brackets within each other exhaust the stack of the reader.
    return refuse(`cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

const isEmpty = (node: Node | null) => !node || (isScalar(node) && node.value === null);
const EMPTY = 'is empty; begin with a copy of prod-access.example.yml';
const plain = (code: string, message: string) =>
  code === 'DUPLICATE_KEY' ? 'this key is there already, further up in the same mapping' : message;
