/** A whole request over the real Bolt, by HTTP and by Socket Mode: the same story both ways. */

import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { useBench } from './bolt-fixture.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

const FORM: ModalView = {
  type: 'modal',
  callback_id: 'request',
  title: plain('Production access'),
  submit: plain('Request'),
  blocks: [
    {
      type: 'input',
      block_id: 'duration',
      label: plain('For how long?'),
      element: { type: 'plain_text_input', action_id: 'duration' },
    },
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Why?'),
      element: { type: 'plain_text_input', action_id: 'reason', max_length: 500 },
    },
  ],
};

const card = (progress: string) => [
  { type: 'header' as const, text: plain('Production database') },
  { type: 'context' as const, elements: [plain(progress)] },
  {
    type: 'actions' as const,
    elements: [
      { type: 'button' as const, text: plain('Approve'), action_id: 'approve', value: 'req_1' },
    ],
  },
];

/** A bot just big enough: a form, a card, one button, one line in the thread. */
function listen(app: App): void {
  app.command('/prod-access', async ({ ack, body, client }) => {
    await ack(body.text === 'help' ? 'Say what you need.' : undefined);
    if (body.text === 'help') return;
    await client.views.open({ trigger_id: body.trigger_id, view: FORM });
  });
  app.view('request', async ({ ack, view, client, body }) => {
    const { duration, reason } = view.state.values;
    if (duration?.['duration']?.value === '9h') {
      return ack({ response_action: 'errors', errors: { duration: 'At most 4 h.' } });
    }
    await ack();
    const text = `${body.user.id}: ${reason?.['reason']?.value}`;
    const blocks = card('waiting, 0 of 1');
    await client.chat.postMessage({ channel: 'C_PROD', text, blocks });
  });
  app.action('approve', async ({ ack, body, client, respond }) => {
    await ack();
    if (body.type !== 'block_actions' || body.channel === undefined) return;
    const at = { channel: body.channel.id, ts: body.message?.['ts'] as string };
    if (body.user.id === 'U_AIKO') {
      await respond('Not your own request.');
      return;
    }
    const blocks = card('approved').slice(0, 2);
    await client.chat.update({ ...at, text: 'approved', blocks });
    const text = `<@${body.user.id}> approved.`;
    await client.chat.postMessage({ channel: at.channel, thread_ts: at.ts, text });
  });
}

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  const bench = useBench(mode, listen);

  test('a request goes from command to form to card to a line in the thread', async () => {
    const { slack } = bench();
    const aiko = slack.as('U_AIKO');
    const asked = await aiko.command('/prod-access', '', { channel: 'C_RANDOM' });
    expect(asked).toMatchObject({ status: 200, timedOut: false, shown: undefined });
    await aiko.untilView('Production access');

    const wrong = await aiko.submitView({ duration: '9h', reason: 'Restart <the> replica' });
    expect(wrong.errors).toEqual({ duration: 'At most 4 h.' });
    expect(slack.plainText(wrong.view ?? { blocks: [] })).toContain('! At most 4 h.');

    const right = await aiko.submitView({ duration: '2h' });
    expect(right).toMatchObject({ errors: {}, view: undefined });
    const posted = await slack.until(() => slack.messages('C_PROD')[0]);
    expect(posted.text).toBe('U_AIKO: Restart <the> replica');

    const own = await aiko.click('C_PROD', posted.ts, 'Approve');
    await aiko.untilWhisper('Not your own request.');
    expect(own.whispers).toHaveLength(1);

    await slack.as('U_BEN').click('C_PROD', posted.ts, 'approve');
    await slack.until(() => slack.thread('C_PROD', posted.ts).length > 0);
    expect(slack.thread('C_PROD', posted.ts)).toEqual(['@ben approved.']);
    const updated = slack.messages('C_PROD')[0] ?? posted;
    expect(slack.plainText(updated)).toBe('Production database\napproved');
  });
});

describe.each(['http', 'socket'] as const)('at the screen, over %s', (mode) => {
  const bench = useBench(mode, listen);

  test('words in the ack of a command are whispered to who typed it', async () => {
    const answer = await bench().slack.as('U_AIKO').command('/prod-access', 'help');
    expect(answer.whispers.map((one) => one.text)).toEqual(['Say what you need.']);
  });

  test('a form with a required field left empty never reaches the bot', async () => {
    const aiko = bench().slack.as('U_AIKO');
    await aiko.command('/prod-access');
    await aiko.untilView();
    const answer = await aiko.submitView({ duration: '2h' });
    expect(answer.errors).toEqual({ reason: 'Please complete this required field.' });
    expect(answer.sent).toBeUndefined();
  });
});
