/** The file of the configuration, as it is watched. */

import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createConfigSource } from '../../adapters/node/config-source.ts';
import { parseConfig } from '../../src/config/parse.ts';

test('a path that cannot be looked at is another stamp, and a sentence when it is read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-source-'));
  const path = join(folder, 'prod-access.yml');
  const source = createConfigSource(path, parseConfig);
  writeFileSync(path, 'rules: []');
  const before = source.stamp();
  rmSync(path);
  // Leads to itself, as a mount that has gone leads nowhere.
  symlinkSync(path, path);
  expect(source.stamp()).not.toBe(before);
  const { parsed } = source.read();
  expect(parsed.ok ? [] : parsed.problems).toMatchObject([
    { file: path, message: expect.stringContaining('ELOOP') as unknown },
  ]);
  rmSync(folder, { recursive: true });
});
