/** The form while the chat does not say who is in a group: it opens, says so, and asks once. */

import { describe, expect, test } from 'vitest';
import { openForm, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { LEADS } from './seed.ts';
import type { World } from './world.ts';

const byUsergroup = (group: RegExp) => (text: string) =>
  text.replace(group, `$1: { slack_usergroup: ${LEADS} }`);
const APPROVERS = byUsergroup(/(sre-leads): \[ben, chie, dai\]/);
const REQUESTERS = byUsergroup(/(engineers): \[[^\]]*\]/);

const hush = ({ deciding, clock }: World) => {
  clock.turn(16 * 60_000);
  return deciding.office.silence('groups');
};

const wordsOf = async (world: World, line: string) => (await openForm(world, line)).words();

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const inWorld = worldsIn(chat);

  describe('a group that the chat is silent about', () => {
    test('of approvers: what one may ask for is still offered, with why it cannot be had now', () =>
      inWorld(
        async (world) => {
          hush(world);
          const form = await wordsOf(world, 'prod-db 2h');
          expect(form).toContain('[ Production database, read and write ]');
          expect(form).toContain('[ 2h ]');
          expect(form).toContain('did not answer about sre-leads');
        },
        { configure: APPROVERS },
      ));

    test('of requesters: the form says so, not that there is nothing to ask for', () =>
      inWorld(
        async (world) => {
          hush(world);
          const form = await wordsOf(world, '');
          expect(form).toContain('did not answer about engineers');
          expect(form).not.toContain('Production database');
        },
        { configure: REQUESTERS },
      ));

    test('of requesters of some: the others are offered, and it says what may be missing', () =>
      inWorld(
        async (world) => {
          hush(world);
          const form = await wordsOf(world, 'prod-logs 2h');
          expect(form).toContain('[ Production logs');
          expect(form).toContain('did not answer about dbas');
          expect(form).not.toContain('Production database');
        },
        {
          configure: (text) =>
            text
              .replace('  engineers: [', `  dbas: { slack_usergroup: ${LEADS} }\n  engineers: [`)
              .replace('eligible: [engineers]', 'eligible: [dbas]'),
        },
      ));

    test('is asked about once for a form, however many entitlements hang on it', () =>
      inWorld(
        async (world) => {
          const silent = hush(world);
          await openForm(world);
          expect(silent.hits).toBe(1);
        },
        { configure: APPROVERS },
      ));
  });
});
