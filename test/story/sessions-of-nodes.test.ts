/** Shells and tunnels by Session Manager: opened by a grant, and ended with it. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, type, untilThread } from './acts.ts';
import { type Chat, EITHER_CHAT } from './chats.ts';
import { approve, ask, dmsOf, MINUTE } from './deeds.ts';
import { BASTION, GUI, mayOpen, open, openSessions, OTHER, putNodes, region } from './nodes.ts';
import { parametersIn, SHELL, withNodes } from './nodes.ts';
import type { World } from './world.ts';

const NODES = { configure: withNodes };
const GUI_LINE = 'prod-gui 1h Move the stuck import along in the admin GUI';
const SHELL_LINE = 'prod-shell 1h Look at the disk of the bastion';

const play =
  (story: (world: World) => Promise<void>, chat: Chat = 'Slack') =>
  () =>
    inWorld(
      async (world) => {
        putNodes(world);
        await story(world);
      },
      { ...NODES, chat },
    );

const both = (world: World) => [mayOpen(world), world.may('aiko.sato', 'ProdLogReader')];

describe.each(EITHER_CHAT)('console role and tunnel in one grant, in %s', (chat) => {
  test(
    'come together, and end together, with the sessions that were opened',
    play(async (world) => {
      expect(both(world)).toEqual([false, false]);
      const story = await ask(world, GUI_LINE);
      expect(story.words()).toContain(`tunnel ${GUI} through ${BASTION}`);
      await approve(world, story, 'ben');
      expect(both(world)).toEqual([true, true]);
      expect([mayOpen(world, { node: OTHER }), mayOpen(world, { document: SHELL })]).toEqual([
        false,
        false,
      ]);
      const said = dmsOf(world, 'aiko').join('\n');
      expect(said).toContain(`--target ${BASTION} --document-name ${GUI} --reason ${story.id}`);
      expect(said).toContain('localPortNumber=8443');
      // What the message says to paste is what AWS takes.
      open(world, { parameters: parametersIn(said) });
      open(world);
      world.clock.turn(61 * MINUTE);
      expect(both(world)).toEqual([false, false]);
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(openSessions(world)).toEqual([]);
      expect(story.says('2 sessions ended.')).toBe(true);
      await letRun(world, 5_000);
      expect(dmsOf(world, 'aiko').join()).toContain('2 open sessions were ended with it');
    }, chat),
  );

  test(
    'end in the second of the end though the bot is dead, and sessions when it is back',
    play(async (world) => {
      const story = await ask(world, GUI_LINE);
      await approve(world, story, 'ben');
      open(world);
      await world.stopBot();
      world.clock.turn(61 * MINUTE);
      expect(both(world)).toEqual([false, false]);
      expect(openSessions(world)).toHaveLength(1);
      await world.startBot();
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(openSessions(world)).toEqual([]);
    }, chat),
  );
});

describe('a shell on a node', () => {
  test(
    'given back early is cut at once, and what others opened stays',
    play(async (world) => {
      const story = await ask(world, SHELL_LINE);
      await approve(world, story, 'chie');
      expect(mayOpen(world, { document: SHELL })).toBe(true);
      open(world, { document: SHELL });
      await type(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
      expect(openSessions(world)).toEqual([]);
      expect(story.says('1 session ended.')).toBe(true);
    }),
  );

  test(
    'is bound to the nodes of the ask: a tag that is moved widens nothing',
    play(async (world) => {
      const story = await ask(world, SHELL_LINE);
      region(world).putNode(OTHER, { tags: { Role: 'bastion' } });
      await approve(world, story, 'ben');
      expect(mayOpen(world, { document: SHELL })).toBe(true);
      expect(mayOpen(world, { document: SHELL, node: OTHER })).toBe(false);
    }),
  );

  test(
    'is not given once its document has been made wider since the ask',
    play(async (world) => {
      const story = await ask(world, SHELL_LINE);
      region(world).putDocument(SHELL, ENDLESS);
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'Could not be given');
      expect(mayOpen(world, { document: SHELL })).toBe(false);
    }),
  );

  test(
    'that another grant still needs is not cut by the end of the first',
    play(async (world) => {
      const first = await ask(world, SHELL_LINE);
      await approve(world, first, 'ben');
      const second = await ask(world, 'prod-shell 2h And look at its memory as well');
      await approve(world, second, 'ben');
      open(world, { document: SHELL });
      await type(world, 'aiko', `done ${first.id}`);
      await untilThread(world, first, 'Access stays for', 5 * MINUTE);
      expect(openSessions(world)).toHaveLength(1);
    }),
  );
});

describe('sessions that are hard to end', () => {
  test(
    'one more, opened while word of the removal still travels, is ended as well',
    play(async (world) => {
      const story = await ask(world, SHELL_LINE);
      await approve(world, story, 'ben');
      open(world, { document: SHELL });
      world.aws.propagation.authorizerMs = 9_000;
      await type(world, 'aiko', `done ${story.id}`);
      await world.runUntil('the first is ended', () => openSessions(world).length === 0);
      open(world, { document: SHELL });
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
      expect(openSessions(world)).toEqual([]);
      expect(story.says('2 sessions ended.')).toBe(true);
    }),
  );

  test(
    'a machine that is gone before the end keeps nothing open, and nothing back',
    play(async (world) => {
      const story = await ask(world, SHELL_LINE);
      await approve(world, story, 'ben');
      open(world, { document: SHELL });
      region(world).removeNode(BASTION);
      await type(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
      expect(openSessions(world)).toEqual([]);
    }),
  );

  test.each([
    ['AWS loses every second answer', { kind: 'lost-after', times: 3 }],
    ['AWS throttles for a while', { kind: 'throttle', times: 12 }],
    ['AWS is away for some minutes', { kind: 'failure', times: 40 }],
  ] as const)('%s: they are ended all the same', (_, fault) =>
    inWorld(async (world) => {
      putNodes(world);
      const story = await ask(world, SHELL_LINE);
      await approve(world, story, 'ben');
      open(world, { document: SHELL });
      world.aws.faults.add({ ...fault, action: 'TerminateSession' });
      world.aws.faults.add({ ...fault, action: 'DescribeSessions' });
      await type(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 60 * MINUTE);
      expect(openSessions(world)).toEqual([]);
    }, NODES),
  );
});

describe('what stands in the way is said before anybody is asked', () => {
  test.each([
    ['the node is off', (at: Region) => at.putNode(BASTION, { ping: 'ConnectionLost' }), BASTION],
    ['no node has the tag', (at: Region) => at.removeNode(BASTION), 'Role=bastion'],
    ['its agent is old', (at: Region) => at.putNode(BASTION, { agentVersion: '2.3.50.0' }), '2.3.'],
    ['the document is gone', (at: Region) => at.deleteDocument(SHELL), SHELL],
    ['the shell would never end', (at: Region) => at.putDocument(SHELL, ENDLESS), 'never end'],
  ])('%s', (_, break_, said) =>
    inWorld(async (world) => {
      putNodes(world);
      break_(region(world));
      expect(await type(world, 'aiko', SHELL_LINE)).toContain(said);
    }, NODES),
  );
});

type Region = ReturnType<typeof region>;
const ENDLESS = {
  schemaVersion: '1.0',
  sessionType: 'Standard_Stream',
  inputs: { idleSessionTimeout: '20' },
};
