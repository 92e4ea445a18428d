/** Nodes of another account: picked, held longer, looked back at, and while AWS is away there. */

import { describe, expect, test } from 'vitest';
import { letRun, obtain, type, untilThread } from './acts.ts';
import { approve, ask, MINUTE } from './deeds.ts';
import { BASTION, OTHER, SHELL } from './nodes.ts';
import { keysFor, LINE, openThere, opens, play, there, withPicking } from './nodes-elsewhere.ts';
import { saidOf } from './what-was-done.ts';

const NO = 'AccessDeniedException';
const SPARE = 'i-0123456789abcdef1';

describe('nodes of another account', () => {
  test(
    'are picked among those with the tag there, and no others come along',
    play(async (world) => {
      there(world).putNode(SPARE, { name: 'spare', tags: { Role: 'bastion' } });
      expect(await type(world, 'aiko', `${LINE} nodes=${OTHER}`)).toContain('does not carry');
      const story = await ask(world, `${LINE} nodes=${SPARE}`);
      expect(story.words()).toContain(`shell on ${SPARE}, account production`);
      await approve(world, story, 'ben');
      const keys = await keysFor(world);
      expect(await opens(keys, SHELL, SPARE)).toMatch(/^aiko\.sato-/);
      expect(await opens(keys)).toBe(NO);
    }, withPicking),
  );

  test(
    'that another grant still needs stay open, for keys of before as well',
    play(async (world) => {
      const first = await obtain(world, LINE);
      const keys = await keysFor(world);
      await obtain(world, 'prod-far 2h And look at its memory as well');
      await opens(keys);
      await type(world, 'aiko', `done ${first.id}`);
      await untilThread(world, first, 'Access stays for', 5 * MINUTE);
      expect(openThere(world)).toHaveLength(1);
      expect(await opens(keys)).toMatch(/^aiko\.sato-/);
    }),
  );

  test(
    'are told of afterwards: what was opened there, under the name of the session',
    play(async (world) => {
      const story = await obtain(world, LINE);
      const keys = await keysFor(world);
      await opens(keys);
      await opens(keys, SHELL, OTHER);
      const said = await saidOf(world, story);
      expect(said).toContain('ssm:StartSession');
      expect(said).toContain('1 denied (ssm:StartSession)');
    }),
  );

  test(
    'are taken at home though Systems Manager there is silent, and proved when it speaks',
    play(async (world) => {
      const story = await obtain(world, LINE);
      const keys = await keysFor(world);
      await opens(keys);
      world.aws.faults.add({ kind: 'failure', times: 60, action: 'DescribeSessions' });
      await type(world, 'aiko', `done ${story.id}`);
      const inline = () => world.aws.account('444455556666').state().users['aiko.sato']?.inline;
      await world.runUntil('it is taken', () =>
        Object.keys(inline() ?? {}).every((name) => !name.endsWith('-allow')),
      );
      expect(await opens(keys)).toBe(NO);
      expect(story.says('Access ended')).toBe(false);
      await untilThread(world, story, 'Access ended', 60 * MINUTE);
      expect(openThere(world)).toEqual([]);
    }),
  );

  test(
    'are bound at the ask: a tag that is moved later widens nothing',
    play(async (world) => {
      const story = await ask(world, LINE);
      there(world).putNode(OTHER, { tags: { Role: 'bastion' } });
      await approve(world, story, 'ben');
      await letRun(world, 1_000);
      const keys = await keysFor(world);
      expect([await opens(keys, SHELL, OTHER), await opens(keys, SHELL, BASTION)]).toEqual([
        NO,
        expect.stringContaining('aiko.sato-'),
      ]);
    }),
  );
});
