/** Runbooks that give and take: the two that teams had in Change Manager, as shipped. */

import { describe, expect, test } from 'vitest';
import { letRun, untilThread } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { approve, ask, dmsOf, MINUTE } from './deeds.ts';
import { withRunbooks } from './runbook-entries.ts';
import { askForWindow, play } from './runbook-play.ts';
import { isOnShift, windowsOf } from './runbooks.ts';
import type { World } from './world.ts';

const SHIFT = 'prod-shift 1h Restart a stuck server, INC-1234';

const mayRead = (world: World) => world.may('aiko.sato', 'ProdLogReader');

describe.each(EITHER_CHAT)('a dated policy by a runbook, in %s', (chat) => {
  test(
    'is given as asked in the form, and ends in the second of its date though the bot is dead',
    play(
      async (world) => {
        expect(mayRead(world)).toBe(false);
        const story = await askForWindow(world);
        expect(story.words()).toContain('runbook ProdAccess-GrantPolicy v1');
        expect(story.words()).toContain('so it ends even if the bot is down');
        await approve(world, story, 'ben');
        expect(mayRead(world)).toBe(true);
        const [document = ''] = windowsOf(world);
        const endMs = Date.parse(/DateLessThan[^Z]*?(\d{4}-[^"]+Z)/.exec(document)?.[1] ?? '');
        await world.stopBot();
        world.clock.turn(endMs - 1_000 - world.clock.nowMs());
        expect(mayRead(world)).toBe(true);
        world.clock.turn(1_000);
        expect(mayRead(world)).toBe(false);
        await world.startBot();
        await untilThread(world, story, 'Access ended', 20 * MINUTE);
        expect(windowsOf(world)).toEqual([]);
        expect(story.thread().join('\n')).toContain('ProdAccess-RevokePolicy: step remove done.');
      },
      withRunbooks,
      chat,
    ),
  );
});

describe.each(EITHER_CHAT)('a group by a runbook, in %s', (chat) => {
  test(
    'is joined, and left at the end, which the card says nobody but the bot brings about',
    play(
      async (world) => {
        const story = await ask(world, SHIFT);
        expect(story.words()).toContain('Nothing inside AWS ends this');
        await approve(world, story, 'ben');
        expect(isOnShift(world)).toBe(true);
        expect(dmsOf(world, 'aiko').join('\n')).toContain('ProdAccess-GrantGroup has given it');
        world.clock.turn(61 * MINUTE);
        await untilThread(world, story, 'Access ended', 20 * MINUTE);
        expect(isOnShift(world)).toBe(false);
        const said = story.thread().join('\n');
        expect(said).toContain('ProdAccess-GrantGroup: step join done.');
        expect(said).toContain('ProdAccess-RevokeGroup ran to its end.');
        expect(said).not.toContain('its date in AWS');
        await letRun(world, 5_000);
      },
      withRunbooks,
      chat,
    ),
  );
});
