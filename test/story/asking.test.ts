/** Asking: the form and the one line, what is mended at its field, what is refused at once. */

import { describe, expect, test } from 'vitest';
import { inWorld, type } from './acts.ts';
import { dmsOf } from './deeds.ts';
import { CHANNELS, PEOPLE, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';

const open = async (world: World, line = '', who: keyof typeof PEOPLE = 'aiko') => {
  const actor = world.slack.as(PEOPLE[who]);
  const answer = await actor.command('/prod-access', line);
  return { actor, view: await answer.untilView() };
};
const cards = ({ slack }: World) => slack.messages(CHANNELS.approvals);

describe('the form', () => {
  test('opens with what one may ask for, says who decides, and files what is sent', () =>
    inWorld(async (world) => {
      const { actor, view } = await open(world);
      expect(world.slack.plainText(view)).toContain('What do you need?');
      const chosen = await actor.choose('entitlement', 'prod-db');
      const about = await chosen.untilView('Up to 4 h');
      const words = world.slack.plainText(about);
      expect(words).toContain('role ProdDbOperator, account production 1111-2222-3333');
      expect(words).toContain('Up to 4 h · 2 approvals from sre-leads');
      const sent = await actor.submitView({
        time: 'until 20:00',
        why: 'Restart the stuck replica',
        ticket: 'inc-1234',
        'answer:rollback': 'Start the old one again',
      });
      expect(sent.errors).toEqual({});
      await world.runUntil('the card is posted', () => cards(world).length > 0);
      const card = world.slack.plainText(cards(world)[0]!);
      expect(card).toContain('Production database, read and write — until 20:00');
      expect(card).toContain('Ticket  INC-1234');
      // In the form, if AWS took its time; else beside it.
      const told = () =>
        [...dmsOf(world, 'aiko'), actor.view ? world.slack.plainText(actor.view) : ''].join();
      await world.runUntil('aiko is told', () => told().includes('is filed; the approvers see it'));
    }));

  test('is filled with what an incomplete line said', () =>
    inWorld(async (world) => {
      const { view } = await open(world, 'prod-db 90m');
      const words = world.slack.plainText(view);
      expect(words).toContain('[ Production database, read and write ]');
      expect(words).toContain('[ 90m ]');
    }));

  test('marks every mistake at its field, keeps all that was typed, and is sent when mended', () =>
    inWorld(async (world) => {
      const { actor } = await open(world, 'prod-db');
      const typed = { time: '2 hoors', why: 'short', ticket: '1234' };
      const wrong = await actor.submitView(typed);
      expect(wrong.errors).toMatchObject({
        time: expect.stringContaining('2 of what?'),
        why: expect.stringContaining('at least 10 characters'),
        ticket: expect.stringContaining('INC-'),
      });
      expect(JSON.stringify(actor.view?.typed)).toContain('2 hoors');
      const long = { time: '9h', why: 'Restart the stuck replica', ticket: '' };
      const tooLong = await actor.submitView(long);
      expect(tooLong.errors['time']).toContain('prod-two-people allows 4 h at most');
      expect(cards(world)).toEqual([]);
      expect((await actor.submitView({ time: '1h' })).errors).toEqual({});
      await world.runUntil('the card is posted', () => cards(world).length > 0);
    }));

  test('says whom to ask when there is nothing one may ask for', () =>
    inWorld(async (world) => {
      const { view } = await open(world, '', 'mallory');
      const words = world.slack.plainText(view);
      expect(words).toContain('There is nothing you may ask for yet. @platform can add you');
      expect(words).not.toContain('[ Request ]');
    }));

  test('with more choices than Slack shows is searched', () => {
    const more = Array.from({ length: 120 }, (_, at) => {
      const accounts = 'user_account: "444455556666", account: "111122223333"';
      const target = `{ kind: iam-policy, ${accounts}, role: R${at} }`;
      const rest = 'longest: 1h, channel: C0APPROVE1, tags: { env: production }';
      return `  - { id: job-${at}, title: Night job ${at}, target: ${target}, ${rest} }\n`;
    }).join('');
    const configure = (text: string) =>
      text
        .replace('entitlements:\n', `entitlements:\n${more}`)
        .replace('for: [prod-logs, prod-ops]', 'for: { tag: env, value: production }');
    return inWorld(
      async (world) => {
        const { actor } = await open(world);
        const found = await actor.suggest('entitlement', 'job 11');
        expect(found.options.map((one) => one['value'])).toEqual([
          'job-11',
          ...Array.from({ length: 10 }, (_, at) => `job-11${at}`),
        ]);
        expect((await actor.suggest('entitlement', 'job')).options).toHaveLength(100);
        await actor.choose('entitlement', 'Night job 117');
      },
      { configure },
    );
  });
});

describe('one line', () => {
  test('that is wrong is answered with what was typed, where it is wrong, and one that works', () =>
    inWorld(async (world) => {
      const said = await type(world, 'aiko', 'prod-db 25:99 Restart the stuck replica');
      expect(said).toContain('25:99');
      expect(await type(world, 'aiko', 'prod-bd 1h Restart it')).toContain(
        'Nothing here is called “prod-bd”. There is: prod-db, prod-logs, prod-ops',
      );
      expect(await type(world, 'aiko', 'prod-db 1h short')).toContain('at least 10 characters');
      expect(cards(world)).toEqual([]);
    }));

  test('A60: for something that one may not ask for is refused, and names nobody', () =>
    inWorld(async (world) => {
      const said = await type(world, 'mallory', LINE);
      expect(said).toContain('You cannot ask for prod-db: it is for engineers');
      expect(said).not.toMatch(/aiko|ben|chie|dai/);
      expect(cards(world)).toEqual([]);
    }));

  test('A39: of somebody without an AWS user is refused, and says whom to ask', () =>
    inWorld(
      async (world) => {
        expect(await type(world, 'aiko', LINE)).toContain(
          'Your chat account is not linked to an AWS user, so nothing was requested.',
        );
      },
      {
        configure: (text) =>
          text.replace('      aws: { account: "444455556666", user: aiko.sato }\n', ''),
      },
    ));
});
