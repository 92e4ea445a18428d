/** Shells and tunnels of people who come by an identity provider. */

import { SSMClient, ResumeSessionCommand, StartSessionCommand } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { inWorld, obtain, type, untilThread } from './acts.ts';
import { withoutMfa } from './at-aws.ts';
import { dmsOf, MINUTE } from './deeds.ts';
import { AIKO, asEngineers, CHIE, createEngineer, signIn } from './engineers.ts';
import { BASTION, GUI, openSessions, OTHER, putNodes, REGION, SHELL, withNodes } from './nodes.ts';
import type { World } from './world.ts';

const SHELL_LINE = 'prod-shell 1h Look at the disk of the bastion';
const GUI_LINE = 'prod-gui 1h Move the stuck import along in the admin GUI';

const noMfaForRole = (text: string): string =>
  text.replace('      - kind: iam-policy\n', '      - kind: iam-policy\n        mfa: false\n');

const play = (story: (world: World) => Promise<void>, by = 'session') =>
  inWorld(
    async (world) => {
      putNodes(world);
      world.aws.ssm.knobs.ratesApply = false;
      createEngineer(world.aws);
      await story(world);
    },
    { configure: (text) => asEngineers(by)(noMfaForRole(withoutMfa(withNodes(text)))) },
  );

/** With the keys that the identity provider got for them. */
const clientOf = (world: World, name: string): SSMClient =>
  new SSMClient({
    region: REGION,
    maxAttempts: 1,
    credentials: {
      accessKeyId: signIn(world.aws, name),
      secretAccessKey: 'stand-in-secret',
      sessionToken: 'stand-in-token',
    },
  });

const opens = (client: SSMClient, DocumentName = SHELL, Target = BASTION) =>
  client.send(new StartSessionCommand({ Target, DocumentName })).then(
    ({ SessionId = '' }) => SessionId,
    (error: unknown) => (error as Error).name,
  );
const resumes = (client: SSMClient, SessionId: string) =>
  client.send(new ResumeSessionCommand({ SessionId })).then(
    () => true,
    () => false,
  );

describe('a shell', () => {
  test('is opened and resumed by the one who asked, and ended with the grant', () =>
    play(async (world) => {
      const [aiko, chie] = [clientOf(world, AIKO), clientOf(world, CHIE)];
      expect(await opens(aiko)).toBe('AccessDeniedException');
      const story = await obtain(world, SHELL_LINE);
      expect(dmsOf(world, 'aiko').join('\n')).toContain(
        'Signed in with your role Engineer, by your identity provider:',
      );
      const session = await opens(aiko);
      expect(session).toMatch(/^aiko@example\.com-/);
      expect(await resumes(aiko, session)).toBe(true);
      expect([await opens(chie), await resumes(chie, session)]).toEqual([
        'AccessDeniedException',
        false,
      ]);
      expect([await opens(aiko, SHELL, OTHER), await opens(aiko, GUI)]).toEqual([
        'AccessDeniedException',
        'AccessDeniedException',
      ]);
      await type(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
      expect(openSessions(world)).toEqual([]);
      expect(story.says('1 session ended.')).toBe(true);
      expect(await opens(aiko)).toBe('AccessDeniedException');
    }));

  test('of a colleague in the same role goes on', () =>
    play(async (world) => {
      const [aiko, chie] = [clientOf(world, AIKO), clientOf(world, CHIE)];
      const first = await obtain(world, SHELL_LINE);
      await obtain(world, SHELL_LINE, 'chie');
      const theirs = [await opens(aiko), await opens(chie)];
      expect(theirs.map((id) => id.split('@')[0])).toEqual(['aiko', 'chie']);
      await type(world, 'aiko', `done ${first.id}`);
      await untilThread(world, first, 'Access ended', 5 * MINUTE);
      expect(openSessions(world).map(({ owner }) => owner.split('/').at(-1))).toEqual([CHIE]);
    }));

  test('of somebody known by SourceIdentity could not be found, so it is not given', () =>
    play(async (world) => {
      expect(await type(world, 'aiko', SHELL_LINE)).toContain(
        'Engineer/source:aiko@example.com is known by its SourceIdentity',
      );
    }, 'source_identity'));
});

describe('a tunnel and its console role', () => {
  test('come together and end together, with the bot dead as well', () =>
    play(async (world) => {
      const aiko = clientOf(world, AIKO);
      const story = await obtain(world, GUI_LINE);
      expect(await opens(aiko, GUI)).toMatch(/^aiko@example\.com-/);
      await world.stopBot();
      world.clock.turn(75 * MINUTE);
      expect(await opens(aiko, GUI)).toBe('AccessDeniedException');
      await world.startBot();
      await untilThread(world, story, 'Access ended', 30 * MINUTE);
      expect(openSessions(world)).toEqual([]);
    }));
});
