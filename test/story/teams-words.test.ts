/** What people read in Teams: in their own language, and of nothing that is not there. */

import { expect, test } from 'vitest';
import { obtain, type, untilDm, untilThread, worldsIn } from './acts.ts';
import { ONE_BOT } from './chats.ts';
import { approve, ask, dmsOf, untilEndIsWritten } from './deeds.ts';

const inWorld = worldsIn('Teams');

/** Words of Slack, and ids that nobody knows. */
const STRANGE = /slack|workspace|19:\D|thread\.tacv2|undefined|\[object/i;

test('a Japanese reader asks, is told, extends and gives back in Japanese', () =>
  inWorld(async (world) => {
    world.teams.change(({ people }) => {
      const person = people['aiko'];
      if (person) people['aiko'] = { ...person, locale: 'ja-JP' };
    });
    const aiko = world.teams.as('aiko');
    const story = await ask(world, 'prod-logs 30分 エラーの原因を調査するため');
    await untilDm(world, 'aiko', '申請しました');
    await approve(world, story, 'chie');
    await aiko.say('extend');
    await untilDm(world, 'aiko', 'フォームを開く');
    const opener = aiko.direct.at(-1);
    if (!opener) throw new Error('Nothing was said.');
    await aiko.click(opener, 'フォームを開く');
    expect(aiko.dialog).toContain('延長');
    expect(aiko.dialog).not.toContain('対象');
    aiko.leave();
    await aiko.say('done');
    await untilThread(world, story, 'Removal confirmed');
    const told = dmsOf(world, 'aiko');
    expect(told.length).toBeGreaterThan(3);
    for (const one of told) expect(one).toMatch(/\p{Script=Hiragana}/u);
  }, ONE_BOT));

test('nobody reads a word of Slack, or an id that nobody knows', () =>
  inWorld(async (world) => {
    const line = 'prod-logs 30m Look at the errors';
    const story = await obtain(world, line);
    const lines = ['help', 'mine', 'pending', 'who prod-logs', `why ${story.id}`, 'nothing 1h x'];
    for (const one of lines) await type(world, 'aiko', one);
    await untilEndIsWritten(world);
    world.clock.turn(31 * 60_000);
    await untilThread(world, story, 'Removal confirmed');
    const read = [...dmsOf(world, 'aiko'), ...story.thread(), story.words()];
    expect(read.filter((one) => STRANGE.test(one))).toEqual([]);
  }));
