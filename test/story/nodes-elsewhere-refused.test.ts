/** Nodes of another account that are not given, and why: said before anybody is asked. */

import { describe, expect, test } from 'vitest';
import { ACCESS_ROLE } from '../../src/catalog/access-role.ts';
import { type, untilThread } from './acts.ts';
import { ask } from './deeds.ts';
import { SHELL } from './nodes.ts';
import { atAccessRole, LINE, play, there } from './nodes-elsewhere.ts';
import { PRODUCTION } from './seed.ts';
import type { World } from './world.ts';

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
