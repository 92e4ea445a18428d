/** What people meet at their screens when the bot is slow, absent, wrong, or asks them more. */

import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, describe, expect, test } from 'vitest';
import { type Bench, useBench } from './bolt-fixture.ts';
import { objectAt } from './json.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const FORM: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Access'),
  submit: plain('Go'),
  notify_on_close: true,
  private_metadata: 'C_PROD',
  blocks: [
    {
      type: 'input',
      block_id: 'what',
      dispatch_action: true,
      label: plain('What?'),
      element: { type: 'external_select', action_id: 'what', min_query_length: 2 },
    },
    {
      type: 'input',
      block_id: 'how',
      optional: true,
      label: plain('How?'),
      element: { type: 'plain_text_input', action_id: 'how' },
    },
  ],
};
const next = (title: string): ModalView => ({ ...FORM, title: plain(title), blocks: [] });
const option = (value: string) => ({ text: plain(`Option ${value}`), value });

const closed: boolean[] = [];
let answered = Promise.withResolvers<void>();
function listen(app: App): void {
  app.command('/form', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: FORM });
  });
  app.command('/slow', async ({ ack }) => {
    await answered.promise;
    await ack('too late').catch(() => undefined);
  });
  app.options('what', async ({ ack, payload }) => {
    const { value } = payload;
    const count = value === 'many' ? 101 : 2;
    await ack({ options: Array.from({ length: count }, (_none, at) => option(`${value}-${at}`)) });
  });
  app.action('what', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions' || body.view === undefined) return;
    const [picked] = body.actions;
    const chosen = picked?.type === 'external_select' ? picked.selected_option?.value : '';
    const hint = { type: 'context' as const, elements: [plain(`You chose ${chosen}.`)] };
    const blocks = [...FORM.blocks, hint];
    const { id: view_id, hash } = body.view;
    await client.views.update({ view_id, hash, view: { ...FORM, blocks } });
  });
  app.view('form', async ({ ack, view }) => {
    switch (view.state.values['how']?.['how']?.value ?? '') {
      case 'update':
        return ack({ response_action: 'update', view: next('Updated') });
      case 'push':
        return ack({ response_action: 'push', view: next('Pushed') });
      case 'clear':
        return ack({ response_action: 'clear' });
      case 'wrong':
        return ack({ response_action: 'errors', errors: { nowhere: 'No such block.' } });
      default:
        return ack();
    }
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
    closed.push(objectAt({ body }, 'body')['is_cleared'] === true);
    await ack();
  });
}

const MODES = ['http', 'socket'] as const;
const QUICK = { ackTimeoutMs: 800 };
afterEach(() => {
  closed.length = 0;
});

async function openForm({ slack }: Bench, user = 'U_AIKO') {
  const person = slack.as(user);
  const asked = await person.command('/form');
  await asked.untilView('Access');
  return person;
}

describe.each(MODES)('a bot on %s that does not answer', (mode) => {
  const bench = useBench(mode, listen, QUICK);
  test('in time is reported to who asked, and its late words are lost', async () => {
    answered = Promise.withResolvers<void>();
    const answer = await bench().slack.as('U_AIKO').command('/slow');
    answered.resolve();
    expect(answer).toMatchObject({ status: 0, timedOut: true });
    expect(answer.shown).toBe('/slow failed with the error "operation_timeout"');
    expect(answer.whispers).toMatchObject([{ from: 'slack' }]);
  });

  test('at all is reported as a failed dispatch', async () => {
    const { slack } = bench();
    const url = slack.outbox.requestUrl;
    slack.useRequestUrl('http://127.0.0.1:9/slack/events');
    const answer = await slack.as('U_AIKO').command('/form');
    slack.useRequestUrl(url);
    expect(answer.shown).toBe('/form failed with the error "dispatch_failed"');
  });
});

describe.each(MODES)('an external select, by %s', (mode) => {
  const bench = useBench(mode, listen, QUICK);
  test('offers what the bot suggests, and what is chosen redraws the form', async () => {
    const aiko = await openForm(bench());
    const offer = await aiko.suggest('what', 'prod');
    expect(offer.options).toEqual([option('prod-0'), option('prod-1')]);
    await aiko.choose('what', 'Option prod-1');
    const view = await aiko.untilView('You chose prod-1.');
    expect(view.typed['what']?.['what']).toMatchObject({ selected_option: option('prod-1') });
  });

  test('asks nobody before enough is typed', async () => {
    const aiko = await openForm(bench());
    expect((await aiko.suggest('what', 'p')).sent).toBeUndefined();
  });

  test('shows nothing of an answer beyond a hundred options', async () => {
    const aiko = await openForm(bench());
    const offer = await aiko.suggest('what', 'many');
    expect(offer.options).toEqual([]);
    expect(offer.shown).toContain('no more than 100 items allowed');
  });

  test('holds nothing that was not on offer', async () => {
    const ben = await openForm(bench(), 'U_BEN');
    await expect(ben.choose('what', 'unheard')).rejects.toThrow('No option unheard is on offer.');
  });
});

describe.each(MODES)('the answer to a submission, by %s', (mode) => {
  const bench = useBench(mode, listen, QUICK);
  test.each([
    ['update', ['Updated']],
    ['push', ['Access', 'Pushed']],
    ['clear', []],
    ['end', []],
  ] as const)('%s leaves the right modals open', async (how, titles) => {
    const aiko = await openForm(bench());
    await aiko.suggest('what', 'prod');
    await aiko.submitView({ what: 'prod-0', how });
    const { stacks, views } = bench().slack.state;
    const open = (stacks['U_AIKO'] ?? []).map((id) => views[id]?.definition['title']);
    expect(open).toEqual(titles.map((title) => plain(title)));
  });

  test('that blames a block not there shows as trouble, and the form stays', async () => {
    const aiko = await openForm(bench());
    await aiko.suggest('what', 'prod');
    const answer = await aiko.submitView({ what: 'prod-0', how: 'wrong' });
    expect(answer.shown).toContain('We had some trouble connecting.');
    expect(answer.view?.definition['title']).toEqual(plain('Access'));
  });
});

describe.each(MODES)('closing a modal, by %s', (mode) => {
  const bench = useBench(mode, listen, QUICK);
  test.each([true, false])('is told to a bot that asked (all: %s)', async (all) => {
    const aiko = await openForm(bench());
    await aiko.closeView({ all });
    expect(closed).toEqual([all]);
    expect(aiko.view).toBeUndefined();
  });
});

describe.each(MODES)('a person, by %s', (mode) => {
  const bench = useBench(mode, listen, QUICK);
  test('cannot click where they cannot read', async () => {
    const eri = bench().slack.as('U_ERI');
    await expect(eri.click('C_SRE', '1.0', 'Approve')).rejects.toThrow('U_ERI cannot see C_SRE.');
  });

  test('finds named the things there are, when there is no such thing', async () => {
    const aiko = await openForm(bench());
    const wrong = aiko.submitView({ wherefore: 'x' });
    await expect(wrong).rejects.toThrow('0 fields are called wherefore. There are: what/what');
  });
});
