/** Shells on many nodes: named one by one up to fifteen, and by their tag beyond. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, type, untilThread } from './acts.ts';
import { approve, ask, dmsOf, MINUTE } from './deeds.ts';
import { putFleet, WEB, withFleet } from './fleet.ts';
import { BASTION, GUI, mayOpen, open, openSessions, region, SHELL } from './nodes.ts';
import { JUMP } from './seed.ts';
import type { World } from './world.ts';

const LINE = 'prod-shell 1h Find out which machine is full';
const id = (at: number) => `i-0cccccccccccccc${String(at).padStart(2, '0')}`;

/** The bastion, and so many more machines with its tag. */
const play =
  (more: number, story: (world: World, nodes: readonly string[]) => Promise<void>) => () =>
    inWorld(
      async (world) => {
        putFleet(world);
        const ids = Array.from({ length: more }, (_, at) => id(at));
        for (const one of ids) region(world).putNode(one, { tags: { Role: 'bastion' } });
        await story(world, [BASTION, ...ids]);
      },
      { configure: withFleet },
    );

const mays = (world: World, nodes: readonly string[], document = SHELL) =>
  new Set(nodes.map((node) => mayOpen(world, { node, document })));
const [ALL, NONE] = [new Set([true]), new Set([false])];

describe('fifteen nodes', () => {
  test(
    'are bound by id: a machine that gets the tag later is not among them',
    play(14, async (world, nodes) => {
      const story = await ask(world, LINE);
      for (const node of nodes) expect(story.words()).toContain(node);
      await approve(world, story, 'ben');
      region(world).putNode(WEB, { tags: { Role: 'bastion' } });
      expect(mays(world, nodes)).toEqual(ALL);
      expect(mays(world, [WEB])).toEqual(NONE);
      const said = dmsOf(world, 'aiko').join('\n');
      expect(said).toContain(`--target NODE --document-name ${SHELL}`);
      expect(said).toContain(`NODE is the id of one of: ${nodes.toSorted().join(', ')}`);
      open(world, { node: nodes[3] ?? '', document: SHELL });
      await world.slack.as('U0AIKO0001').command('/prod-access', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
      expect(mays(world, nodes)).toEqual(NONE);
      expect(openSessions(world)).toEqual([]);
    }),
  );

  test(
    'are not held beside other nodes by the same document, which could not end apart',
    play(14, async (world) => {
      await approve(world, await ask(world, LINE), 'ben');
      const said = await type(world, 'aiko', `prod-fleet 1h nodes=${WEB} Look at the web server`);
      expect(said).toContain(`You hold other nodes by ${SHELL} already`);
      const other = await ask(world, `prod-fleet 1h nodes=${WEB} Look at the web server`, 'chie');
      await approve(world, other, 'ben');
    }),
  );
});

test(
  'many nodes are not given by a tag that AWS takes for another one',
  play(39, async (world) => {
    region(world).putNode(WEB, { tags: { role: 'bastion', Role: 'web' } });
    const said = await type(world, 'aiko', LINE);
    expect(said).toContain('One node carries role=bastion, which AWS takes for Role=bastion');
  }),
);

describe('forty nodes', () => {
  test(
    'are given by their tag, with their number on the card, and end in the second of the end',
    play(39, async (world, nodes) => {
      const story = await ask(world, LINE);
      expect(story.words()).toContain('shell on 40 nodes with Role=bastion');
      await approve(world, story, 'ben');
      expect(mays(world, nodes)).toEqual(ALL);
      expect(mays(world, [WEB])).toEqual(NONE);
      expect(mays(world, nodes, GUI)).toEqual(NONE);
      expect(dmsOf(world, 'aiko').join()).toContain('one of: 40 nodes with Role=bastion');
      open(world, { node: nodes[30] ?? '', document: SHELL });
      // Until AWS has the end of an access that has begun, in place of its latest one.
      await letRun(world, 5_000);
      await world.stopBot();
      world.clock.turn(61 * MINUTE);
      expect(mays(world, nodes)).toEqual(NONE);
      await world.startBot();
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(openSessions(world)).toEqual([]);
      await letRun(world, 5_000);
      expect(mays(world, nodes)).toEqual(NONE);
    }),
  );

  test.each(['ec2:CreateTags', 'ec2:*', 'ssm:AddTagsToResource'])(
    'are not given to somebody who has %s, and could move the tag',
    (Action) =>
      play(39, async (world) => {
        const statement = { Effect: 'Allow', Action, Resource: '*' };
        const policy = { Version: '2012-10-17', Statement: [statement] };
        world.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'own', policy);
        world.aws.settle();
        expect(await type(world, 'aiko', LINE)).toMatch(
          /40 nodes carry Role=bastion, too many to name one by one, and aiko\.sato may move tags/,
        );
      })(),
  );
});
