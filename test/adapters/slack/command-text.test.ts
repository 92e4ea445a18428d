/** A line behind `/prod-access` is heard as it was typed, whatever Slack has read into it. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTyped } from '../../../adapters/slack/command-text.ts';
import { type Bench, startBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  // As manifest.yml says.
  bench = await startBench('http', { workspace: { shouldEscape: true } });
});
afterAll(() => bench.stop());

test('links and addresses are heard as they were typed', async () => {
  const typed =
    'prod-db 2h @ben: a<b && c, https://wiki.example.com/run?a=1&b=2#db or ops@example.com';
  await bench.workspace.as('U_AIKO').command('/prod-access', typed);
  await expect.poll(() => bench.engine.heard).toMatchObject([{ line: typed }]);
});

test.each([
  ['<http://db.example.com|db.example.com>', 'db.example.com'],
  ['<https://evil.example|https://good.example>', 'https://evil.example'],
  ['<!subteam^S0LEADS|@sre-leads> and <!here>', '@sre-leads and @here'],
  ['<@U_BEN|ben> <@U_BEN> <#C1|prod>', '@ben @U_BEN #prod'],
  ['&amp;lt; &lt;!channel&gt;', '&lt; <!channel>'],
  ['<what is none of these>', '<what is none of these>'],
])('%s is %s', (text, typed) => {
  expect(asTyped(text)).toBe(typed);
});
