/** From the disk: a file that cannot be read is a problem like any other. */

import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readConfigFile } from '../../adapters/node/config-file.ts';
import { parseConfig } from '../../src/config/parse.ts';

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
