/** Plays the story in the Agents Playground: the second half of `npm run test:e2e`. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeBrowser, openPage } from '../test/e2e/browser.ts';
import { playTeamsStory } from '../test/e2e/teams-story.ts';
import { startTeamsDemo } from './demo-teams/demo.ts';
import { say, step, summed } from './e2e-steps.ts';

const WIDE = { width: 1280, height: 960 };
const PHONE = { width: 390, height: 844 };
const PORT = 56_250;

/** Each language has a world of its own; a failed step ends its run, for the rest hangs on it. */
async function play(name: string, language: 'en' | 'ja'): Promise<void> {
  say(`\n${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-e2e-teams-'));
  const demo = await startTeamsDemo({ folder, port: PORT, language });
  const pictures = process.argv.includes('--pictures') ? 'docs/images' : undefined;
  try {
    const locale = language === 'ja' ? 'ja-JP' : 'en-US';
    const look = { colorScheme: 'light', timezoneId: 'Asia/Tokyo', locale } as const;
    const page = await openPage(demo.url, WIDE, language, look);
    await playTeamsStory({ page, demo, step, locale: language, phone: PHONE, pictures }).catch(
      () => undefined,
    );
  } finally {
    await demo.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await play('In Teams, in English', 'en');
await play('In Teams, in Japanese', 'ja');
await closeBrowser();
process.exit(summed());
