/** I19: records as each release wrote them, through today's store, decided as they were then. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import type { Head } from '../../src/ports/store.ts';
import { answer, type Question } from '../corpus/decide.ts';

const FOLDER = join(import.meta.dirname, '../corpus');

interface Stored {
  readonly head: Head;
  readonly decided: readonly { readonly question: Question; readonly answer: unknown }[];
}

/** @returns what is decided otherwise, of so many answers. */
export async function decidedOtherwise() {
  const otherwise: string[] = [];
  let answers = 0;
  for (const path of globSync('*/*.json', { cwd: FOLDER }).toSorted()) {
    const { head, decided } = JSON.parse(readFileSync(join(FOLDER, path), 'utf8')) as Stored;
    const store = createMemoryStore();
    await store.commit({ ...head, version: 1 });
    for (const { question, answer: then } of decided) {
      answers += 1;
      const now = JSON.stringify(answer((await store.load(head.key))?.body, question));
      if (now !== JSON.stringify(then)) otherwise.push(`${path}: ${question.ask}`);
    }
  }
  return { answers, otherwise };
}
