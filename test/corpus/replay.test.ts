/** Records of every release so far: read by the code of today, and decided as they were then. */

import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { firstFault } from '../../src/audit/chain.ts';
import { bodyOf } from '../../src/engine/records.ts';
import type { Head } from '../../src/ports/store.ts';
import { answer, type Question } from './decide.ts';

interface Stored {
  readonly head: Head;
  readonly decided: readonly { readonly question: Question; readonly answer: unknown }[];
}

const stored = globSync('*/*.json', { cwd: import.meta.dirname })
  .sort()
  .map((path): [string, Stored] => [
    path,
    JSON.parse(readFileSync(`${import.meta.dirname}/${path}`, 'utf8')) as Stored,
  ]);

test('there are records of every kind', () => {
  const kinds = stored.map(([, { head }]) => head.key.slice(0, head.key.indexOf('/')));
  expect(new Set(kinds)).toEqual(new Set(['case', 'holding', 'journal', 'meta']));
});

describe.each(stored)('%s', (_, { head, decided }) => {
  test('is read, and its chain is sound', () => {
    if (head.key.startsWith('case/')) expect(bodyOf(head, 'case').request).toBeDefined();
    if (head.key.startsWith('holding/')) expect(bodyOf(head, 'holding').leases).toBeDefined();
    expect(head.body).toMatchObject({ schema: 1 });
    expect(firstFault(head.key, head.chain, head.sealed)).toBeUndefined();
  });

  test('is decided as it was', () => {
    for (const { question, answer: then } of decided) {
      const now = JSON.parse(JSON.stringify(answer(head.body, question))) as unknown;
      expect({ question, answer: now }).toEqual({ question, answer: then });
    }
  });
});
