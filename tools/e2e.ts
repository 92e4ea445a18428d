/** `npm run test:e2e`: plays the story in the demo's page. `-- --pictures` keeps the pictures. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeBrowser, openPage } from '../test/e2e/browser.ts';
import { playStory } from '../test/e2e/story.ts';
import { startDemo } from './demo/demo.ts';
import { say, step, summed } from './e2e-steps.ts';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const PORT = 4270;

/** Each run has a world of its own; a failed step ends its run, for the rest hangs on it. */
async function play(name: string, size: typeof WIDE, locale: 'en' | 'ja'): Promise<void> {
  say(`\n${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-e2e-'));
  const demo = await startDemo(folder, PORT);
  const pictures = process.argv.includes('--pictures') ? 'docs/images' : undefined;
  try {
    const page = await openPage(demo.url, size, locale);
    const isPhone = size === PHONE;
    await playStory({ page, step, locale, isPhone, pictures }).catch(() => undefined);
  } finally {
    await demo.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await play('Wide, in English', WIDE, 'en');
await play('Wide, in Japanese', WIDE, 'ja');
await play('On a phone, in English', PHONE, 'en');
await play('On a phone, in Japanese', PHONE, 'ja');
await closeBrowser();
process.exit(summed());
