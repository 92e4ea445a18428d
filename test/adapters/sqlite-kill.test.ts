/** A process killed in the middle of its work: what it was told is safe, is. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { firstFault } from '../../src/audit/chain.ts';
import { collect } from '../contract/store-samples.ts';

const WRITER = `
  import { writeSync } from 'node:fs';
  import { openSqliteStore } from '${import.meta.dirname}/../../adapters/sqlite/store.ts';
  import { fact, headOf } from '${import.meta.dirname}/../contract/store-samples.ts';
  const store = openSqliteStore(process.argv[1]);
  for (let n = Number(process.argv[2]); ; n += 1) {
    const head = headOf('case/' + n, { events: [fact(n)], index: { due: { log: n } } });
    await store.commit(head);
    await store.append(head.sealed);
    writeSync(1, n + '\\n');
  }`;

test('every acknowledged commit survives kill -9, and the next process may write', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
  const path = join(folder, 'store.db');
  let next = 0;
  for (const enough of [20, 150]) {
    const acknowledged = await killAfter(enough, path, next);
    expect(acknowledged.length).toBeGreaterThanOrEqual(enough);
    const store = openSqliteStore(path);
    for (const n of acknowledged) {
      const head = await store.load(`case/${n}`);
      expect(head).toMatchObject({ version: 1, index: { due: { log: n } } });
      const events = await collect(store.events({ record: `case/${n}` }));
      expect(head && firstFault(head.key, head.chain, events)).toBeUndefined();
    }
    // At most one more was on its way, and it is whole or absent.
    next = acknowledged.length + next;
    if (await store.load(`case/${next}`)) next += 1;
    expect(await store.load(`case/${next}`)).toBeUndefined();
    store.close();
  }
  rmSync(folder, { recursive: true });
}, 30_000);

async function killAfter(enough: number, path: string, from: number): Promise<number[]> {
  const args = ['--input-type=module', '-e', WRITER, path, String(from)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(Number(line));
    if (lines.length === enough) kill(child);
  }
  return lines;
}

function kill(child: ChildProcess): void {
  if (!child.kill('SIGKILL')) throw new Error('The writer ended by itself.');
}
