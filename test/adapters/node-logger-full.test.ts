/** The log where nothing can be written any more. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';

test.skipIf(!existsSync('/dev/full'))('on a full disk lines are lost, and nothing else', () => {
  const logger = new URL('../../adapters/node/logger.ts', import.meta.url).href;
  const script = `
    import { createLogger } from ${JSON.stringify(logger)};
    const log = createLogger();
    for (let line = 0; line < 100; line += 1) log.error('store-not-read', { why: 'x'.repeat(200) });
    await new Promise((resolve) => setTimeout(resolve, 50));
    log.info('still here');
    console.log('done');`;
  const node = [process.execPath, '--input-type=module', '-e', script];
  const ended = spawnSync('sh', ['-c', 'exec "$0" "$@" 2>/dev/full', ...node], {
    encoding: 'utf8',
  });
  expect([ended.status, ended.stdout]).toEqual([0, 'done\n']);
});
