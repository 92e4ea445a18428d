/** Who may decide, and what counts: own requests, outsiders, second clicks, changed minds. */

import { describe, expect, test } from 'vitest';
import {
  ask,
  buttonsOf,
  dmsOf,
  inWorld,
  obtain,
  press,
  pressAndSend,
  textOf,
  threadOf,
  type,
  untilCard,
  untilDm,
  untilThread,
} from './acts.ts';
import { casesIn, factsIn } from './sound.ts';

const LINE = 'prod-db 1h Restart the stuck replica, INC-1234';

describe('whose word counts', () => {
  test('A01: nobody approves their own request, and the refusal is in the thread and audit', () =>
    inWorld(async (world) => {
      const card = await ask(world, 'chie', LINE);
      const before = textOf(world, card);
      const whisper = await press(world, 'chie', card, 'Approve');
      expect(whisper).toContain('You cannot approve your own request. Any 2 of sre-leads can');
      expect(whisper).toContain('ben, dai');
      expect(textOf(world, card)).toBe(before);
      await untilThread(world, card, "chie's own request: their approval does not count");
      const refused = (await factsIn(world)).map(({ event }) => event);
      const fact = { by: 'chie', what: 'approve', code: 'own-request', times: 1 };
      expect(refused).toContainEqual(
        expect.objectContaining({ type: 'click-refused', facts: fact }),
      );
    }));

  test('a denial of one’s own request is told to withdraw it instead', () =>
    inWorld(async (world) => {
      const card = await ask(world, 'chie', LINE);
      await pressAndSend(world, 'chie', card, 'Deny…', { 'Why not?': 'I changed my mind' });
      expect(textOf(world, card)).toContain('waiting, 0 of 2');
      expect(await type(world, 'chie', `cancel ${card.id}`)).toContain('is withdrawn');
      await untilCard(world, card, 'withdrawn');
      expect(buttonsOf(world, card)).toEqual([]);
      expect(await press(world, 'ben', { ...card }, 'Approve').catch(String)).toContain(
        '0 elements',
      );
    }));

  test('25: an outsider who clicks a hundred times is one entry and a handful of facts', () =>
    inWorld(async (world) => {
      const card = await ask(world, 'aiko', LINE);
      for (let times = 0; times < 100; times += 1) {
        await world.slack.as('U0MALLORY1').click(card.channel, card.ts, 'Approve');
      }
      await untilThread(world, card, 'mallory tried to approve this (100 times)');
      const [file] = await casesIn(world);
      expect(file?.refused).toEqual([expect.objectContaining({ times: 100 })]);
      const facts = await factsIn(world);
      expect(facts.filter(({ event }) => event.type === 'click-refused')).toHaveLength(3);
    }));
});
