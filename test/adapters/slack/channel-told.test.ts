/** A channel that is shared with another company while Slack is being asked about it. */

import { expect, test } from 'vitest';
import { createTurnedClock } from '../../../adapters/node/turned-clock.ts';
import { createPosting } from '../../../adapters/slack/posting.ts';
import type { ApiAnswer } from '../../../adapters/slack/web-api.ts';

test('takes no card: neither the one that waited for the answer, nor any after it', async () => {
  const asked = Promise.withResolvers<void>();
  const late = Promise.withResolvers<void>();
  let isShared = false;
  const posted: string[] = [];
  const api = {
    async call(method: string): Promise<ApiAnswer> {
      if (method === 'conversations.info') {
        // As it stands when Slack looks; the answer takes its time.
        const channel = { id: 'C1', is_member: true, is_ext_shared: isShared };
        asked.resolve();
        await late.promise;
        return { ok: true, body: { channel } };
      }
      posted.push(method);
      return { ok: true, body: { channel: 'C1', ts: '1.1' } };
    },
  };
  const log = { info() {}, warn() {}, error() {} };
  const posting = createPosting({ api, clock: createTurnedClock(), log });
  const soon = AbortSignal.timeout(5_000);
  const first = posting.post('C1', { text: 'who asked for what, and why' }, soon);
  await asked.promise;
  isShared = true;
  posting.forgetChannel('C1'); // The event `channel_shared`.
  late.resolve();
  const second = await first.then(() => posting.post('C1', { text: 'and who approved' }, soon));
  const shared = { ok: false, why: 'shared' };
  expect([await first, second, posted]).toEqual([shared, shared, []]);
});
