/** Shells and tunnels on nodes of another account, by way of the access role there. */

import { describe, expect, test } from 'vitest';
import { letRun, obtain, type, untilThread } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { approve, ask, dmsOf, MINUTE } from './deeds.ts';
import { BASTION, GUI, OTHER, SHELL } from './nodes.ts';
import {
  atAccessRole,
  comeIn,
  keysFor,
  LINE,
  opens,
  openThere,
  play,
  tagsToldTo,
  withNodesThere,
} from './nodes-elsewhere.ts';
import { ACCESS_ROLE } from '../../src/catalog/access-role.ts';
import type { World } from './world.ts';

const GUI_LINE = 'prod-far-gui 2h Move the stuck import along';
const NO = 'AccessDeniedException';

describe.each(EITHER_CHAT)('a shell on a node of another account, in %s', (chat) => {
  test(
    'is opened with the commands of the message, on this node and by this document alone',
    play(
      async (world) => {
        const story = await ask(world, LINE);
        expect(story.words()).toContain(`shell on ${BASTION}, account production 1111-2222-3333`);
        const tags = { target: 'x', person: 'aiko.sato', document: SHELL, 'node-1': BASTION };
        expect(await comeIn(world, tags)).toBe('AccessDenied');
        await approve(world, story, 'ben');
        const said = dmsOf(world, 'aiko').join('\n');
        expect(said).toContain(`role/${ACCESS_ROLE} --role-session-name aiko.sato --tags Key=`);
        expect(said).toContain('add --serial-number and --token-code');
        expect(said).not.toContain('signin.aws.amazon.com');
        const keys = await keysFor(world);
        expect(await opens(keys)).toMatch(/^aiko\.sato-/);
        expect([await opens(keys, SHELL, OTHER), await opens(keys, GUI)]).toEqual([NO, NO]);
      },
      withNodesThere,
      chat,
    ),
  );
});

describe('a shell on a node of another account', () => {
  test(
    'is opened with no other tags, by nobody else, under no other name, not without MFA',
    play(async (world) => {
      await obtain(world, LINE);
      const tags = tagsToldTo(world);
      const { 'node-1': _, ...none } = tags;
      for (const other of [
        none,
        { ...tags, 'node-1': OTHER },
        { ...tags, 'node-2': OTHER },
        { ...tags, document: GUI },
        { ...tags, target: '0123456789ab' },
        { ...tags, team: 'db' },
        {},
      ]) {
        expect([other, await comeIn(world, other)]).toEqual([other, 'AccessDenied']);
      }
      const asBen = { ...tags, person: 'ben.okafor' };
      expect(await comeIn(world, asBen, { user: 'ben.okafor' })).toBe('AccessDenied');
      expect(await comeIn(world, tags, { session: 'ben.okafor' })).toBe('AccessDenied');
      expect(await comeIn(world, tags, { mfa: false })).toBe('AccessDenied');
      expect(await comeIn(world, tags)).toMatchObject({
        sessionToken: expect.any(String) as string,
      });
    }),
  );

  test(
    'ends in the second of the end though the bot is dead, for keys of before as well',
    play(async (world) => {
      const story = await obtain(world, LINE);
      const tags = tagsToldTo(world);
      const endMs = endOf(world);
      world.clock.turn(endMs - 2 * MINUTE - world.clock.nowMs());
      await letRun(world, 1_000);
      const keys = await keysFor(world);
      await opens(keys);
      await world.stopBot();
      world.clock.turn(endMs - 1_000 - world.clock.nowMs());
      expect(await opens(keys)).toMatch(/^aiko\.sato-/);
      world.clock.turn(1_000);
      expect([await comeIn(world, tags), await opens(keys)]).toEqual(['AccessDenied', NO]);
      expect(openThere(world)).toHaveLength(2);
      await world.startBot();
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(openThere(world)).toEqual([]);
      expect(story.says('2 sessions ended.')).toBe(true);
      expect(await opens(keys)).toBe(NO);
      // Nobody's keys of before can be alive when the fence goes.
      world.clock.turn(45 * MINUTE);
      await letRun(world, MINUTE);
      expect(await opens(keys)).toBe(NO);
      await world.runUntil('the fence goes', () => atAccessRole(world).length === 0, 60 * MINUTE);
    }),
  );

  test.each(['name', 'none'] as const)(
    'given back early is cut at once, with what it had opened, whether AWS names the document (%s)',
    (documents) =>
      play(async (world) => {
        world.aws.ssm.knobs.documents = documents;
        const story = await obtain(world, LINE);
        const keys = await keysFor(world);
        await opens(keys);
        await type(world, 'aiko', `done ${story.id}`);
        await untilThread(world, story, 'Access ended', 5 * MINUTE);
        expect(openThere(world)).toEqual([]);
        expect(await opens(keys)).toBe(NO);
        expect(await comeIn(world, tagsToldTo(world))).toBe('AccessDenied');
      })(),
  );

  test(
    'ends apart from a tunnel to the same node, and neither goes on with keys of the other',
    play(async (world) => {
      const shell = await obtain(world, LINE);
      const ofShell = await keysFor(world);
      await obtain(world, GUI_LINE);
      const ofTunnel = await keysFor(world, GUI);
      await opens(ofShell);
      await opens(ofTunnel, GUI);
      expect([await opens(ofShell, GUI), await opens(ofTunnel)]).toEqual([NO, NO]);
      await type(world, 'aiko', `done ${shell.id}`);
      await untilThread(world, shell, 'Access ended', 5 * MINUTE);
      expect(openThere(world).map(({ document }) => document)).toEqual([GUI]);
      expect(await opens(ofShell)).toBe(NO);
      expect(await opens(ofTunnel, GUI)).toMatch(/^aiko\.sato-/);
      expect(await comeIn(world, tagsToldTo(world))).toBe('AccessDenied');
      await keysFor(world, GUI);
    }),
  );

  test(
    'is ended though AWS loses every second answer there',
    play(async (world) => {
      const story = await obtain(world, LINE);
      await opens(await keysFor(world));
      world.aws.faults.add({ kind: 'lost-after', times: 3, action: 'TerminateSession' });
      world.aws.faults.add({ kind: 'throttle', times: 6, action: 'DescribeSessions' });
      world.aws.faults.add({ kind: 'lost-after', times: 2, action: 'PutRolePolicy' });
      await type(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 60 * MINUTE);
      expect(openThere(world)).toEqual([]);
    }),
  );
});

/** As AWS has it: in the document that allows. */
function endOf({ aws }: World): number {
  const inline = aws.account('444455556666').state().users['aiko.sato']?.inline ?? {};
  const allow = Object.entries(inline).find(([name]) => name.endsWith('-allow'))?.[1] ?? '';
  const [, end = ''] = /"DateLessThan":\{"aws:CurrentTime":"([^"]+)"/.exec(allow) ?? [];
  return Date.parse(end);
}
