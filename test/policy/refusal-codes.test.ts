/** The codes that scenarios may name: those that a decision may give, each of them documented. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { POLICY_CODES } from '../../src/policy/refusal-codes.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const filesIn = (folder: string) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}${name}`);

test('every refusal that a decision may give is one of them, and there is no other', () => {
  const deciding = [
    ...filesIn('src/policy/'),
    ...filesIn('adapters/cedar/'),
    'src/engine/policy-facts.ts',
  ];
  const given = deciding.flatMap((path) =>
    [...read(path).matchAll(/\brefuse\(\s*'([a-z-]+)'/g)].map(([, code]) => code),
  );
  expect(new Set(given)).toEqual(new Set(POLICY_CODES));
});

test('docs/policies.md says what each of them means', () => {
  const docs = read('docs/policies.md');
  for (const code of POLICY_CODES) expect(docs).toContain(`| \`${code}\` |`);
});
