/** What people look up: theirs, what waits, who holds it, why; each in their own language. */

import { describe, expect, test } from 'vitest';
import { inWorld, obtain, press, refusal, type, untilCard, untilDm, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { ask } from './deeds.ts';
import { PEOPLE } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('looking up', () => {
    test('mine, pending, who, why and help answer each person for themselves', () =>
      inWorld(async (world) => {
        expect(await type(world, 'aiko', 'mine')).toContain(
          'You hold nothing and wait for nothing',
        );
        const story = await ask(world, LINE);
        expect(await type(world, 'aiko', 'mine')).toContain(`${story.id} Production database`);
        expect(await type(world, 'aiko', 'pending')).toContain('Nothing waits for your approval');
        expect(await type(world, 'ben', 'pending')).toContain(`${story.id} aiko`);
        await press(story, 'ben');
        await untilCard(world, story, '1 of 2');
        expect(await type(world, 'ben', 'pending')).toContain('Nothing waits for your approval');
        const why = await type(world, 'aiko', `why ${story.id}`);
        expect(why).toContain('Rule prod-two-people applies (it names prod-db)');
        expect(why).toContain('1 of 2 from sre-leads, given by ben. Could approve: chie, dai');
        expect(await type(world, 'mallory', 'help')).toContain('/prod-access mine');
      }));

    test('more time that somebody asks for waits for its approvers like any request', () =>
      inWorld(async (world) => {
        const story = await obtain(world, LINE);
        await type(world, 'aiko', 'extend 30m The replica is still catching up');
        await untilCard(world, story, 'Waiting, 0 of 2.');
        const waits = await type(world, 'ben', 'pending');
        expect(waits).toContain(`${story.id} aiko`);
        expect(waits).toContain('asks for 30 min more, until 19:3');
        expect(await type(world, 'aiko', 'pending')).toContain('Nothing waits for your approval');
        const asked = await refusal('ben', story, 'Why am I asked?');
        expect(asked).toContain('0 of 2 from sre-leads. Could approve: ben, chie, dai');
        expect(asked).not.toContain('Nothing is missing');
        await press(story, 'ben', 'Approve extension');
        await untilCard(world, story, 'Waiting, 1 of 2.');
        expect(await type(world, 'ben', 'pending')).toContain('Nothing waits for your approval');
      }));

    test('walk-through 27: who tells as of when, and what is being removed', () =>
      inWorld(async (world) => {
        expect(await type(world, 'ben', 'who prod-db')).toContain(
          'Nobody holds Production database',
        );
        const story = await obtain(world, LINE);
        const held = await type(world, 'ben', 'who prod-db');
        expect(held).toMatch(/as of 18:0\d:\d\d \(JST\)/);
        expect(held).toContain('@aiko (IAM user aiko.sato) · active until 19:02');
        world.aws.faults.add({ kind: 'failure', times: 1000 });
        await type(world, 'aiko', `done ${story.id}`);
        await untilCard(world, story, 'removing access');
        expect(await type(world, 'ben', 'who prod-db')).toContain('being removed since 18:0');
        world.aws.faults.clear();
        await untilCard(world, story, 'access removed', 600_000);
      }));

    test('A18, A60: an outsider learns nothing of who holds what', () =>
      inWorld(async (world) => {
        const story = await obtain(world, LINE);
        const who = await type(world, 'mallory', 'who prod-db');
        expect(who).not.toContain('aiko');
        for (const act of ['cancel', 'done', 'revoke', 'extend']) {
          const line = act === 'extend' ? `extend ${story.id} 30m` : `${act} ${story.id}`;
          const said = await type(world, 'mallory', line);
          expect(said).toMatch(/is not yours|not among those who decide/);
        }
        expect(story.words()).toContain('active until');
        const unknown = await type(world, 'mallory', 'done PA-ZZZZZ');
        expect(unknown).toContain('There is no request “PA-ZZZZZ”');
        const why = await type(world, 'mallory', `why ${story.id}`);
        expect(why).not.toContain('aiko');
      }));
  });

  describe('each in their own language and zone', () => {
    test('a Japanese reader is answered in Japanese, in an English channel', () =>
      inWorld(async (world) => {
        world.asking.office.read('aiko', 'ja-JP');
        world.asking.office.read('chie', 'ja-JP');
        expect(await type(world, 'aiko', 'mine')).toMatch(/[ぁ-ん]/);
        const story = await obtain(world, 'prod-db 1時間 レプリカ停止の復旧 INC-1234');
        expect(story.words()).toContain('Production database, read and write');
        expect(story.words()).toContain('レプリカ停止の復旧 INC-1234');
        await untilDm(world, 'aiko', '本番データベース（読み書き）');
        const own = await type(world, 'chie', 'who prod-db');
        expect(own).toContain('本番データベース');
        world.clock.turn(61 * 60_000);
        await untilDm(world, 'aiko', '終了');
      }));

    test('A72: “until 18:30” is half past six where its writer is', () =>
      inWorld(async (world) => {
        world.asking.office.read('aiko', 'en-GB', 'Europe/London');
        const story = await ask(world, 'prod-db until 9:30 Restart the stuck replica');
        // London is nine hours behind the channel, which reads its own time.
        expect(story.words()).toContain('until 18:30 (JST)');
        expect(await type(world, 'aiko', `why ${story.id}`)).not.toContain('JST');
      }));
  });
});

test('the Home tab of Slack shows the same as mine', () =>
  inWorld(async (world) => {
    const story = await obtain(world, LINE);
    const aiko = world.slack.as(PEOPLE.aiko);
    await aiko.openHome();
    const home = await aiko.untilHome(story.id);
    expect(world.slack.plainText(home)).toContain('active until 19:02');
  }));
