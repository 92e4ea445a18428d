/** An ask that AWS has a say in before the approvers, and what of it never gets into the log. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EITHER_CHAT } from './chats.ts';
import { ask, cardsIn, expectSound, factsOf, isTold, type Who } from './deeds.ts';
import { createWorld, JUMP, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';

describe.each(EITHER_CHAT)('in %s', (chat) => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ chat });
  });
  afterEach(async () => {
    try {
      await expectSound(world);
    } finally {
      await world.close();
    }
  });

  const type = (text: string, name: Who = 'aiko') => world.asking.type(name, text);
  const cards = () => cardsIn(world).length;
  const untilTold = (words: string, withinMs?: number) =>
    world.runUntil(`aiko is told “${words}”`, () => isTold(world, 'aiko', words), withinMs);

  describe('AWS has a say before the approvers', () => {
    test('a member by hand is refused, and nothing is filed', async () => {
      world.aws.account(JUMP).join('aiko.sato', 'prod-operators');
      world.aws.settle();
      await type('prod-ops 1h Restart the stuck replica');
      await untilTold('and not through this bot');
      expect(cards()).toBe(0);
      expect(world.aws.account(JUMP).members('prod-operators')).toEqual(['aiko.sato']);
    });

    test('AWS silent: that is said, and nothing is filed', async () => {
      world.aws.faults.add({ kind: 'failure', times: 10_000 });
      await type(LINE);
      await untilTold('AWS did not answer', 120_000);
      expect(cards()).toBe(0);
      world.aws.faults.clear();
      await ask(world, LINE);
    });
  });

  describe('secrets in a justification', () => {
    test('are never in the log of the program', async () => {
      const secrets = [
        'AKIAIOSFODNN7EXAMPLE',
        ['xoxb', '1234567890', 'abcdefghijklmnop'].join('-'),
        'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLW9mLXRva2Vu',
      ];
      const story = await ask(world, `prod-db 1h Restart with ${secrets.join(' ')}`);
      world.deciding.office.loseAnswers(3);
      await story.click('ben', 'Approve');
      await world.runUntil('ben is counted', () => story.words().includes('1 of 2'), 300_000);
      const log = world.log.join('');
      expect(log).not.toBe('');
      for (const secret of secrets) expect(log).not.toContain(secret);
      const [submitted] = (await factsOf(world, story.id)).filter(
        (fact) => fact.type === 'request-submitted',
      );
      expect(submitted?.facts).toMatchObject({ requester: 'aiko' });
    });
  });
});
