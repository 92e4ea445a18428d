/** One role session that holds something through us, and something by AWS's own request. */

import { expect, test } from 'vitest';
import { BOUNDARY } from '../deploy/stacks.ts';
import { inWorld, obtain, type, untilThread } from './acts.ts';
import { approve, MINUTE } from './deeds.ts';
import { LINE, READER } from './engineers.ts';
import { cardOf, enableRequests, file, REQUESTER, statusOf, withRequests } from './requests.ts';
import { JUMP, type World } from './world.ts';

const both = (text: string): string =>
  withRequests(text)
    .replace('user: aiko.sato }', `role: ${REQUESTER}, session: aiko.sato }`)
    .replaceAll('mfa: true', 'mfa: false');

function mayRead({ aws }: World): boolean {
  const key = { accessKeyId: 'ASIAREQUESTER1', secretAccessKey: 'stand-in-secret' };
  const session = { role: REQUESTER, sessionName: 'aiko.sato' };
  aws.account(JUMP).createKey({ ...key, ...session });
  return aws.sessionMayAssume({ sessionKey: key.accessKeyId, roleArn: READER }).allowed;
}

test('each ends by itself, and neither takes the other along', () =>
  inWorld(
    async (world) => {
      enableRequests(world);
      const home = world.aws.account(JUMP);
      const { trust = '', inline = {} } = home.role(REQUESTER) ?? {};
      home.createRole(REQUESTER, { trust, inline, boundary: BOUNDARY });
      const ours = await obtain(world, LINE.replace('1h', '3h'));
      const id = file(world);
      const theirs = await cardOf(world, id);
      await approve(world, theirs, 'ben');
      expect([mayRead(world), statusOf(world, id)]).toEqual([true, 'Approved']);
      await type(world, 'aiko', `done ${theirs.id}`);
      await untilThread(world, theirs, 'Access ended', 10 * MINUTE);
      expect([mayRead(world), statusOf(world, id)]).toEqual([true, 'Revoked']);
      await type(world, 'aiko', `done ${ours.id}`);
      await untilThread(world, ours, 'Removal confirmed', 10 * MINUTE);
      expect(mayRead(world)).toBe(false);
    },
    { configure: both },
  ));
