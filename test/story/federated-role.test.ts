/** The role that people come into by an identity provider: whose it is, and what it cannot hold. */

import { describe, expect, test } from 'vitest';
import { letRun, obtain, opsOf, press, type, untilThread } from './acts.ts';
import { ask, MINUTE } from './deeds.ts';
import {
  AIKO,
  asEngineers,
  atEngineer,
  bySaml,
  createEngineer,
  ENGINEER,
  LINE,
  may,
  play,
  signIn,
  trusting,
} from './engineers.ts';
import { JUMP } from './world.ts';

describe('the role', () => {
  test('made anew under its old name inherits nothing', () =>
    play(async (world) => {
      const story = await obtain(world, LINE);
      const before = signIn(world.aws, AIKO);
      world.aws.account(JUMP).deleteRole(ENGINEER);
      createEngineer(world.aws);
      const after = signIn(world.aws, AIKO);
      expect([may(world, before), may(world, after)]).toEqual([false, false]);
      await untilThread(world, story, 'ended', 5 * MINUTE);
      await letRun(world, 5 * MINUTE);
      expect(atEngineer(world.aws)).toEqual(['standing']);
      expect(may(world, after)).toBe(false);
    }));

  test('is the holder’s alone: policies without our mark stay as they are', () =>
    play(async (world) => {
      const home = world.aws.account(JUMP);
      const odd = trusting({ Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' });
      for (const name of ['prod-access', 'prod-access-demo01-allow', 'prod-access-demo01-x']) {
        home.putPolicy('roles', ENGINEER, name, odd);
      }
      const before = atEngineer(world.aws);
      const story = await obtain(world, LINE);
      world.clock.turn(61 * MINUTE);
      await untilThread(world, story, 'Removal confirmed', 5 * MINUTE);
      await letRun(world, 90 * MINUTE);
      expect(atEngineer(world.aws)).toEqual(before);
    }));

  test('that lets somebody in under a name of their choice gives nothing', () =>
    play(async (world) => {
      const byAnybody = {
        Effect: 'Allow',
        Principal: { AWS: JUMP },
        Action: 'sts:AssumeRole',
      };
      world.aws.account(JUMP).setTrust(ENGINEER, trusting(bySaml, byAnybody));
      expect(await type(world, 'aiko', LINE)).toContain(
        'The role Engineer lets somebody in under a name of their own choice',
      );
      expect(atEngineer(world.aws)).toEqual(['standing']);
    }));

  test('opened like that after the approval: nothing is given', () =>
    play(async (world) => {
      const story = await ask(world, LINE);
      world.aws
        .account(JUMP)
        .setTrust(
          ENGINEER,
          trusting(bySaml, { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:*' }),
        );
      await press(story, 'ben');
      await untilThread(world, story, 'Could not be given: names of sessions of the role', MINUTE);
      expect(atEngineer(world.aws)).toEqual(['standing']);
    }));

  test('without room says so, and how much is missing', () =>
    play(async (world) => {
      const long = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'x'.repeat(9_800) };
      world.aws.account(JUMP).putPolicy('roles', ENGINEER, 'long', trusting(long));
      expect(await type(world, 'aiko', LINE)).toMatch(
        /The role Engineer is full: this needs \d+ characters of policy, and others leave \d+/,
      );
    }));

  test('that is not there is named', () =>
    play(async (world) => {
      world.aws.account(JUMP).deleteRole(ENGINEER);
      expect(await type(world, 'aiko', LINE)).toContain(`There is no role Engineer in account`);
    }));
});

describe('what a role session cannot hold', () => {
  test('a group', () =>
    play(async (world) => {
      expect(await type(world, 'aiko', 'prod-ops 1h Restart a stuck server')).toContain(
        'Engineer/aiko@example.com cannot be in an IAM group',
      );
      expect(opsOf(world)).toBe('');
    }));

  test('what asks for MFA, of which AWS sees nothing', () =>
    play(
      async (world) => {
        expect(await type(world, 'aiko', LINE)).toContain('where AWS cannot see MFA');
      },
      (text) => asEngineers()(text).replaceAll('mfa: false', 'mfa: true'),
    ));
});
