/** People told apart by the SourceIdentity that their provider sets: it goes along everywhere. */

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { letRun, obtain, type, untilThread } from './acts.ts';
import { dmsOf, MINUTE } from './deeds.ts';
import { AIKO, asEngineers, CHIE, LINE, may, play, READER, signIn, trusting } from './engineers.ts';
import { JUMP, PRODUCTION, type World } from './world.ts';

const TAKING = trusting({
  Effect: 'Allow',
  Principal: { AWS: JUMP },
  Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
});
const LOGS = trusting({ Effect: 'Allow', Action: 'logs:Get*', Resource: '*' });

/** The role of the log readers lets a SourceIdentity in; bounded, the bot may write there. */
function readers({ aws }: World, isBounded: boolean): void {
  const home = aws.account(PRODUCTION);
  home.deleteRole('ProdLogReader');
  const boundary = isBounded ? { boundary: 'prod-access-boundary' } : {};
  home.createRole('ProdLogReader', { trust: TAKING, inline: { work: LOGS }, ...boundary });
}

const story = (play_: (world: World) => Promise<void>, isBounded = true) =>
  play(async (world) => {
    readers(world, isBounded);
    await play_(world);
  }, asEngineers('source_identity'));

/** Takes on the role from a session, as the command line does; answers the key of the new one. */
async function chain(accessKeyId: string, session = 'work'): Promise<string> {
  const keys = { accessKeyId, secretAccessKey: 'stand-in-secret', sessionToken: 'stand-in-token' };
  const client = new STSClient({ region: 'us-east-1', maxAttempts: 1, credentials: keys });
  const asked = new AssumeRoleCommand({ RoleArn: READER, RoleSessionName: session });
  return (await client.send(asked)).Credentials?.AccessKeyId ?? '';
}

const mayRead = ({ aws }: World, sessionKey: string): boolean =>
  aws.sessionMay({ sessionKey, action: 'logs:GetLogEvents', resource: '*' }).allowed;

describe('somebody known by SourceIdentity', () => {
  test('has it in whatever session carries it, and nobody else has', () =>
    story(async (world) => {
      await obtain(world, LINE);
      const { aws } = world;
      expect(may(world, signIn(aws, 'laptop', AIKO))).toBe(true);
      expect(may(world, signIn(aws, 'phone', CHIE))).toBe(false);
      expect(may(world, signIn(aws, AIKO))).toBe(false);
      expect(dmsOf(world, 'aiko').join()).toMatch(/--role-session-name PA-\w+/);
    }));

  test('loses what it opened elsewhere with the grant: the source survives chaining', () =>
    story(async (world) => {
      const { aws } = world;
      const grant = await obtain(world, LINE);
      expect(grant.words()).not.toContain('may live');
      await obtain(world, LINE, 'chie');
      const [aiko, chie] = [
        await chain(signIn(aws, 'laptop', AIKO)),
        await chain(signIn(aws, 'phone', CHIE)),
      ];
      expect([mayRead(world, aiko), mayRead(world, chie)]).toEqual([true, true]);
      await type(world, 'aiko', `done ${grant.id}`);
      await untilThread(world, grant, 'Removal confirmed', 5 * MINUTE);
      expect([mayRead(world, aiko), mayRead(world, chie)]).toEqual([false, true]);
    }));

  test('loses it on the second with the bot dead, and the fence goes when it is back', () =>
    story(async (world) => {
      const grant = await obtain(world, LINE);
      await letRun(world, 30 * MINUTE);
      // By itself it would last for half an hour more.
      const reading = await chain(signIn(world.aws, 'laptop', AIKO));
      await world.stopBot();
      world.clock.turn(29 * MINUTE);
      expect(mayRead(world, reading)).toBe(true);
      world.clock.turn(2 * MINUTE);
      expect(mayRead(world, reading)).toBe(false);
      await world.startBot();
      await untilThread(world, grant, 'Removal confirmed', 30 * MINUTE);
      await letRun(world, 90 * MINUTE);
      const role = world.aws.account(PRODUCTION).role('ProdLogReader');
      expect(Object.keys(role?.inline ?? {})).toEqual(['work']);
    }));

  test('keeps a session for an hour where the bot cannot write, and the card says so', () =>
    story(async (world) => {
      const grant = await obtain(world, LINE);
      expect(grant.words()).toMatch(/opened before the end may live until 20:0\d/);
    }, false));

  test('cannot take on a role that takes no source, and is told at the ask', () =>
    play(async (world) => {
      expect(await type(world, 'aiko', LINE)).toContain('its trust policy lacks');
    }, asEngineers('source_identity')));
});
