/** Who it was, and what they pressed: handed to the engine as it is, for the engine to refuse. */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../stand-ins/slack/json.ts';
import { card, refOf } from '../../contract/chat.ts';
import { type Bench, useBench } from './bench.ts';

const VALUE = `PA-7K3M2.${'0'.repeat(32)}`;
const BUTTON = { action: 'approve', label: 'Approve', value: VALUE } as const;

async function posted({ slack }: Bench, channel: string): Promise<string> {
  const shown = { ...card('open'), buttons: [BUTTON] };
  const soon = AbortSignal.timeout(5_000);
  return refOf(await slack.chat.postCard(channel, shown, soon)).message;
}

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  const bench = useBench(mode);

  test('a stranger in a shared channel is keyed by the workspace they come from', async () => {
    const { workspace, engine } = bench();
    const message = await posted(bench(), 'C_PROD');
    workspace.change(({ channels }) => {
      const channel = channels['C_PROD']!;
      channels['C_PROD'] = { ...channel, members: [...channel.members, 'U_FINN'] };
    });
    await workspace.as('U_FINN').click('C_PROD', message, 'Approve');
    await expect.poll(() => engine.heard).toMatchObject([{ actor: 'slack:T0OTHER:U_FINN' }]);
  });

  test('a card that was copied is pressed where the copy stands', async () => {
    const { workspace, engine } = bench();
    const message = await posted(bench(), 'C_PROD');
    const answer = await workspace.as('U_BEN').click('C_PROD', message, 'Approve');
    const payload = answer.sent?.delivery.payload ?? {};
    const container = { type: 'message', channel_id: 'C_SRE', message_ts: '1.2' };
    const copied = { ...payload, container, trigger_id: 'trigger.copy' };
    engine.forget();
    await workspace.deliver('interactive', copied);
    await expect
      .poll(() => engine.heard)
      .toMatchObject([{ press: { place: { channel: 'C_SRE', message: '1.2' } } }]);
  });

  test('of a tampered button nothing counts but action, value and place', async () => {
    const { workspace, engine } = bench();
    const message = await posted(bench(), 'C_PROD');
    const answer = await workspace.as('U_BEN').click('C_PROD', message, 'Approve');
    const payload = answer.sent?.delivery.payload ?? {};
    engine.forget();
    const action: JsonObject = {
      type: 'button',
      action_id: 'approve',
      block_id: 'b',
      value: 'PA-7K3M2.ffff',
      duration: '30d',
      text: { type: 'plain_text', text: 'Approve everything' },
    };
    const tampered = { ...payload, actions: [action], trigger_id: 'trigger.tampered' };
    await workspace.deliver('interactive', { ...tampered, message: { text: 'status: active' } });
    const place = { channel: 'C_PROD', message };
    const press = { action: 'approve', value: 'PA-7K3M2.ffff', place };
    await expect.poll(() => engine.heard).toEqual([{ actor: 'slack:T0STANDIN:U_BEN', press }]);
  });

  test('a button that is none of ours is acknowledged, and nothing else', async () => {
    const { workspace, engine } = bench();
    const message = await posted(bench(), 'C_PROD');
    const answer = await workspace.as('U_BEN').click('C_PROD', message, 'Approve');
    engine.forget();
    const action: JsonObject = { type: 'button', action_id: 'revoke-everything', block_id: 'b' };
    const payload = { ...answer.sent?.delivery.payload, actions: [action] };
    const reply = await workspace.deliver('interactive', { ...payload, trigger_id: 'trigger.x' });
    expect(reply.status).toBe(200);
    expect(engine.heard).toEqual([]);
  });

  test('a form that is none of ours is taken by nobody', async () => {
    const { workspace, engine } = bench();
    const ben = workspace.as('U_BEN');
    await (await ben.command('/prod-access')).untilView('What do you need?');
    const filled = { entitlement: 'prod-db', time: '2h', why: 'x' };
    const sent = (await ben.submitView(filled)).sent?.delivery.payload ?? {};
    engine.forget();
    const view = { ...(sent['view'] as JsonObject), callback_id: 'grant-everything' };
    await workspace.deliver('interactive', { ...sent, view, trigger_id: 'trigger.form' });
    expect(engine.heard).toEqual([]);
    expect(bench().events()).toContain('slack-unknown-form');
  });

  test('a button in a direct message has no place', async () => {
    const { workspace, engine, slack } = bench();
    const told = {
      lines: [[{ text: 'You have it.' }]],
      buttons: [BUTTON],
      summary: 'You have it.',
    };
    const aiko = 'slack:T0STANDIN:U_AIKO' as Parameters<typeof slack.chat.tell>[0];
    await slack.chat.tell(aiko, told, AbortSignal.timeout(5_000));
    await workspace.as('U_AIKO').clickInDm('Approve');
    await expect
      .poll(() => engine.heard)
      .toEqual([{ actor: aiko, press: { action: 'approve', value: VALUE } }]);
  });

  test('a payload of another workspace reaches nobody', async () => {
    const { workspace, engine } = bench();
    const message = await posted(bench(), 'C_PROD');
    const answer = await workspace.as('U_BEN').click('C_PROD', message, 'Approve');
    const payload = answer.sent?.delivery.payload ?? {};
    engine.forget();
    const elsewhere = { ...payload, team: { id: 'T0OTHER', domain: 'other' } };
    await workspace.deliver('interactive', { ...elsewhere, trigger_id: 'trigger.elsewhere' });
    await expect.poll(() => bench().events()).toContain('slack-not-ours');
    expect(engine.heard).toEqual([]);
  });
});
