/** Asking: the form and the one line, what is mended at its field, what is refused at once. */

import { describe, expect, test } from 'vitest';
import { openForm, type, worldsIn } from './acts.ts';
import { withGlassIn } from './break-glass.ts';
import { EITHER_CHAT } from './chats.ts';
import { cardsIn, isTold, posted } from './deeds.ts';
import type { World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const ENTRY = 'entitlement';

/** More than a chat lists. */
function withJobs(text: string): string {
  const more = Array.from({ length: 120 }, (_, at) => {
    const accounts = 'user_account: "444455556666", account: "111122223333"';
    const target = `{ kind: iam-policy, ${accounts}, role: R${at} }`;
    const rest = 'longest: 1h, channel: C0APPROVE1, tags: { env: production }';
    return `  - { id: job-${at}, title: Night job ${at}, target: ${target}, ${rest} }\n`;
  }).join('');
  return text
    .replace('entitlements:\n', `entitlements:\n${more}`)
    .replace('for: [prod-logs, prod-ops]', 'for: { tag: env, value: production }');
}

const withoutUser = (text: string): string =>
  text.replace('      aws: { account: "444455556666", user: aiko.sato }\n', '');

const withGlassAndTicket = (text: string): string =>
  withGlassIn('C0APPROVE1')(text)
    .replace('"C0APPROVE1"', 'C0APPROVE1')
    .replace('"INC-####", required: false', '"INC-####", required: true');

describe.each(EITHER_CHAT)('the form, in %s', (chat) => {
  const inWorld = worldsIn(chat);

  test('opens with what one may ask for, says who decides, and files what is sent', () =>
    inWorld(async (world) => {
      const form = await openForm(world);
      expect(form.words()).toContain('What do you need?');
      await form.choose(ENTRY, 'prod-db');
      expect(form.words()).toContain('role ProdDbOperator, account production 1111-2222-3333');
      expect(form.words()).toContain('Up to 4 h · 2 approvals from sre-leads');
      const typed = {
        time: 'until 20:00',
        why: 'Restart the stuck replica',
        ticket: 'inc-1234',
        'answer:rollback': 'Start the old one again',
      };
      let said = '';
      const story = await posted(world, async () => {
        const sent = await form.send(typed);
        expect(sent.problems).toEqual({});
        said = sent.said;
      });
      expect(story.words()).toContain('Production database, read and write — until 20:00');
      expect(story.words()).toContain('Ticket INC-1234');
      // In the form, if AWS took its time; else beside it.
      const filed = 'is filed; the approvers see it';
      await world.runUntil(
        'aiko is told',
        () => [said, form.words()].join().includes(filed) || isTold(world, 'aiko', filed),
      );
    }));

  test('is filled with what an incomplete line said', () =>
    inWorld(async (world) => {
      const words = (await openForm(world, 'prod-db 90m')).words();
      expect(words).toMatch(/\[ Production database, read and write/);
      expect(words).toContain('[ 90m ]');
    }));

  test('marks every mistake at its field, keeps all that was typed, and is sent when mended', () =>
    inWorld(async (world) => {
      const form = await openForm(world, 'prod-db');
      const wrong = await form.send({ time: '2 hoors', why: 'short', ticket: '1234' });
      expect(wrong.problems).toMatchObject({
        time: expect.stringContaining('2 of what?'),
        why: expect.stringContaining('at least 10 characters'),
        ticket: expect.stringContaining('INC-'),
      });
      expect(form.words()).toContain('2 hoors');
      const long = { time: '9h', why: 'Restart the stuck replica', ticket: '' };
      const tooLong = await form.send(long);
      expect(tooLong.problems['time']).toContain('prod-two-people allows 4 h at most');
      expect(cardsIn(world)).toEqual([]);
      await posted(world, async () =>
        expect((await form.send({ time: '1h' })).problems).toEqual({}),
      );
    }));

  test('says whom to ask when there is nothing one may ask for', () =>
    inWorld(async (world) => {
      const said = await (await world.asking.type('mallory', '')).shown();
      expect(said).toContain('There is nothing you may ask for yet. @platform can add you');
      expect(said).not.toContain('[ Request ]');
    }));

  test('with more choices than the chat lists is searched', () =>
    inWorld(
      async (world) => {
        const form = await openForm(world);
        const jobs = Array.from({ length: 10 }, (_, at) => `job-11${at}`);
        const found = (await form.find(ENTRY, 'job 11')).map(({ value }) => value);
        expect(found).toEqual(['job-11', ...jobs]);
        expect((await form.find(ENTRY, 'job')).length).toBeGreaterThanOrEqual(15);
        await form.find(ENTRY, 'job 117');
        await form.choose(ENTRY, 'job-117');
        expect(form.words()).toContain('Night job 117');
      },
      { configure: withJobs },
    ));
});

describe.each(EITHER_CHAT)('one line, in %s', (chat) => {
  const inWorld = worldsIn(chat);
  const nothing = (world: World) => expect(cardsIn(world)).toEqual([]);

  test('that is wrong is answered with what was typed, where it is wrong, and one that works', () =>
    inWorld(async (world) => {
      const said = await type(world, 'aiko', 'prod-db 25:99 Restart the stuck replica');
      expect(said).toContain('25:99');
      expect(await type(world, 'aiko', 'staging 1h Restart it')).toContain(
        'Nothing here is called “staging”. There is: prod-db, prod-logs, prod-ops',
      );
      expect(await type(world, 'aiko', 'breakglass prod-db 1h The site is down')).toContain(
        'Did you mean: /prod-access break-glass prod-db 1h The site is down?',
      );
      expect(await type(world, 'aiko', 'who')).toContain('Say which: /prod-access who prod-db.');
      expect(await type(world, 'aiko', 'prod-db 1h short')).toContain('at least 10 characters');
      nothing(world);
    }));

  test.each([
    { line: LINE, opens: 'Production access' },
    { line: 'break-glass prod-db 20m The site is down', opens: 'For emergencies.' },
  ])('for what needs a ticket opens the form, with all that was typed: $line', (one) =>
    inWorld(
      async (world) => {
        const form = await openForm(world, one.line);
        expect(form.words()).toContain(one.opens);
        expect(form.words()).toMatch(/\[ (?:Restart the stuck replica|The site is down) \]/);
        expect((await form.send({ ticket: 'INC-1234' })).problems).toEqual({});
      },
      { configure: withGlassAndTicket },
    ),
  );

  test('that breaks the glass offers nobody to ask as well: nobody approves it before', () =>
    inWorld(
      async (world) => {
        const form = await openForm(world, 'break-glass prod-db');
        expect(form.words()).toContain('For how long?');
        expect(form.words()).not.toContain('Also ask');
      },
      { configure: withGlassAndTicket },
    ));

  test('A60: for something that one may not ask for is refused, and names nobody', () =>
    inWorld(async (world) => {
      const said = await type(world, 'mallory', LINE);
      expect(said).toContain('You cannot ask for prod-db: it is for engineers');
      expect(said).not.toMatch(/aiko|ben|chie|dai/);
      nothing(world);
    }));

  test('A39: of somebody without an AWS user is refused, and says whom to ask', () =>
    inWorld(
      async (world) => {
        expect(await type(world, 'aiko', LINE)).toContain(
          'Your chat account is not linked to an AWS user, so nothing was requested.',
        );
      },
      { configure: withoutUser },
    ));
});
