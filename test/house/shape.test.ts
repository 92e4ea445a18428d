/** Each file has a name that says something, a first sentence, and lines one can read. */

import { describe, expect, test } from 'vitest';
import { checkout, sources, under } from './checkout.ts';
import { barrels, nameBreaches, opening, wideInterfaces, wideLines } from './shape.ts';

const file = (text: string, path = 'src/kernel/x.ts') => ({ path, text });
const written = checkout.filter(({ path }) =>
  /\.(ts|mjs|yml)$|^(Dockerfile|\.ci\/run|\.dockerignore|\.editorconfig)$/.test(path),
);

describe('every source file', () => {
  test('has a name that says what it holds, and is no barrel', () => {
    expect([...sources.flatMap(nameBreaches), ...sources.flatMap(barrels)]).toEqual([]);
  });

  test('opens with a sentence that says what it is for', () => {
    expect(sources.flatMap(opening)).toEqual([]);
  });

  test('has no line over 100 columns', () => {
    expect(written.flatMap(wideLines)).toEqual([]);
  });
});

describe('every port', () => {
  test('asks for six methods at the most', () => {
    expect(under('src/ports').flatMap(wideInterfaces)).toEqual([]);
  });
});

describe('what would be refused', () => {
  test.each([
    'src/kernel/index.ts',
    'src/kernel/utils.ts',
    'src/helpers/time.ts',
    'test/test-helper.ts',
    'src/engine/grant-manager.ts',
    'src/kernel/timeInput.ts',
  ])('a file named %s', (path) => expect(nameBreaches({ path, text: '' })).toHaveLength(1));

  test.each(['src/kernel/time-input.ts', 'test/kernel/time.test.ts', 'src/holding/lease.ts'])(
    'but not one named %s',
    (path) => expect(nameBreaches({ path, text: '' })).toEqual([]),
  );

  test('everything exported at once', () => {
    expect(barrels(file("export * from './time.ts';"))).toHaveLength(1);
    expect(barrels(file("export { time } from './time.ts';"))).toEqual([]);
  });

  test.each(['const a = 1;', '// Time.\n', '/** */\n', '/** Time. */\n'])(
    'a file that opens with %j',
    (text) => expect(opening(file(text))).toHaveLength(1),
  );

  test.each([
    '/** Time, said plainly. */\n',
    '/**\n * Time,\n * said plainly.\n */',
    '#!/x\n/** The way in. */',
  ])('but not one that opens with %j', (text) => expect(opening(file(text))).toEqual([]));

  test('a line of 101 columns, in any script', () => {
    expect(wideLines(file(`${'a'.repeat(100)}\n${'時'.repeat(100)}`))).toEqual([]);
    expect(wideLines(file('時'.repeat(101)))).toHaveLength(1);
  });

  test('an interface with seven methods, however they are written', () => {
    const methods = ['a(): void;', 'b<T>(t: T): void;', 'readonly c: () => void;', 'd?(): void;'];
    const more = ['e(x: { f(): void }, g: () => void): void;', 'h(): { i(): void };'];
    const six = `interface P {\n${[...methods, ...more].join('\n')}\nreadonly name: string;\n}`;
    expect(wideInterfaces(file(six))).toEqual([]);
    expect(wideInterfaces(file(six.replace('}\n', '}\n').replace(/\}$/, 'j(): void;\n}')))).toEqual(
      ['src/kernel/x.ts P has 7 methods of 6'],
    );
  });
});
