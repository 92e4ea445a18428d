/** The import law: the order of the core, and the walls around it, for every import there is. */

import { describe, expect, test } from 'vitest';
import { sources, under } from './checkout.ts';
import { circles } from './cycles.ts';
import { breachesOf } from './import-law.ts';
import { allImports, type Import, importsOf } from './imports.ts';

const breaches = (files: Parameters<typeof allImports>[0]) => allImports(files).flatMap(breachesOf);
const one = (from: string, to: string, kind: Import['kind'] = 'static'): Import => ({
  from,
  to,
  kind,
  line: 1,
  own: /^(src|adapters|test|tools)\//.test(to),
});

describe('the import law', () => {
  test('the core keeps its order, type imports included, and takes nothing from outside', () => {
    expect(breaches(under('src'))).toEqual([]);
  });

  test('adapters stand on the core and never know each other', () => {
    expect(breaches(under('adapters'))).toEqual([]);
  });

  test('tests and tools keep to what their licences and places allow', () => {
    expect(breaches(under('test', 'tools', 'bin'))).toEqual([]);
  });

  test('no file leads back to itself', () => {
    expect(circles(allImports(sources))).toEqual([]);
  });

  test('no import leads nowhere', () => {
    const files = new Set(sources.map(({ path }) => path));
    const lost = allImports(sources)
      .filter(({ own, to }) => own && to.endsWith('.ts') && !files.has(to))
      .map(({ from, line, to }) => `${from}:${line} imports ${to}, which is not there`);
    expect(lost).toEqual([]);
  });
});

describe('what would break the law', () => {
  test.each([
    ['src/kernel/time.ts', 'src/catalog/target.ts', 'type'],
    ['src/audit/event.ts', 'src/work/effect.ts', 'type'],
    ['src/ports/store.ts', 'src/engine/context.ts', 'type'],
    ['src/config/config.ts', 'src/engine/context.ts', 'type'],
    ['src/engine/worker.ts', 'adapters/sqlite/store.ts', 'type'],
    ['src/engine/worker.ts', '@aws-sdk/client-iam', 'type'],
    ['src/engine/worker.ts', 'yaml', 'static'],
    ['src/kernel/time.ts', 'node:fs', 'static'],
    ['src/main.ts', 'adapters/sqlite/store.ts', 'lazy'],
    ['src/app.ts', 'adapters/registry.ts', 'static'],
    ['src/app.ts', 'test/stand-ins/aws/world.ts', 'lazy'],
    ['src/somewhere/new.ts', 'src/kernel/time.ts', 'static'],
    ['adapters/slack/app.ts', 'adapters/sqlite/store.ts', 'type'],
    ['adapters/sqlite/store.ts', 'src/engine/context.ts', 'type'],
    ['adapters/node/config-file.ts', 'src/config/parse.ts', 'static'],
    ['adapters/aws/clients.ts', 'test/stand-ins/aws/world.ts', 'lazy'],
    ['adapters/slack/app.ts', 'tools/demo/page.ts', 'static'],
    ['adapters/slack/app.ts', 'src/app.ts', 'type'],
    ['adapters/registry.ts', 'adapters/slack/app.ts', 'static'],
    ['tools/start.ts', '@cloud-copilot/iam-simulate', 'static'],
    ['src/kernel/time.ts', 'src/kernel/brand', 'type'],
  ] as const)('%s may not import %s (%s)', (from, to, kind) => {
    expect(breachesOf(one(from, to, kind))).toHaveLength(1);
  });

  test.each([
    ['src/main.ts', 'adapters/registry.ts', 'static'],
    ['src/config/parse.ts', 'yaml', 'static'],
    ['src/engine/worker.ts', 'src/config/config.ts', 'type'],
    ['adapters/slack/app.ts', 'src/engine/context.ts', 'type'],
    ['adapters/registry.ts', 'adapters/slack/app.ts', 'lazy'],
    ['tools/start.ts', 'test/stand-ins/aws/world.ts', 'static'],
    ['test/stand-ins/aws-agreement.test.ts', '@cloud-copilot/iam-simulate', 'static'],
  ] as const)('%s may import %s (%s)', (from, to, kind) => {
    expect(breachesOf(one(from, to, kind))).toEqual([]);
  });

  test('a circle of three files is found once, as it is walked', () => {
    const ring = [one('src/a.ts', 'src/b.ts'), one('src/b.ts', 'src/c.ts')];
    expect(circles([...ring, one('src/c.ts', 'src/a.ts')])).toEqual([
      'src/a.ts → src/b.ts → src/c.ts → src/a.ts',
    ]);
  });
});

describe('what counts as an import', () => {
  test('each form is told from the others', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from './b.ts';",
      "import './c.ts';",
      "export { d } from './d.ts';",
      "const e = await import('./e.ts');",
      "// import './f.ts';",
      'const g = "import \'./g.ts\'";',
      "const h = `import './h.ts'; ${await import('./i.ts')}`;",
    ].join('\n');
    const found = importsOf({ path: 'src/x.ts', text }).map(({ to, kind, line }) => [
      to,
      kind,
      line,
    ]);
    expect(found.toSorted((a, b) => Number(a[2]) - Number(b[2]))).toEqual([
      ['src/a.ts', 'static', 1],
      ['src/b.ts', 'type', 2],
      ['src/c.ts', 'static', 3],
      ['src/d.ts', 'static', 4],
      ['src/e.ts', 'lazy', 5],
      ['src/i.ts', 'lazy', 8],
    ]);
  });
});
