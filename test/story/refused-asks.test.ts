/** Asks that no approver ever sees: repeated, denied just now, or impossible in AWS. */

import { describe, expect, test } from 'vitest';
import { obtain, send, type, untilCard, untilDm, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { ask, cardsIn } from './deeds.ts';
import { JUMP, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('asking again', () => {
    test('A30: the same twice is one request; a fourth has to wait for one of three', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        expect(await type(world, 'aiko', LINE)).toContain(
          `You asked for exactly this already, as ${story.id}`,
        );
        await ask(world, 'prod-logs 1h Look for the failing batch');
        await ask(world, 'prod-ops 1h Restart the stuck server');
        const fourth = await type(world, 'aiko', 'prod-logs 2h Look for another batch');
        expect(fourth).toContain('You have 3 requests waiting, which is the most');
        expect(await type(world, 'aiko', `cancel ${story.id}`)).toContain('is withdrawn');
        await ask(world, 'prod-logs 2h Look for another batch');
      }));

    test('A31: after a denial waits a quarter of an hour, and the next card says so', () =>
      inWorld(async (world) => {
        const story = await ask(world, LINE);
        await send('ben', story, 'Deny…', { comment: 'Use the read replica instead' });
        await untilDm(world, 'aiko', 'Use the read replica instead');
        const again = await type(world, 'aiko', 'prod-db 30m It is really needed');
        expect(again).toContain(`This was denied a short while ago (${story.id})`);
        world.clock.turn(15 * 60_000);
        const next = await ask(world, 'prod-db 30m It is really needed');
        await untilCard(world, next, 'denied once in the last 24 h');
      }));
  });

  describe('refused before an approver is asked', () => {
    const refused = (title: string, words: string, prepare: (world: World) => void, line = LINE) =>
      test(title, () =>
        inWorld(async (world) => {
          prepare(world);
          expect(await type(world, 'aiko', line)).toContain(words);
          expect(cardsIn(world)).toEqual([]);
          world.aws.faults.clear();
        }),
      );
    const jump = (world: World) => world.aws.account(JUMP);
    const OPS = 'prod-ops 1h Restart the stuck server';

    refused(
      'walk-through 11: who is in the group already, by hand',
      'aiko.sato already has',
      (world) => jump(world).join('aiko.sato', 'prod-operators'),
      OPS,
    );
    refused(
      'walk-through 13, A71: no room in the policies of the user',
      'characters of policy',
      (world) => {
        const Statement = [{ Effect: 'Deny', Action: `s3:${'x'.repeat(1800)}`, Resource: '*' }];
        jump(world).putPolicy('users', 'aiko.sato', 'own', { Version: '2012-10-17', Statement });
      },
    );
    refused(
      'A71: in ten groups already',
      'is in 10 groups',
      (world) => {
        for (let at = 0; at < 10; at += 1) {
          jump(world).createGroup(`g${at}`);
          jump(world).join('aiko.sato', `g${at}`);
        }
      },
      OPS,
    );
    refused(
      'A41: a group that would let its members write IAM',
      'would allow iam:PutUserPolicy',
      (world) => {
        const Statement = [{ Effect: 'Allow', Action: 'iam:PutUserPolicy', Resource: '*' }];
        const document = { Version: '2012-10-17', Statement };
        jump(world).putPolicy('groups', 'prod-operators', 'more', document);
      },
      OPS,
    );
    refused('AWS is down: said so, nothing filed', 'AWS did not answer', (world) => {
      world.aws.faults.add({ kind: 'lost-before', times: 1000 });
    });
    refused('the IAM user is gone', 'There is no IAM user aiko.sato', (world) => {
      jump(world).deleteUser('aiko.sato');
    });

    test('but not what this bot gives already: it adds up', () =>
      inWorld(async (world) => {
        await obtain(world, OPS);
        await ask(world, 'prod-ops 2h Restart the other server');
      }));
  });
});
