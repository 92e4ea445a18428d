/** Shells and tunnels on nodes of another account, by way of the access role there. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, obtain, type, untilThread } from './acts.ts';
import { approve, ask, dmsOf, MINUTE } from './deeds.ts';
import { BASTION, GUI, OTHER, SHELL } from './nodes.ts';
import {
  atAccessRole,
  comeIn,
  keysFor,
  opens,
  openThere,
  putNodesThere,
  tagsToldTo,
  there,
  withNodesThere,
} from './nodes-elsewhere.ts';
import { ACCESS_ROLE } from '../../src/catalog/access-role.ts';
import { PRODUCTION } from './seed.ts';
import type { World } from './world.ts';

const LINE = 'prod-far 1h Look at the disk of the bastion';
const GUI_LINE = 'prod-far-gui 2h Move the stuck import along';
const NO = 'AccessDeniedException';

const play = (story: (world: World) => Promise<void>) => () =>
  inWorld(
    async (world) => {
      putNodesThere(world);
      await story(world);
    },
    { configure: withNodesThere },
  );

describe('a shell on a node of another account', () => {
  test(
    'is opened with the commands of the message, on this node and by this document alone',
    play(async (world) => {
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
    }),
  );

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

  test(
    'given back early is cut at once, with what it had opened',
    play(async (world) => {
      const story = await obtain(world, LINE);
      const keys = await keysFor(world);
      await opens(keys);
      await type(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
      expect(openThere(world)).toEqual([]);
      expect(await opens(keys)).toBe(NO);
      expect(await comeIn(world, tagsToldTo(world))).toBe('AccessDenied');
    }),
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

describe('what stands in the way is said before anybody is asked', () => {
  const role = (world: World) => world.aws.account(PRODUCTION).role(ACCESS_ROLE);
  const remade = (world: World, change: object) => {
    const { trust = '', attached = [] } = role(world) ?? {};
    world.aws.account(PRODUCTION).deleteRole(ACCESS_ROLE);
    const seed = { trust, attached, boundary: 'prod-access-boundary', ...change };
    world.aws.account(PRODUCTION).createRole(ACCESS_ROLE, seed);
  };
  const open = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole' }],
  };
  const admin = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };

  test.each<[string, (world: World) => void, string]>([
    [
      'there is no such role',
      ({ aws }) => aws.account(PRODUCTION).deleteRole(ACCESS_ROLE),
      `AWS has no role arn:aws:iam::${PRODUCTION}:role/${ACCESS_ROLE}`,
    ],
    [
      'its sessions may have any name',
      ({ aws }) => aws.account(PRODUCTION).setTrust(ACCESS_ROLE, open),
      'lets people choose the name of its sessions',
    ],
    [
      'its sessions could not be ended',
      (world) => remade(world, { boundary: undefined }),
      'does not carry prod-access-boundary',
    ],
    [
      'somebody put more into it',
      ({ aws }) => aws.account(PRODUCTION).putPolicy('roles', ACCESS_ROLE, 'more', admin),
      'allows more than nodes',
    ],
    [
      'somebody attached more to it',
      ({ aws }) => aws.account(PRODUCTION).attachPolicy('roles', ACCESS_ROLE, 'prod-access-nodes'),
      'allows more than nodes',
    ],
    ['the document is gone', (world) => there(world).deleteDocument(SHELL), SHELL],
    [
      'there are too many nodes',
      (world) => {
        for (let at = 10; at < 26; at += 1) {
          there(world).putNode(`i-0123456789abcde${at}`, { tags: { Role: 'bastion' } });
        }
      },
      '17 nodes carry Role=bastion. In another account they are named one by one, 15 at most.',
    ],
    [
      'the user may come in at any time',
      ({ aws }) => {
        const Statement = [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }];
        const document = { Version: '2012-10-17', Statement };
        aws.account('444455556666').putPolicy('users', 'aiko.sato', 'all', document);
      },
      `already has arn:aws:iam::${PRODUCTION}:role/${ACCESS_ROLE}`,
    ],
  ])('%s', (_, break_, said) =>
    play(async (world) => {
      break_(world);
      world.aws.settle();
      expect(await type(world, 'aiko', LINE)).toContain(said);
    })(),
  );

  test(
    'and is found once more at the grant, if it came in between',
    play(async (world) => {
      const story = await ask(world, LINE);
      world.aws.account(PRODUCTION).putPolicy('roles', ACCESS_ROLE, 'more', admin);
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'Could not be given');
      expect(atAccessRole(world)).toEqual(['more']);
    }),
  );
});
