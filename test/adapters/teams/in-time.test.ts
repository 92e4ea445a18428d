/** Teams waits five seconds for an answer: it has one by then, and what is late is told. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/engine/reply.ts';
import { card, refOf } from '../../contract/chat.ts';
import { no, requestForm } from '../slack/fixed-engine.ts';
import { SAMPLE_IDS } from '../../stand-ins/teams/sample.ts';
import { startTeamsBench, type TeamsBench } from './teams-bench.ts';

let bench: TeamsBench;
beforeAll(async () => {
  bench = await startTeamsBench();
});
beforeEach(() => bench.engine.forget());
afterAll(() => bench.stop());

const ben = () => bench.tenant.as('ben');
const after = <T>(ms: number, value: T) =>
  new Promise<T>((resolve) => setTimeout(resolve, ms, value));
const form: Reply = { kind: 'form', form: requestForm() };
const isTold = (words: string) =>
  bench.tenant.until(() => ben().direct.some((one) => bench.tenant.plainText(one).includes(words)));

describe('a dialog', () => {
  test('that cannot be drawn in time says so, and is opened by a button afterwards', async () => {
    bench.engine.answers.command = () => after(5_500, form);
    expect((await ben().open()).shown).toContain('sent to you as a message');
    await isTold('Open the form');
  }, 15_000);

  test('that cannot be drawn anew in time says so', async () => {
    await ben().open();
    bench.engine.answers.redraw = () => after(5_500, form);
    const { shown } = await ben().press('Show details', { 'What do you need?': 'prod-db' });
    expect(shown).toContain('sent to you as a message');
  }, 15_000);

  test('that was refused late says why, though it cannot be drawn again in time', async () => {
    await ben().open();
    bench.engine.answers.submit = () => after(3_000, no('Not now.'));
    bench.engine.answers.redraw = () => after(3_000, form);
    const values = { 'What do you need?': 'prod-db', 'For how long?': '1h', 'Why?': 'Stuck' };
    expect((await ben().press('Request', values)).shown).toContain('Not now.');
  }, 15_000);
});

test('a press that was carried out late is answered, though its card comes too late', async () => {
  const value = 'PA-7K3M2.0123456789abcdef0123456789abcdef';
  const approve = { action: 'approve', label: 'Approve', value } as const;
  const signal = AbortSignal.timeout(20_000);
  const open = { ...card('open'), buttons: [approve] };
  const ref = refOf(await bench.teams.chat.postCard(SAMPLE_IDS.approvals, open, signal));
  const message = bench.tenant.messages(SAMPLE_IDS.approvals).find(({ id }) => id === ref.message);
  if (!message) throw new Error('The card is not there.');
  bench.engine.answers.press = () => after(3_000, { kind: 'done' });
  Object.assign(bench.engine, { look: () => after(3_000, undefined) });
  expect((await ben().click(message, 'Approve')).shown).toContain('The card shows where it stands');
}, 15_000);

test('a card that the client draws anew by itself stays as it was where it cannot be', async () => {
  const action = { type: 'Action.Execute', verb: 'look', data: { value: 'PA-7K3M2.gone' } };
  const { id: _, ...last } = bench.tenant.sent.at(-1) ?? {};
  const look = { type: 'invoke', name: 'adaptiveCard/action', value: { action } };
  Object.assign(bench.engine, { look: () => Promise.reject(new Error('The store is silent.')) });
  const { body } = await bench.tenant.deliver({ ...last, ...look, id: 'looks-by-itself' });
  const why = { message: expect.stringContaining('could not be brought up to date') };
  const type = 'application/vnd.microsoft.error';
  expect(body).toMatchObject({ statusCode: 500, type, value: why });
});

describe('a line of somebody without an id in the directory', () => {
  const from = { id: '29:anonymous', name: 'aiko', aadObjectId: '' };

  test('is answered where it was typed, and not heard', async () => {
    await ben().say('mine', { channel: SAMPLE_IDS.approvals, mention: true });
    const sent = bench.tenant.sent.at(-1) ?? {};
    await bench.tenant.until(() => bench.engine.heard.length > 0);
    bench.engine.forget();
    await bench.tenant.deliver({ ...sent, id: 'of-nobody', from });
    await bench.tenant.until(() =>
      ben()
        .sees(SAMPLE_IDS.approvals)
        .some((one) => one.includes('not one of this organization')),
    );
    expect(bench.engine.heard).toEqual([]);
  });

  test('is answered in the chat with the bot', async () => {
    await ben().say('mine');
    await bench.tenant.deliver({ ...bench.tenant.sent.at(-1), id: 'of-nobody-here', from });
    await isTold('not one of this organization');
  });
});
