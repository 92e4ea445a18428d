/** Documents tell the truth about the files, the headings and the commands they name. */

import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { checkout, holds, ROOT, read } from './checkout.ts';
import { commandsOf, deadLinks, scriptOf } from './documents.ts';

const documents = checkout.filter(({ path }) => path.endsWith('.md'));
const commands = documents.flatMap(commandsOf);
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe('documents', () => {
  test('link only to what is there', () => {
    expect(documents.flatMap((file) => deadLinks(file, checkout, holds))).toEqual([]);
  });

  test('name only scripts that the package has, and whose files exist', () => {
    const lost = commands.flatMap(({ at, words }) => {
      const name = scriptOf(words);
      if (name === undefined) return [];
      const run = scripts[name];
      if (run === undefined) return [`${at} names the script ${name}, which is not there`];
      const file = /^node (\S+)/.exec(run)?.[1];
      return file && !holds(file) ? [`${at} runs ${file}, which is not there`] : [];
    });
    expect(lost).toEqual([]);
  });

  test('name only commands of prod-access that its help lists', () => {
    const named = commands
      .filter(({ words }) => words[0] === 'npx' && words[1] === 'prod-access')
      .filter(({ words }) => /^[a-z]/.test(words[2] ?? ''));
    // Nothing named, nothing to start: the help takes a process of its own.
    const help = named.length > 0 ? helpText() : '';
    const lost = named
      .filter(({ words }) => !new RegExp(`\\b${words[2]}\\b`).test(help))
      .map(({ at, words }) => `${at} names prod-access ${words[2]}, which the help does not`);
    expect(lost).toEqual([]);
  });

  test('send nobody to a backup that SECURITY.md rules out, nor past a log that stays', () => {
    const upgrade = read('docs/upgrade.md').replaceAll(/\s+/g, ' ');
    expect(upgrade).not.toContain('A table: an on-demand backup');
    expect(upgrade).toContain('set the database aside with its `-wal` and `-shm`');
  });

  test('have ECS restart no bot because its chat is away', () => {
    const ecs = /\n## ECS\n([^]*?)\n## /.exec(read('docs/containers.md'))?.[1] ?? '';
    expect(ecs.replaceAll(/\s+/g, ' ')).toContain(
      'health checks of the target group go to `/healthz`',
    );
    expect(ecs).not.toContain('/readyz');
  });
});

describe('what would be found out', () => {
  const page = { path: 'docs/page.md', text: '# One thing: and more\n\n```\n# no heading\n```\n' };
  const dead = (text: string) =>
    deadLinks({ path: 'README.md', text }, [page], (path) =>
      ['README.md', 'docs/page.md', 'docs/a b.png'].includes(path),
    );

  test.each([
    '[a](docs/gone.md)',
    '![a](docs/gone.png)',
    '<img src="docs/gone.png">',
    '[a]: docs/gone.md',
    '[a](docs/page.md#nowhere)',
    '[a](docs/page.md#no-heading)',
  ])('%s', (text) => expect(dead(text)).toHaveLength(1));

  test.each([
    '[a](docs/page.md#one-thing-and-more)',
    '![a](docs/a%20b.png "title")',
    '[a](https://example.com/gone.md)',
    '`[a](docs/gone.md)`',
    '```\n[a](docs/gone.md)\n```',
  ])('but not %s', (text) => expect(dead(text)).toEqual([]));

  test('commands are read wherever they stand', () => {
    const text =
      'Run `npm test`, then:\n\n    npx prod-access audit verify\n    npm run check:lint\n';
    const words = commandsOf({ path: 'README.md', text }).map((one) => one.words.join(' '));
    expect(words).toEqual(['npm test', 'npx prod-access audit verify', 'npm run check:lint']);
    expect(words.map((one) => scriptOf(one.split(' ')))).toEqual(['test', undefined, 'check:lint']);
  });
});

function helpText(): string {
  const run = spawnSync(process.execPath, ['bin/prod-access.mjs', '--help'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return run.stdout;
}
