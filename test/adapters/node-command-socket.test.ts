/** The local socket of one bot beside that of another. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sendCommand, serveCommands } from '../../adapters/node/command-socket.ts';

test('is not taken away by a second bot, and is free once the first is gone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-socket-'));
  const path = join(folder, 'a.sock');
  const says = (text: string) => async () => ({ ok: true, text });
  const revoke = { do: 'revoke', id: 'PA-7K3M2' } as const;
  const first = await serveCommands(path, says('first'));
  expect(await serveCommands(path, says('second'))).toBeUndefined();
  expect(await sendCommand(path, revoke)).toEqual({ ok: true, text: 'first' });
  await first?.close();
  const second = await serveCommands(path, says('second'));
  expect(await sendCommand(path, revoke)).toEqual({ ok: true, text: 'second' });
  await second?.close();
  rmSync(folder, { recursive: true });
});
