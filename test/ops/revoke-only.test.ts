/** A second revoker without records or chat: it takes away what is over where the bot is dead. */

import { describe, expect, test } from 'vitest';
import { createLeftovers } from '../../adapters/aws/leftovers.ts';
import { revokeRound } from '../../src/ops/revoke-only.ts';
import { inWorld, obtain, untilThread } from '../story/acts.ts';
import { approve, ask, MINUTE } from '../story/deeds.ts';
import { asEngineers, atEngineer, createEngineer, LINE } from '../story/engineers.ts';
import { BOT, JUMP } from '../story/seed.ts';
import type { World } from '../story/world.ts';

const REVOKER = { accessKeyId: 'AKIAREVOKER', secretAccessKey: 'revoker-secret' };

/** With credentials of its own, and the rights of deploy/ alone. */
async function round(world: World) {
  const home = world.aws.account(JUMP);
  home.createKey({ ...REVOKER, role: 'prod-access-revoke-only' });
  process.env['AWS_ACCESS_KEY_ID'] = REVOKER.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = REVOKER.secretAccessKey;
  const said: string[] = [];
  const say = (event: string, facts?: object) =>
    void said.push(`${event} ${JSON.stringify(facts)}`);
  const { clock, config } = world;
  const leftovers = createLeftovers({ region: 'us-east-1', config, clock });
  const log = { info: say, warn: say, error: say };
  try {
    return { ...(await revokeRound({ leftovers, clock, log, graceMs: 15 * MINUTE })), said };
  } finally {
    process.env['AWS_ACCESS_KEY_ID'] = BOT.accessKeyId;
    process.env['AWS_SECRET_ACCESS_KEY'] = BOT.secretAccessKey;
  }
}

const standing = ({ aws }: World): readonly string[] => {
  const home = aws.account(JUMP);
  const inline = Object.keys(home.user('aiko.sato')?.inline ?? {});
  const isMember = home.members('prod-operators').includes('aiko.sato');
  const allowing = inline.filter((name) => name.endsWith('-allow'));
  return [...allowing, ...(isMember ? ['prod-operators'] : [])];
};

describe('a revoker on another host', () => {
  test('leaves alone what lasts, and what the bot has still to do itself', () =>
    inWorld(async (world) => {
      await approve(world, await ask(world, 'prod-ops 1h Restart a stuck server'), 'ben');
      await world.stopBot();
      expect(await round(world)).toMatchObject({ removed: 0, failed: 0 });
      world.clock.turn(70 * MINUTE);
      expect(await round(world)).toMatchObject({ removed: 0, failed: 0 });
      expect(standing(world)).toEqual(['prod-operators']);
    }));

  test('takes policies and memberships that are over, and the bot says so when it is back', () =>
    inWorld(async (world) => {
      const [ops, logs] = [
        await ask(world, 'prod-ops 1h Restart a stuck server'),
        await ask(world, 'prod-logs 1h Read the logs of the import'),
      ];
      await approve(world, ops, 'ben');
      await approve(world, logs, 'ben');
      await world.stopBot();
      world.clock.turn(90 * MINUTE);
      expect(standing(world)).toHaveLength(2);
      const { removed, failed, said } = await round(world);
      expect({ removed, failed }).toEqual({ removed: 3, failed: 0 });
      expect(said.join('\n')).toContain('"user":"aiko.sato","what":"member prod-operators"');
      expect(standing(world)).toEqual([]);
      await world.startBot();
      for (const story of [ops, logs]) {
        await untilThread(world, story, 'Access ended', 20 * MINUTE);
      }
    }));

  test('takes a membership that is over though the group was renamed meanwhile', () =>
    inWorld(async (world) => {
      const ops = await ask(world, 'prod-ops 1h Restart a stuck server');
      await approve(world, ops, 'ben');
      await world.stopBot();
      const home = world.aws.account(JUMP);
      home.renameGroup('prod-operators', 'platform-operators');
      const Resource = `arn:aws:iam::${JUMP}:group/platform-operators`;
      const Statement = [{ Effect: 'Allow', Action: 'iam:RemoveUserFromGroup', Resource }];
      const document = { Version: '2012-10-17', Statement };
      home.putPolicy('roles', 'prod-access-revoke-only', 'renamed', document);
      world.clock.turn(90 * MINUTE);
      expect(await round(world)).toMatchObject({ removed: 2, failed: 0 });
      expect(home.members('platform-operators')).toEqual([]);
      await world.startBot();
      await untilThread(world, ops, 'Access ended', 20 * MINUTE);
    }));

  test('takes what is over from role sessions too', () =>
    inWorld(
      async (world) => {
        createEngineer(world.aws);
        const story = await obtain(world, LINE);
        await obtain(world, LINE.replace('1h', '4h'), 'chie');
        await world.stopBot();
        world.clock.turn(90 * MINUTE);
        expect(atEngineer(world.aws)).toHaveLength(3);
        const { removed, failed, said } = await round(world);
        expect({ removed, failed }).toEqual({ removed: 1, failed: 0 });
        expect(said.join('\n')).toContain('"user":"Engineer/aiko@example.com","what":"allow"');
        expect(atEngineer(world.aws)).toHaveLength(2);
        await world.startBot();
        await untilThread(world, story, 'Access ended', 20 * MINUTE);
      },
      { configure: asEngineers() },
    ));

  test('takes what is over of the others where somebody before them cannot be read', () =>
    inWorld(async (world) => {
      await approve(world, await ask(world, 'prod-logs 1h Read the logs of the import'), 'ben');
      await world.stopBot();
      world.clock.turn(90 * MINUTE);
      world.aws.account(JUMP).createUser('aaron');
      world.aws.faults.add({
        kind: 'denied',
        action: 'ListUserPolicies',
        when: ({ params }) => params['UserName'] === 'aaron',
      });
      const { removed, failed, said } = await round(world);
      expect({ removed, failed }).toEqual({ removed: 1, failed: 1 });
      expect(said.join()).toContain(`"where":"${JUMP} user aaron"`);
      expect(standing(world)).toEqual([]);
    }));

  test('tries again in the next round what AWS refused, by the tag it left standing', () =>
    inWorld(async (world) => {
      await approve(world, await ask(world, 'prod-ops 1h Restart a stuck server'), 'ben');
      await world.stopBot();
      world.clock.turn(90 * MINUTE);
      world.aws.faults.add({ kind: 'failure', action: 'RemoveUserFromGroup' });
      expect(await round(world)).toMatchObject({ removed: 0, failed: 1 });
      expect(await round(world)).toMatchObject({ removed: 2, failed: 0 });
      expect(standing(world)).toEqual([]);
    }));
});
