/** The running program keeps its ledger: in a directory, or by KMS and S3, be they there or not. */

import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLedgerFolder } from '../../adapters/node/ledger-folder.ts';
import { openLedgerCheck } from '../../adapters/node/ledger-key.ts';
import { openSqliteReader } from '../../adapters/sqlite/store.ts';
import { blockKey } from '../../src/engine/ledger-rows.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { verifyLedger } from '../../src/ops/ledger-verify.ts';
import { inWorld, letRun, obtain } from './acts.ts';
import { ONE_BOT } from './chats.ts';
import { JUMP, usersStack } from './stacks.ts';
import { createWorld } from './world.ts';

test('within five minutes of its start, the start is anchored', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-ledger-'));
  const [key, directory] = [join(folder, 'key.pem'), join(folder, 'blocks')];
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const ledger = `\naudit:\n  ledger: { key: "${key}", directory: "${directory}" }\n`;
  const world = await createWorld({ configure: (text) => text + ledger, ...ONE_BOT });
  try {
    const isThere = async () => {
      if (!existsSync(join(directory, 'block-00000001.json'))) return false;
      const reader = openSqliteReader(world.database);
      const block = await reader.load(blockKey(1));
      reader.close();
      return block !== undefined;
    };
    await world.runUntil('the first block is in both its places', isThere, 5 * MINUTE + MINUTE / 2);
    const reader = openSqliteReader(world.database);
    const place = createLedgerFolder(directory);
    const report = await verifyLedger(reader, place, openLedgerCheck(key));
    reader.close();
    expect(report).toMatchObject({ faults: [], blocks: 1 });
    expect(report.anchors).toBeGreaterThan(0);
  } finally {
    await world.close();
    rmSync(folder, { recursive: true });
  }
});

test(
  'with KMS and S3 silent access is given and taken away, and the anchors follow',
  () =>
    inWorld(async (world) => {
      const { aws } = world;
      const arn = aws.kms.createKey(JUMP);
      aws.s3.create(JUMP, 'blocks');
      const { policies } = usersStack({ LedgerKey: arn, LedgerBucket: 'blocks' });
      aws.account(JUMP).seed({ policies });
      aws.account(JUMP).attachPolicy('roles', 'prod-access', 'prod-access-ledger');
      aws.settle();
      const ledger = `ledger: { key: { kms: "${arn}" }, s3: { bucket: blocks, retain: 1d } }`;
      await world.stopBot();
      const held = aws.faults.add({ kind: 'lost-before', when: isOfLedger, times: Infinity });
      await world.startBot((text) => `${text}\naudit:\n  ${ledger}\n`);

      await obtain(world, 'prod-db 10m Restart the stuck replica');
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
      await letRun(world, 12 * MINUTE);
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
      expect(world.log.join('\n')).toContain('ledger-unfit');
      expect(world.log.join('\n')).toContain('ledger-not-signed');
      const late = await world.bot().app.figures();
      expect(late.ledger.anchors).toBeGreaterThan(0);
      expect(late.ledger.seconds).toBeGreaterThan(60);

      held.remove();
      const isThere = () => aws.s3.versions('blocks', FIRST).length === 1;
      await world.runUntil('the first block is in its bucket', isThere, MINUTE);
      // A moment later it is in the store as well.
      const isNothingLate = async () => {
        const { ledger } = await world.bot().app.figures();
        return ledger.anchors === 0 && ledger.copies === 0;
      };
      await world.runUntil('nothing is late', isNothingLate, MINUTE / 6);
    }),
  60_000,
);

const isOfLedger = ({ service }: { readonly service: string }) => ['kms', 's3'].includes(service);
const FIRST = 'prod-access-ledger/block-00000001.json';
