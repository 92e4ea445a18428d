/** Asked before changes were frozen: what nobody may approve now may still be stopped for good. */

import { expect, test } from 'vitest';
import { inWorld, refusal, send, untilCard } from './acts.ts';
import { ask } from './deeds.ts';
import { EVENING, FILE, icsOf, withFreeze } from './freezes.ts';

const LINE = 'prod-db 1h Restart the stuck replica';

test('a no counts while a yes is refused, of those who are asked and of nobody else', () =>
  inWorld(
    async (world) => {
      const story = await ask(world, LINE, 'chie');
      world.clock.turn(10 * 60_000);
      expect(await refusal('ben', story)).toContain('Changes are frozen');
      const no = { comment: 'Not while changes are frozen' };
      expect(await send('chie', story, 'Deny…', no)).toContain('withdraw it instead');
      expect(await send('mallory', story, 'Deny…', no)).toContain('Changes are frozen');
      expect(story.words()).toContain('waiting');
      await send('ben', story, 'Deny…', no);
      await untilCard(world, story, 'denied by ben: Not while changes are frozen');
    },
    {
      configure: (text) => withFreeze('refuse', FILE.ics)(text).replace('any: 2', 'any: 1'),
      beside: { 'freeze.ics': icsOf([EVENING.replace('T180000', 'T181000')]) },
    },
  ));
