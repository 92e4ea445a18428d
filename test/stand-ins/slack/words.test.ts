/** Blocks read as a person reads them. */

import { expect, test } from 'vitest';
import type { JsonObject } from './json.ts';
import { SAMPLE } from './sample.ts';
import { stateFrom } from './state.ts';
import { plainText } from './words.ts';

const state = stateFrom(SAMPLE);
const mrkdwn = (text: string): JsonObject => ({ type: 'mrkdwn', text });
const plain = (text: string): JsonObject => ({ type: 'plain_text', text });
const read = (...blocks: JsonObject[]) => plainText({ blocks }, state);

test.each([
  ['*For*\n2 h', 'For\n2 h'],
  ['<@U_AIKO> asked <!subteam^S_LEADS> in <#C_PROD>', '@aiko asked @sre-leads in #prod-access'],
  ['until <!date^1763726400^{time}|20:00 JST>', 'until 20:00 JST'],
  ['<https://example.com/a|the ticket>', 'the ticket'],
  ['<!channel>', '@channel'],
  ['&lt;!channel&gt; &amp; co', '<!channel> & co'],
  ['5 * 3 * 2 and snake_case_name', '5 * 3 * 2 and snake_case_name'],
])('%j reads as %j', (written, seen) => {
  expect(read({ type: 'section', text: mrkdwn(written) })).toBe(seen);
});

test('plain text is read as it stands, markup and all', () => {
  expect(read({ type: 'header', text: plain('*not bold* <@U_AIKO>') })).toBe(
    '*not bold* <@U_AIKO>',
  );
});

test('a card is a line for each of its parts', () => {
  const button = (text: string) => ({ type: 'button', action_id: text, text: plain(text) });
  const words = read(
    { type: 'section', text: plain('What'), fields: [mrkdwn('*Who*'), plain('aiko')] },
    { type: 'context', elements: [plain('waiting,'), mrkdwn('0 of 2')] },
    { type: 'actions', elements: [button('Approve'), button('Deny…')] },
  );
  expect(words).toBe('What\nWho\naiko\nwaiting, 0 of 2\n[ Approve ] [ Deny… ]');
});

test('rich text is read through, mentions by name', () => {
  const elements = [
    { type: 'text', text: 'Why: ' },
    { type: 'text', text: '*as typed* ', style: { bold: true } },
    { type: 'user', user_id: 'U_BEN' },
  ];
  const rich = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
  expect(read(rich)).toBe('Why: *as typed* @ben');
});
