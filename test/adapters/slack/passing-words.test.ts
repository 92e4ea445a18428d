/** Words of Slack for a bad moment of its own: what was to be changed is changed afterwards. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { card, refOf } from '../../contract/chat.ts';
import { type Bench, startBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench('http');
});
afterAll(() => bench.stop());

test.each(['update_failed', 'external_channel_migrating', 'internal_error'])(
  'a card that it could not change now, %s, is no card that was changed',
  async (error) => {
    const { slack, workspace } = bench;
    const soon = AbortSignal.timeout(20_000);
    const ref = refOf(await slack.chat.postCard('C_PROD', card('open'), soon));
    const trouble = { kind: 'error', error } as const;
    workspace.faults.add({ method: 'chat.update', times: 1, trouble });
    const changed = () => slack.chat.updateCard(ref, card('denied'), soon);
    await expect(changed()).rejects.toMatchObject({ code: 'chat-unreachable' });
    expect(await changed()).toEqual({ ok: true, ref });
    const shown = workspace.messages('C_PROD').find(({ ts }) => ts === ref.message);
    expect(shown && workspace.plainText(shown)).toContain('denied');
  },
);
