/** Requests filed at AWS that are not carried here, and who is told why. */

import { describe, expect, test } from 'vitest';
import { MAY_ASK } from '../stand-ins/aws/access-sample.ts';
import { letRun, refusal, type } from './acts.ts';
import { dmsOf, MINUTE } from './deeds.ts';
import { OTHER } from './nodes.ts';
import {
  cardOf,
  carried,
  file,
  FREE,
  fileAsUser,
  signals,
  statusOf,
  withRequests,
} from './requests.ts';
import { CHANNELS, JUMP, type World } from './world.ts';

const opsTold = ({ slack }: World): readonly string[] =>
  slack.messages(CHANNELS.ops).map((one) => slack.plainText(one));

describe('what is not carried', () => {
  test(
    'of an IAM user: explained to them and to the operators, once',
    carried(async (world) => {
      world.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'ask', MAY_ASK);
      const id = await fileAsUser(world, 'aiko.sato');
      await world.runUntil('aiko is told', () => dmsOf(world, 'aiko').length > 0);
      expect(dmsOf(world, 'aiko').join()).toContain('AWS denies just-in-time node access to IAM');
      await letRun(world, 3 * MINUTE);
      expect(dmsOf(world, 'aiko')).toHaveLength(1);
      expect(opsTold(world).filter((one) => one.includes(id))).toHaveLength(1);
    }),
  );

  test.each([
    ['of nobody we know', { as: 'someone' }, 'is of nobody we know'],
    ['for a node of no entry', { node: OTHER }, 'No entry of the catalogue covers'],
    ['under a name that anybody could choose', { role: FREE }, 'choose the name'],
  ] as const)('%s: left to AWS, and said to the operators once', (_, filing, said) =>
    carried(async (world) => {
      const id = file(world, filing);
      const told = () => opsTold(world).filter((one) => one.includes(id));
      await world.runUntil('the operators are told', () => told().length > 0);
      await letRun(world, 2 * MINUTE);
      expect(told()).toHaveLength(1);
      expect(told().join()).toContain(said);
      expect(statusOf(world, id)).toBe('Pending');
    })(),
  );

  test(
    'is rejected with the reason, where the configuration says so',
    carried(
      async (world) => {
        const id = file(world, { as: 'someone' });
        await world.runUntil('it is rejected', () => statusOf(world, id) === 'Rejected');
        expect(signals(world, id).join()).toContain('is of nobody we know');
      },
      { configure: (text) => `${withRequests(text)}\njitna:\n  unmatched: reject\n` },
    ),
  );

  test(
    'is carried after all, once somebody mapped the name',
    carried(async (world) => {
      const id = file(world, { as: 'aiko@example.com' });
      const told = () => opsTold(world).some((one) => one.includes(id));
      await world.runUntil('the operators are told', told);
      await world.stopBot();
      await world.startBot(
        (text) => `${withRequests(text)}\njitna:\n  people: { "aiko@example.com": aiko }\n`,
      );
      const story = await cardOf(world, id);
      expect(await refusal('aiko', story)).toContain('cannot approve your own');
    }),
  );
});

test(
  'in chat it is not asked for: who tries is told where',
  carried(async (world) => {
    const said = await type(world, 'aiko', 'prod-nodes 1h Look at the disk of the bastion');
    expect(said).toContain('This is asked for at AWS');
  }),
);
