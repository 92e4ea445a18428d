/**
 * Writes the corpus of this release: `node test/corpus/make.ts 0.1`. A corpus that was released is
 * never written again; what a later release answers otherwise, it answers otherwise on purpose.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseEntries } from './cases.ts';
import { answer } from './decide.ts';
import { otherEntries } from './others.ts';

const [release = '0.1'] = process.argv.slice(2);
const folder = join(import.meta.dirname, release);
mkdirSync(folder, { recursive: true });
for (const [name, { head, questions }] of Object.entries({ ...caseEntries(), ...otherEntries() })) {
  const stored = JSON.parse(JSON.stringify(head)) as typeof head;
  const decided = questions.map((question) => ({
    question,
    answer: answer(stored.body, question),
  }));
  const text = JSON.stringify({ head: stored, decided }, null, 1);
  writeFileSync(join(folder, `${name}.json`), `${text}\n`);
}
