/** A world with runbooks for one story, and the ask for a window that a runbook opens. */

import { expect } from 'vitest';
import { inWorld } from './acts.ts';
import type { Chat } from './chats.ts';
import { posted, type Story } from './deeds.ts';
import { withRunbooks } from './runbook-entries.ts';
import { askByForm, LOG_READER, putRunbooks } from './runbooks.ts';
import type { World } from './world.ts';

export const play =
  (story: (world: World) => Promise<void>, configure = withRunbooks, chat: Chat = 'Slack') =>
  () =>
    inWorld(
      async (world) => {
        putRunbooks(world);
        await story(world);
      },
      { chat, configure },
    );

export const askForWindow = (world: World, line = 'prod-window 1h Read the logs'): Promise<Story> =>
  posted(world, async () => {
    expect(await askByForm(world, `${line} of the import`, { 'answer:role': LOG_READER })).toEqual(
      {},
    );
  });
