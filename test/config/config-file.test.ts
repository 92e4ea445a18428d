/** From the disk: a file that cannot be read is a problem like any other. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfigFile } from '../../adapters/node/config-file.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { EXAMPLE } from './example.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

test('the example is read', async () => {
  expect(await readConfigFile(at('prod-access.example.yml'), parseConfig)).toMatchObject({
    ok: true,
  });
});

test('a file that is not there is named, with what to begin with', async () => {
  expect(await readConfigFile(at('nowhere.yml'), parseConfig)).toEqual({
    ok: false,
    problems: [
      {
        file: at('nowhere.yml'),
        line: 1,
        column: 1,
        path: '',
        message: expect.stringContaining('does not exist; begin with a copy of') as string,
      },
    ],
  });
});

test('a directory is refused', async () => {
  expect(await readConfigFile(at('docs'), parseConfig)).toMatchObject({
    ok: false,
    problems: [{ message: 'is a directory' }],
  });
});

describe('what the file names lies beside it', () => {
  /** The example in a folder of its own, naming one file of statements. */
  function folderNaming(name: string) {
    const folder = mkdtempSync(join(tmpdir(), 'prod-access-config-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const inside = join(folder, 'inside');
    mkdirSync(join(inside, 'policies'), { recursive: true });
    const path = join(inside, 'prod-access.yml');
    writeFileSync(path, `${EXAMPLE}\npolicies: [{ file: ${name}, as: forbid }]\n`);
    return { folder, inside, path };
  }
  const said = async (path: string) => {
    const parsed = await readConfigFile(path, parseConfig);
    return parsed.ok ? parsed.config.policies.map(({ text }) => text) : parsed.problems;
  };

  test('and is read with it', async () => {
    const { inside, path } = folderNaming('policies/never.cedar');
    writeFileSync(join(inside, 'policies/never.cedar'), 'forbid(principal, action, resource);');
    expect(await said(path)).toEqual(['forbid(principal, action, resource);']);
  });

  test('or is missed by name, where it is named', async () => {
    const { path } = folderNaming('policies/never.cedar');
    expect(await said(path)).toMatchObject([
      {
        path: 'policies[0].file',
        message: 'policies/never.cedar does not exist beside prod-access.yml',
      },
    ]);
    expect(await said(folderNaming('policies').path)).toMatchObject([
      { message: 'policies is a directory' },
    ]);
  });

  test('a way out of the folder is not followed, by no name and by no link', async () => {
    const { folder, inside, path } = folderNaming('policies/never.cedar');
    writeFileSync(join(folder, 'secret'), 'forbid(principal, action, resource);');
    symlinkSync(join(folder, 'secret'), join(inside, 'policies/never.cedar'));
    expect(await said(path)).toMatchObject([
      { message: 'policies/never.cedar leads out of the folder of prod-access.yml' },
    ]);
    for (const name of ['../secret', '/etc/hostname']) {
      expect(await said(folderNaming(name).path)).toMatchObject([
        { message: expect.stringContaining('expected the path of a file beside this one') },
      ]);
    }
  });

  test('links within it are, as a volume of Kubernetes has them', async () => {
    const { inside, path } = folderNaming('never.cedar');
    const mounted = '..2026_11_22_10_00_00.123456';
    mkdirSync(join(inside, mounted));
    writeFileSync(join(inside, mounted, 'never.cedar'), 'forbid(principal, action, resource);');
    symlinkSync(mounted, join(inside, '..data'));
    symlinkSync('..data/never.cedar', join(inside, 'never.cedar'));
    expect(await said(path)).toEqual(['forbid(principal, action, resource);']);
  });
});
