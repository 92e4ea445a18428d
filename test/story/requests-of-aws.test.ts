/** AWS's own access requests, carried into chat: filed there, decided here, ended. */

import { describe, expect, test } from 'vitest';
import { refusal, send, type, untilThread } from './acts.ts';
import { EVERY_CHAT } from './chats.ts';
import { approve, dmsOf, MINUTE } from './deeds.ts';
import { openSessions } from './nodes.ts';
import { cardOf, carried, file, openByToken, REASON, signals, statusOf } from './requests.ts';

describe.each(EVERY_CHAT)('a request that was filed at AWS, in %s', (chat) => {
  test(
    'becomes a card, and is approved at AWS with the names of who approved it here',
    carried(
      async (world) => {
        const id = file(world);
        const story = await cardOf(world, id);
        expect(story.words()).toContain(REASON);
        expect(story.words()).toContain('role session ProdRequester/aiko.sato');
        await untilThread(world, story, `asked at AWS (${id})`);
        expect(await refusal('aiko', story)).toContain('cannot approve your own');
        expect(statusOf(world, id)).toBe('Pending');
        await approve(world, story, 'ben');
        expect(statusOf(world, id)).toBe('Approved');
        expect(signals(world, id)).toEqual([`Approve: ${story.id}: approved by ben`]);
        const said = dmsOf(world, 'aiko').join('\n');
        expect(said).toContain(
          `get-access-token --region ap-northeast-1 --access-request-id ${id}`,
        );
      },
      { chat },
    ),
  );

  test(
    'is denied at AWS with the reason, once it is denied here',
    carried(
      async (world) => {
        const id = file(world);
        const story = await cardOf(world, id);
        await send('chie', story, 'Deny…', { comment: 'use the replica' });
        await world.runUntil('AWS has heard it', () => statusOf(world, id) === 'Rejected');
        expect(signals(world, id)).toEqual([
          `Reject: ${story.id}: denied by chie: use the replica`,
        ]);
      },
      { chat },
    ),
  );

  test(
    'ends with its window, and its sessions with it',
    carried(
      async (world) => {
        const id = file(world);
        const story = await cardOf(world, id);
        await approve(world, story, 'ben');
        await openByToken(world, id);
        await openByToken(world, id);
        expect(openSessions(world)).toHaveLength(2);
        world.clock.turn(61 * MINUTE);
        await untilThread(world, story, 'Access ended', 20 * MINUTE);
        expect(openSessions(world)).toEqual([]);
        expect(story.says('2 sessions ended.')).toBe(true);
      },
      { chat },
    ),
  );

  test(
    'is revoked at AWS by whoever ends it here',
    carried(
      async (world) => {
        const id = file(world);
        const story = await cardOf(world, id);
        await approve(world, story, 'ben');
        await openByToken(world, id);
        await type(world, 'aiko', `done ${story.id}`);
        await untilThread(world, story, 'Access ended', 5 * MINUTE);
        expect(statusOf(world, id)).toBe('Revoked');
        expect(signals(world, id).at(-1)).toBe(`Revoke: ${story.id}: ended by aiko`);
        expect(openSessions(world)).toEqual([]);
      },
      { chat },
    ),
  );
});
