/** What one person may open on nodes by several rights at once: AWS ties no document to a node. */

import { describe, expect, test } from 'vitest';
import { inWorld, type, untilThread } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { approve, ask, MINUTE } from './deeds.ts';
import { putFleet, WEB, withFleet } from './fleet.ts';
import { mayOpen, open, openSessions, OTHER, SHELL } from './nodes.ts';
import { JUMP } from './seed.ts';
import type { World } from './world.ts';

const play = (story: (world: World) => Promise<void>) => () =>
  inWorld(
    async (world) => {
      putFleet(world);
      await story(world);
    },
    { configure: withFleet },
  );

const GUI_LINE = 'prod-gui 1h Move the stuck import along in the admin GUI';
const WEB_LINE = `prod-fleet 1h nodes=${WEB} Look at the web server`;

describe('a tunnel through one node and a shell on another', () => {
  test(
    'are not held at once: each node would open by both documents',
    play(async (world) => {
      const tunnel = await ask(world, GUI_LINE);
      await approve(world, tunnel, 'ben');
      const said = await type(world, 'aiko', WEB_LINE);
      expect(said).toContain(`${SHELL} cannot be held beside prod-gui`);
      expect(said).toContain('AWS lets nobody tie a document to a node');
      await type(world, 'aiko', `done ${tunnel.id}`);
      await untilThread(world, tunnel, 'Access ended', 5 * MINUTE);
      await approve(world, await ask(world, WEB_LINE), 'ben');
      expect(mayOpen(world, { node: WEB, document: SHELL })).toBe(true);
      expect(mayOpen(world, { document: SHELL })).toBe(false);
    }),
  );

  test(
    'both approved before either begins: the second is not given, and the thread says why',
    play(async (world) => {
      const [first, second] = [await ask(world, GUI_LINE), await ask(world, WEB_LINE)];
      await approve(world, first, 'ben');
      await second.click('ben', 'Approve');
      await untilThread(world, second, 'Could not be given: held beside other access');
      expect(mayOpen(world)).toBe(true);
      expect(mayOpen(world, { document: SHELL })).toBe(false);
    }),
  );
});

/** As AWS's own examples give it to whoever works on machines of a test environment. */
function giveStanding(world: World): void {
  const start = (Resource: string) => ({ Effect: 'Allow', Action: 'ssm:StartSession', Resource });
  const Statement = [
    start(`arn:aws:ec2:*:*:instance/${OTHER}`),
    start('arn:aws:ssm:*:*:document/SSM-SessionManagerRunShell'),
  ];
  const byHand = { Version: '2012-10-17', Statement };
  world.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'test-machines', byHand);
}
const OWN = 'SSM-SessionManagerRunShell';

describe.each(EITHER_CHAT)('who may start sessions elsewhere anyway, in %s', (chat) => {
  test('opens the node by that document too: the card says it, and the end ends it', () =>
    inWorld(
      async (world) => {
        putFleet(world);
        giveStanding(world);
        expect(mayOpen(world, { document: OWN })).toBe(false);
        const story = await ask(world, GUI_LINE);
        expect(story.words()).toContain(
          `By rights that the holder has anyway, these nodes also open by ${OWN}.`,
        );
        await approve(world, story, 'ben');
        open(world, { document: OWN });
        open(world, { document: OWN, node: OTHER });
        await type(world, 'aiko', `done ${story.id}`);
        await untilThread(world, story, 'Access ended', 5 * MINUTE);
        // What those rights open by themselves is left to them.
        expect(openSessions(world).map(({ node }) => node)).toEqual([OTHER]);
        expect(story.says('1 session ended.')).toBe(true);
        expect(story.words()).not.toContain('By rights that');
        expect(mayOpen(world, { document: OWN })).toBe(false);
      },
      { configure: withFleet, chat },
    ));
});

test.each(['arn', 'none'] as const)(
  'a session of which AWS lists the document otherwise (%s) is ended all the same',
  (documents) =>
    inWorld(
      async (world) => {
        putFleet(world);
        world.aws.ssm.knobs.documents = documents;
        const story = await ask(world, 'prod-shell 1h Look at the disk');
        await approve(world, story, 'ben');
        open(world, { document: SHELL });
        await type(world, 'aiko', `done ${story.id}`);
        await untilThread(world, story, 'Access ended', 5 * MINUTE);
        expect(openSessions(world)).toEqual([]);
        expect(story.says('1 session ended.')).toBe(true);
      },
      { configure: withFleet },
    ),
);
