/** A bot that cannot start, or cannot stop as it should, leaves nothing of itself behind. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { createMemoryChat } from '../../adapters/memory/chat.ts';
import type { Chats } from '../../adapters/registry-chats.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type BotOptions, startBot } from '../../src/serve.ts';
import { EXAMPLE } from '../config/example.ts';
import { settingsFor } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'prod-access-half-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A chat that lets the bot in, or not, and what it was told. */
function lobby(refuses: boolean) {
  const told: string[] = [];
  const platform: Chats = {
    chat: createMemoryChat().chat,
    directory: { account: async () => undefined, members: async () => [] },
    async start() {
      told.push('start');
      if (refuses) throw new Fault('cannot-start', 'The chat refuses our credentials.');
    },
    async stop() {
      told.push('stop');
    },
    ready: () => true,
    connected: () => ({}),
    looks: () => [],
  };
  return { told, platform };
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });

async function optionsFor(name: string, platform: Chats): Promise<BotOptions> {
  const parsed = parseConfig(EXAMPLE, 'prod-access.yml');
  if (!parsed.ok) throw new Error('The example is not sound.');
  return {
    settings: { ...settingsFor(join(folder, name)), port: await freePort() },
    config: parsed.config,
    version: '0.0.0',
    kind: 'live',
    host: '127.0.0.1',
    log: { info: () => {}, warn: () => {}, error: () => {} },
    openChats: async () => platform,
  };
}

test('a chat that refuses us is closed with all the rest, and the next start is free', async () => {
  const { told, platform } = lobby(true);
  const options = await optionsFor('refused.db', platform);
  await expect(startBot(options)).rejects.toThrow('refuses our credentials');
  await expect(startBot(options)).rejects.toThrow('refuses our credentials');
  expect(told).toEqual(['start', 'stop', 'start', 'stop']);
});

test('a store that takes nothing any more does not keep it half alive', async () => {
  const { told, platform } = lobby(false);
  const options = await optionsFor('silent.db', platform);
  const bot = await startBot(options);
  const other = new DatabaseSync(options.settings.database);
  other.exec('BEGIN IMMEDIATE');
  await bot.stop('test');
  other.exec('ROLLBACK');
  other.close();
  expect(told).toEqual(['start', 'stop']);
  // Port, socket and file are free again.
  const next = await startBot(options);
  await next.stop('test');
}, 20_000);
