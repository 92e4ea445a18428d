/** A workspace put away as text and taken up again by another server. */

import { expect, test } from 'vitest';
import { startDesk } from './desk.ts';
import { type JsonObject, wordAt } from './json.ts';
import { startSlack } from './slack.ts';

test('what people had before their eyes is there again, and life goes on from it', async () => {
  const before = await startDesk();
  const button = { type: 'button', action_id: 'ok', text: { type: 'plain_text', text: 'OK' } };
  const blocks: JsonObject[] = [{ type: 'actions', elements: [button] }];
  const post = { channel: 'C_PROD', text: 'card', blocks };
  const posted = await before.call('chat.postMessage', post);
  const view = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] };
  await before.call('views.open', { trigger_id: await before.trigger(), view });
  const json = before.slack.snapshot();
  await before.stop();

  const after = await startSlack({ seed: {} });
  let changes = 0;
  after.subscribe(() => {
    changes += 1;
  });
  after.restore(json);
  expect(changes).toBe(1);
  expect(after.state.people['U_AIKO']?.displayName).toBe('aiko');
  expect(after.as('U_AIKO').view?.definition).toEqual(view);
  const clicked = await after.as('U_BEN').click('C_PROD', wordAt(posted, 'ts'), 'OK');
  expect(clicked.shown).toContain('dispatch_failed');
  expect(after.snapshot()).not.toBe(json);
  await after.close();
});

test('waiting ends with what was seen, or says what was never seen', async () => {
  const slack = await startSlack();
  const soon = slack.until(() => slack.messages('C_PROD')[0]?.text);
  const ts = slack.workspace.nextTs();
  slack.workspace.post({ channel: 'C_PROD', ts, user: 'U_BEN', text: 'hi', blocks: [] });
  expect(await soon).toBe('hi');
  const never = slack.until(() => slack.messages('C_SRE')[0], 20);
  await expect(never).rejects.toThrow('Waited 20 ms in vain');
  await slack.close();
});
