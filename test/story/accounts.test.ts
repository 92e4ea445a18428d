/** One entry for several accounts: whoever asks chooses one, and gets nothing in the others. */

import { describe, expect, test } from 'vitest';
import { inWorld, openForm, refusal, send, type, untilCard, untilThread } from './acts.ts';
import { type Chat, EITHER_CHAT } from './chats.ts';
import { approve, ask, MINUTE, posted } from './deeds.ts';
import { JUMP } from './seed.ts';
import { PRODUCTION, type World } from './world.ts';

const FIELD = 'account:any-logs';
const WHY = 'Read why the batch stopped';
const ENTRY = `
  - id: any-logs
    title: { en: Logs of one account, ja: いずれかのアカウントのログ }
    target:
      kind: iam-policy
      user_account: "${JUMP}"
      role: ProdLogReader
      accounts: ["${PRODUCTION}", "${JUMP}"]
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }
`;
const withChoice = (text: string): string =>
  text
    .replace('\nrules:\n', `${ENTRY}\nrules:\n`)
    .replace('for: [prod-logs, prod-ops]', 'for: [prod-logs, prod-ops, any-logs]');

const playIn = (chat: Chat) => (story: (world: World) => Promise<void>) => () =>
  inWorld(
    async (world) => {
      const trust = { Effect: 'Allow', Principal: { AWS: JUMP }, Action: 'sts:AssumeRole' };
      world.aws.account(JUMP).createRole('ProdLogReader', {
        trust: { Version: '2012-10-17', Statement: [trust] },
      });
      world.aws.settle();
      await story(world);
    },
    { chat, configure: withChoice },
  );

/** Where the role can be taken on: in production, and where the users live. */
const mays = ({ aws }: World, user = 'aiko.sato') =>
  [PRODUCTION, JUMP].map((account) => {
    const roleArn = `arn:aws:iam::${account}:role/ProdLogReader`;
    return aws.mayAssume({ account: JUMP, user, roleArn, mfa: true }).allowed;
  });

describe.each(EITHER_CHAT)('in %s', (chat) => {
  const play = playIn(chat);

  describe('an account chosen in the form', () => {
    test(
      'is asked for once there is a choice, named on the card, and the only one that is given',
      play(async (world) => {
        const form = await openForm(world);
        await form.choose('entitlement', 'any-logs');
        await expect.poll(form.words).toContain('In which account?');
        expect(form.words()).toContain('Given in one of 2 accounts: production, jump');
        const none = await form.send({ time: '1h', why: WHY });
        expect(Object.keys(none.problems)).toEqual([FIELD]);
        await form.choose(FIELD, PRODUCTION);
        await expect.poll(form.words).toContain('role ProdLogReader, account production');
        const story = await posted(world, () => form.send({ time: '1h', why: WHY }));
        expect(story.words()).toContain('Logs of one account (production)');
        expect(story.words()).not.toContain('jump');
        await approve(world, story, 'ben');
        expect(mays(world)).toEqual([true, false]);
        world.clock.turn(61 * MINUTE);
        expect(mays(world)).toEqual([false, false]);
        await untilThread(world, story, 'Access ended', 20 * MINUTE);
      }),
    );

    test(
      'can be named in one line, as people call it or by its number, wherever it stands',
      play(async (world) => {
        const story = await ask(world, `any-logs 1h ${WHY} account=Jump`);
        expect(story.words()).toContain('(jump)');
        expect(story.words()).not.toContain('account=');
        await approve(world, story, 'ben');
        expect(mays(world)).toEqual([false, true]);
        const other = await ask(world, `any-logs account=1111-2222-3333 30m ${WHY}`, 'ben');
        expect(other.words()).toContain('(production)');
      }),
    );

    test(
      'that is none of them is said, with those that there are',
      play(async (world) => {
        expect(await type(world, 'aiko', `any-logs account=stage 1h ${WHY}`)).toContain(
          '“stage” is not one of the accounts this is given in: production, jump.',
        );
      }),
    );

    test(
      'is asked for in the form when the line does not say it, and the rest is kept',
      play(async (world) => {
        const words = (await openForm(world, `any-logs 1h ${WHY}`)).words();
        expect(words).toContain('In which account?');
        expect(words).toContain(WHY);
      }),
    );
  });

  describe('two accounts of one entry', () => {
    test(
      'are two requests, held side by side, and the end of one leaves the other',
      play(async (world) => {
        const first = await ask(world, `any-logs account=production 1h ${WHY}`);
        const second = await ask(world, `any-logs account=jump 1h ${WHY}`);
        await approve(world, first, 'ben');
        await approve(world, second, 'ben');
        expect(mays(world)).toEqual([true, true]);
        expect(await type(world, 'aiko', 'who any-logs')).toMatch(
          /production[^]*jump|jump[^]*prod/,
        );
        await world.asking.type('aiko', `done ${first.id}`);
        await untilThread(world, first, 'Access ended', 5 * MINUTE);
        expect(mays(world)).toEqual([false, true]);
      }),
    );

    test(
      'one that is no longer offered is not given by a card that was open',
      play(async (world) => {
        const story = await ask(world, `any-logs account=jump 1h ${WHY}`);
        await world.stopBot();
        await world.startBot((text) =>
          withChoice(text).replace(
            `accounts: ["${PRODUCTION}", "${JUMP}"]\n`,
            `account: "${PRODUCTION}"\n`,
          ),
        );
        expect(await refusal('ben', story)).toContain('This is no longer given in jump.');
        await untilCard(world, story, 'waiting');
        expect(mays(world)).toEqual([false, false]);
        await world.asking.type('aiko', `cancel ${story.id}`);
        await untilCard(world, story, 'withdrawn');
      }),
    );

    test(
      'that came to be several after it was asked: the card says why, and the requester asks anew',
      play(async (world) => {
        const several = `accounts: ["${PRODUCTION}", "${JUMP}"]\n`;
        const withOne = (text: string) =>
          withChoice(text).replace(several, `account: "${PRODUCTION}"\n`);
        await world.stopBot();
        await world.startBot(withOne);
        const story = await ask(world, `any-logs 1h ${WHY}`);
        await world.stopBot();
        await world.startBot(withChoice);
        expect(await refusal('ben', story)).toContain(
          'This is given in one of several accounts by now (production, jump)',
        );
        await send('ben', story, 'Deny…', { comment: 'Ask again, for production' });
        await untilCard(world, story, 'denied by ben');
        expect(mays(world)).toEqual([false, false]);
      }),
    );
  });
});
