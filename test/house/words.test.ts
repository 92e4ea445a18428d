/** What no file of the project says: where and how it was made, where packages came from. */

import { describe, expect, test } from 'vitest';
import { type Breach, checkout, type File } from './checkout.ts';

/** Written so that this file does not say them either. */
const UNSAID: ReadonlyArray<readonly [pattern: RegExp, what: string]> = [
  [/(?<![\w.}$])\/(?:[w]ork|[r]oot|[h]ome\/\w+|[U]sers\/\w+)\//, 'a path of some machine'],
  [/\b[A-Z]:\\[U]sers\\/, 'a path of some machine'],
  [/https?:\/\/[\w.-]*(?:[r]egistry|[a]rtifactory|[n]exus|[v]erdaccio)[\w.-]*/, 'a package host'],
  [/^\s*(?:@[\w-]+:)?[r]egistry\s*=/m, 'a package host'],
  [/co-[a]uthored-by/i, 'who helped to write it; that is for the history'],
  [/\b(?:[w]ritten|[g]enerated|[m]ade) (?:by|with) (?:an? )?(?:ai|llm|[a]ssistant)\b/i, 'a tool'],
  [/\b(?:[c]laude|[a]nthropic|[c]hatgpt|[o]penai|(?<!cloud-)[c]opilot)\b/i, 'a tool'],
];

describe('no file', () => {
  test('names a machine, a package host, or a tool it was written with', () => {
    expect(checkout.flatMap(said)).toEqual([]);
  });

  test.each([
    ['a path', ['see /ro', 'ot/project/notes']],
    ['a home folder', ['/ho', 'me/aiko/src/']],
    ['a package host', ['https://regi', 'stry.example.com/pino']],
    ['a package host in .npmrc', ['regi', 'stry=https://example.com']],
    ['a trailer', ['Co-auth', 'ored-by: Aiko']],
  ])('may hold %s', (_, parts) => {
    expect(said({ path: 'README.md', text: parts.join('') })).toHaveLength(1);
  });

  test.each(['arn:aws:iam::111122223333:root', 'src/home/tab.ts', '@cloud-copilot/iam-simulate'])(
    'is blamed for %s',
    (text) => expect(said({ path: 'README.md', text })).toEqual([]),
  );
});

function said({ path, text }: File): Breach[] {
  return UNSAID.flatMap(([pattern, what]) => {
    const found = pattern.exec(text);
    if (!found) return [];
    const line = text.slice(0, found.index).split('\n').length;
    return [`${path}:${line} names ${what}: ${found[0].trim()}`];
  });
}
