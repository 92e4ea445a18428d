/** Teams cannot find now and then what is there: nothing that is said then is lost. */

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { card, line, notice, refOf } from '../../contract/chat.ts';
import { SAMPLE_IDS } from '../../stand-ins/teams/sample.ts';
import { keyOf, startTeamsBench, type TeamsBench } from './teams-bench.ts';

let bench: TeamsBench;
beforeAll(async () => {
  bench = await startTeamsBench();
});
afterEach(() => bench.tenant.faults.clear());
afterAll(() => bench.stop());

const soon = () => AbortSignal.timeout(20_000);
const chat = () => bench.teams.chat;

function loses(method: string, code: string): void {
  const when = (call: { readonly method: string; readonly path: string }) =>
    call.method === method && call.path.includes('/activities');
  bench.tenant.faults.add({ when, times: 2, trouble: { kind: 'error', status: 404, code } });
}

test('a line and a direct message are said', async () => {
  const ref = refOf(await chat().postCard(SAMPLE_IDS.approvals, card('open'), soon()));
  loses('POST', 'ConversationNotFound');
  expect(await chat().postLine(ref, line('ben approved.'), false, soon())).toMatchObject({
    ok: true,
  });
  loses('POST', 'ConversationNotFound');
  const told = await chat().tell(keyOf('dai'), notice('You have it until 20:07.'), soon());
  expect(told).toMatchObject({ ok: true });
});

test('a card is changed where it stands, and no second one is posted', async () => {
  const ref = refOf(await chat().postCard(SAMPLE_IDS.approvals, card('open'), soon()));
  loses('PUT', 'ActivityNotFoundInConversation');
  expect(await chat().updateCard(ref, card('denied'), soon())).toEqual({ ok: true, ref });
});
