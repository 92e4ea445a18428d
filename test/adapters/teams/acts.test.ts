/** What people do in Teams, as it reaches the engine: presses, forms, and late answers. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Form } from '../../../src/card/form.ts';
import { card, refOf } from '../../contract/chat.ts';
import { no, saying } from '../slack/fixed-engine.ts';
import type { JsonObject } from '../../stand-ins/slack/json.ts';
import { SAMPLE_IDS } from '../../stand-ins/teams/sample.ts';
import type { Message } from '../../stand-ins/teams/state.ts';
import { startTeamsBench, type TeamsBench } from './teams-bench.ts';

let bench: TeamsBench;
beforeAll(async () => {
  bench = await startTeamsBench();
});
beforeEach(() => bench.engine.forget());
afterAll(() => bench.stop());

const channel = SAMPLE_IDS.approvals;
const ben = () => bench.tenant.as('ben');

async function posted(): Promise<Message> {
  const signal = AbortSignal.timeout(20_000);
  const value = 'PA-7K3M2.0123456789abcdef0123456789abcdef';
  const approve = { action: 'approve', label: 'Approve', value } as const;
  const open = { ...card('open'), buttons: [approve] };
  const ref = refOf(await bench.teams.chat.postCard(channel, open, signal));
  const found = bench.tenant.messages(channel).find(({ id }) => id === ref.message);
  if (!found) throw new Error('The card is not there.');
  return found;
}

/** An activity as it was sent last, changed, under an id of its own. */
let count = 0;
function changed(change: JsonObject): JsonObject {
  count += 1;
  const { replyToId: _reply, ...last } = bench.tenant.sent.at(-1) ?? {};
  return { ...last, id: `changed-${count}`, ...change };
}
const placeHeard = () => bench.engine.heard.at(-1)?.press?.place;

describe('the place of a press', () => {
  test('is the message that the card is on', async () => {
    const message = await posted();
    await ben().click(message, 'Approve');
    expect(placeHeard()).toEqual({ channel, message: message.id });
  });

  test('A15: is the head of the thread where the client names no message', async () => {
    const message = await posted();
    await ben().click(message, 'Approve');
    await bench.tenant.deliver(changed({}));
    expect(bench.engine.heard).toHaveLength(2);
    expect(placeHeard()).toEqual({ channel, message: message.id });
  });

  test('A15: is nowhere, and never left out, where nothing says where it was', async () => {
    await ben().click(await posted(), 'Approve');
    const { conversation } = bench.tenant.sent.at(-1) ?? {};
    const bare = { ...(conversation as JsonObject), id: '19:copied@thread.v2' };
    await bench.tenant.deliver(changed({ conversation: bare }));
    expect(placeHeard()).toEqual({ channel: '19:copied@thread.v2', message: '' });
  });

  test('A17: nothing of a button counts but its action and its drawing', async () => {
    await ben().click(await posted(), 'Approve');
    const data = { act: 'approve', value: 'x', place: { channel: 'C1', message: 'm' }, actor: 'z' };
    const value = { action: { type: 'Action.Execute', verb: 'act', data } };
    await bench.tenant.deliver(changed({ value }));
    const press = bench.engine.heard.at(-1)?.press;
    expect([press?.action, press?.value, press?.place?.channel]).toEqual(['approve', 'x', channel]);
  });
});

describe('a line that leaves something open', () => {
  const extend: Form = {
    kind: 'extend',
    title: 'More time',
    submit: 'Ask',
    close: 'Cancel',
    drawing: 'PA-7K3M2.0123456789abcdef0123456789abcdef',
    fields: [
      {
        kind: 'text',
        id: 'time',
        label: 'How much longer?',
        multiline: false,
        optional: false,
        maxLength: 100,
      },
    ],
  };

  test('opens the form that was meant, for the request that was meant', async () => {
    bench.engine.answers.command = { kind: 'form', form: extend };
    bench.engine.answers.press = { kind: 'form', form: extend };
    const before = ben().direct.length;
    await ben().say('extend');
    await bench.tenant.until(() => ben().direct.length > before + 1);
    const opener = ben().direct.at(-1);
    if (!opener) throw new Error('Nothing was said.');
    await ben().click(opener, 'Open the form');
    expect(ben().dialog).toContain('How much longer?');
    expect(bench.engine.heard.at(-1)?.press).toMatchObject({
      action: 'extend',
      value: extend.drawing,
    });
  });
});

describe('an answer', () => {
  const late = <T>(value: T) => new Promise<T>((resolve) => setTimeout(resolve, 5_500, value));

  test('to a press that takes longer than Teams waits is told afterwards', async () => {
    const message = await posted();
    bench.engine.answers.press = () => late(no('That was your own request.'));
    const { shown } = await ben().click(message, 'Approve');
    expect(shown).toContain('The card shows what comes of it');
    await bench.tenant.until(() =>
      ben().direct.some((one) => bench.tenant.plainText(one).includes('your own request')),
    );
  });

  test('that Teams does not take at first is told later, and no app is missed', async () => {
    bench.engine.answers.command = { kind: 'done', notice: saying('Nothing waits for you.') };
    const isPost = ({ method, path }: { readonly method: string; readonly path: string }) =>
      method === 'POST' && path.includes('/activities');
    const trouble = { kind: 'error', status: 502, code: 'BadGateway' } as const;
    const busy = bench.tenant.faults.add({ when: isPost, times: 2, trouble });
    await ben().say('mine', { channel, mention: true });
    await bench.tenant.until(() =>
      ben().direct.some((one) => bench.tenant.plainText(one).includes('Nothing waits for you.')),
    );
    expect(busy.hits).toBe(2);
    const said = bench.tenant.messages(channel).map((one) => bench.tenant.plainText(one));
    expect(said.join()).not.toContain('I cannot write to you yet');
  });

  test('to a form is the same each time it is sent, though hundreds looked meanwhile', async () => {
    bench.engine.answers.submit = { kind: 'done', notice: saying('PA-7K3M2 is filed.') };
    await ben().open();
    const values = { 'What do you need?': 'prod-db', 'For how long?': '1h', 'Why?': 'Stuck' };
    expect((await ben().submit(values)).shown).toContain('PA-7K3M2 is filed.');
    const sent = bench.tenant.sent.at(-1) ?? {};
    const action = { type: 'Action.Execute', verb: 'look', data: { value: 'x' } };
    const look = { type: 'invoke', name: 'adaptiveCard/action', value: { action } };
    for (let looked = 0; looked < 510; looked += 1) await bench.tenant.deliver(changed(look));
    await bench.tenant.deliver(sent);
    expect(bench.engine.heard.filter(({ form }) => form?.typed.why === 'Stuck')).toHaveLength(1);
  }, 20_000);
});

test('a form that an old client sends as a message is answered too', async () => {
  bench.engine.answers.submit = { kind: 'done', notice: saying('PA-7K3M2 is filed.') };
  await ben().say('mine');
  await bench.tenant.deliver(changed({ text: '', value: { form: 'request', why: 'A reason' } }));
  const told = () =>
    ben()
      .direct.map((one) => bench.tenant.plainText(one))
      .join();
  await bench.tenant.until(() => told().includes('PA-7K3M2 is filed.'));
});

test('what arrives while the bot stops is sent back, and nothing of it is lost', async () => {
  const stopping = await startTeamsBench();
  try {
    stopping.tenant.faults.add({
      when: ({ service }) => service === 'keys',
      trouble: { kind: 'hang', ms: 500 },
    });
    const said = stopping.tenant.as('ben').say('mine');
    await stopping.tenant.until(() => stopping.tenant.sent.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await stopping.teams.stop();
    const { replies } = await said;
    expect([replies[0]?.status, stopping.engine.heard.length]).toEqual([503, 0]);
  } finally {
    await stopping.stop();
  }
});
