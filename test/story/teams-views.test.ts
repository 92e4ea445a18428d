/** Cards as single people have them drawn in Teams: buttons only for those who have a say. */

import { describe, expect, test } from 'vitest';
import { obtain, press, type, untilCard, untilThread, worldsIn } from './acts.ts';
import { ask, type Story } from './deeds.ts';
import { FILE, icsOf, withFreeze } from './freezes.ts';
import { TEAMS_CHANNELS } from './teams-here.ts';
import type { World } from './world.ts';

const LINE = 'prod-logs 2h Look at the failing jobs';
/** Half an hour after the stories begin. */
const SOON = 'DTSTART;TZID=Asia/Tokyo:20261124T183000|DURATION:PT2H';
const inWorld = worldsIn('Teams');

/** As their client shows it, once it has asked for a drawing of their own. */
async function drawnFor({ teams }: World, name: string, { post }: Story): Promise<string> {
  const actor = teams.as(name);
  const message = () => {
    const found = teams.messages(TEAMS_CHANNELS.approvals).find(({ id }) => id === post.id);
    if (!found) throw new Error('The card is gone.');
    return found;
  };
  await actor.refresh(message());
  return actor.reads(message());
}

describe('a card that waits', () => {
  test('has buttons for those who decide, and for the others only the question why', () =>
    inWorld(async (world) => {
      const story = await ask(world, LINE);
      expect(await drawnFor(world, 'ben', story)).toContain('[ Approve ]');
      const hers = await drawnFor(world, 'mallory', story);
      expect(hers).toContain('[ Why am I asked? ]');
      expect(hers).not.toContain('[ Approve ]');
    }));

  test('while changes are frozen says so, and for whom it waits all the same', () =>
    inWorld(
      async (world) => {
        const story = await ask(world, 'prod-db 1h Restart the stuck replica');
        await press(story, 'ben');
        await untilCard(world, story, '1 of 2');
        world.clock.turn(35 * 60_000);
        const words = await drawnFor(world, 'aiko', story);
        expect(words).toContain('waiting, 1 of 2 (ben approved)');
        expect(words).toMatch(/Approves.*ben.* and .*chie/);
        expect(words).toContain('Changes are frozen by change-freeze until');
        expect(words).toContain('nothing is given.');
        expect(await type(world, 'aiko', 'mine')).toContain('waiting, 1 of 2 (ben approved)');
      },
      { configure: withFreeze('refuse', FILE.ics), beside: { 'freeze.ics': icsOf([SOON]) } },
    ));
});

describe('a card of access that is active', () => {
  test.each(['chie', 'aiko'] as const)('can be ended by %s, who sees the button', (who) =>
    inWorld(async (world) => {
      const story = await obtain(world, LINE);
      expect(await drawnFor(world, who, story)).toContain('[ End now ]');
      await (await (await story.click(who, 'End now')).form(story.id)).send();
      await untilThread(world, story, 'Removal confirmed');
      expect(world.may('aiko.sato', 'ProdLogReader')).toBe(false);
    }),
  );

  test('shows that button to nobody else', () =>
    inWorld(async (world) => {
      const story = await obtain(world, LINE);
      for (const name of ['mallory', 'finn']) {
        expect(await drawnFor(world, name, story)).not.toContain('End now');
      }
    }));
});
