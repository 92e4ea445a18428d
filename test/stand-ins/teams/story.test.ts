/** A whole request in Teams: from the command to the dialog, the card, the approval. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type JsonObject, objectAt, wordAt } from '../slack/json.ts';
import * as fixture from './bot-fixture.ts';
import { SAMPLE_IDS } from './sample.ts';
import type { Message } from './state.ts';

const { cardActivity, cardAttachment, cardOf } = fixture;
const { approvals } = SAMPLE_IDS;
let bot: fixture.Bot;
const text = (words: string): JsonObject => ({ type: 'TextBlock', text: words, wrap: true });
const submitted = { type: 'Action.Submit', title: 'Request', data: { form: 'request' } };
const approve = { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: { id: 'r1' } };

const form = (note: string): JsonObject =>
  cardOf(
    [
      text(note),
      { type: 'Input.Text', id: 'duration', label: 'For how long?' },
      {
        type: 'Input.Text',
        id: 'why',
        label: 'Why?',
        isRequired: true,
        errorMessage: 'Say why.',
      },
    ],
    { actions: [submitted] },
  );

const dialog = (card: JsonObject): fixture.BotReply => ({
  body: {
    task: {
      type: 'continue',
      value: { title: 'Production access', card: cardAttachment(card) },
    },
  },
});

/** Asks once more for whoever wants nine hours; otherwise posts the card, for Ben to approve. */
async function listen(activity: JsonObject): Promise<fixture.BotReply> {
  const { call, teams } = bot;
  const value = objectAt(activity, 'value');
  switch (wordAt(activity, 'name')) {
    case 'composeExtension/fetchTask':
      return dialog(form('What do you need?'));
    case 'composeExtension/submitAction': {
      const data = objectAt(value, 'data');
      if (data['duration'] === '9h') return dialog(form('At most 4 h.'));
      const { mri } = teams.as('ben').person;
      const refresh = { action: { ...approve, verb: 'show' }, userIds: [mri] };
      const card = cardOf([text(`${wordAt(data, 'why')}: waiting`)], { refresh });
      const channelData = { channel: { id: approvals } };
      const post = { isGroup: true, channelData, activity: cardActivity(card) };
      await call('POST', 'v3/conversations', post);
      return {};
    }
    case 'adaptiveCard/action':
      return acted(activity);
    default:
      return {};
  }
}

async function acted(activity: JsonObject): Promise<fixture.BotReply> {
  const { call, teams } = bot;
  const { verb } = objectAt(objectAt(activity, 'value'), 'action');
  const type = 'application/vnd.microsoft.card.adaptive';
  const mine = cardOf([text('yours to approve')], { actions: [approve] });
  if (verb === 'show') return { body: { statusCode: 200, type, value: mine } };
  const conversation = wordAt(objectAt(activity, 'conversation'), 'id');
  const place = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
  const done = cardOf([text('approved')]);
  await call('PUT', `${place}/${wordAt(activity, 'replyToId')}`, cardActivity(done));
  const who = wordAt(objectAt(activity, 'from'), 'name');
  await call('POST', place, { type: 'message', text: `${who} approved.` });
  expect(teams.messages(approvals)).toHaveLength(1);
  return { body: { statusCode: 200, type, value: done } };
}

beforeEach(async () => {
  bot = await fixture.startBot({ autoRefresh: true });
  bot.listen(listen);
});
afterEach(() => bot.stop());

test('a request goes from command to dialog to card to a line in the thread', async () => {
  const { teams } = bot;
  const aiko = teams.as('aiko');
  const opened = await aiko.open({ channel: approvals });
  expect(opened.dialog).toContain('Production access\nWhat do you need?');

  const wrong = await aiko.submit({ 'For how long?': '9h', 'Why?': 'Restart the replica' });
  expect(wrong.dialog).toContain('At most 4 h.');
  const right = await aiko.submit({ duration: '2h', why: 'Restart the replica' });
  expect([right.dialog, right.shown]).toEqual([undefined, undefined]);

  await teams.refreshed();
  const [card] = teams.messages(approvals) as [Message];
  expect(teams.as('chie').sees(approvals)).toEqual(['Restart the replica: waiting']);
  expect(teams.as('ben').sees(approvals)).toEqual(['yours to approve\n[ Approve ]']);
  await expect(teams.as('chie').click(card, 'Approve')).rejects.toThrow('nothing "Approve"');

  const clicked = await teams.as('ben').click(card, 'Approve');
  expect(clicked.card).toBe('approved');
  expect(teams.as('aiko').sees(approvals)).toEqual(['approved', 'Ben Carter approved.']);
});
