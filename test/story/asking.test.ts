/** Asking: what is kept when a line is not enough, and what is refused before anybody is asked. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, dmsOf, expectSound, factsOf, type Who, whispersTo } from './deeds.ts';
import { CHANNELS, createWorld, JUMP, PEOPLE, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  try {
    await expectSound(world);
  } finally {
    await world.close();
  }
});

const LINE = 'prod-db 1h Restart the stuck replica';
const type = (text: string, name: Who = 'aiko') =>
  world.slack.as(PEOPLE[name]).command('/prod-access', text);
const cards = () => world.slack.messages(CHANNELS.approvals).length;

/** Types a line, and waits until the whisper says so; nothing is filed. */
async function refused(text: string, words: string, name: Who = 'aiko'): Promise<void> {
  const before = cards();
  await type(text, name);
  await world.runUntil(`${name} is told “${words}”`, () =>
    [...whispersTo(world, name), ...dmsOf(world, name)].some((one) => one.includes(words)),
  );
  expect(cards()).toBe(before);
}

describe('a line that is not enough', () => {
  test('opens the form, filled with what was understood; a mistake keeps all the rest', async () => {
    const answer = await type('prod-db 90m');
    const view = await answer.untilView('Production access');
    expect(JSON.stringify(view)).toContain('90m');
    const aiko = world.slack.as(PEOPLE.aiko);
    const why = 'Restart the stuck replica';
    const wrong = await aiko.submitView({ time: '99x', why });
    expect(Object.values(wrong.errors).join(' ')).toContain('99x');
    const kept = JSON.stringify(wrong.view?.typed);
    expect(kept).toContain('99x');
    expect(kept).toContain(why);
    await aiko.submitView({ time: '90m' });
    await world.runUntil('the card is posted', () => cards() > 0);
    const [card] = world.slack.messages(CHANNELS.approvals);
    expect(card && world.slack.plainText(card)).toContain(why);
  });

  test('names what there is when nothing is called like that', () =>
    refused('prod-dc 1h Restart the stuck replica', 'Nothing here is called “prod-dc”'));
});

describe('more than one request', () => {
  test('the same once more is not filed', async () => {
    const { id } = await ask(world, LINE);
    await refused(LINE, `${id} is still waiting. Nothing new was filed`);
  });

  test('a fourth open one is refused', async () => {
    for (const minutes of ['31m', '32m', '33m']) await ask(world, `prod-logs ${minutes} ${LINE}`);
    await refused(LINE, 'You have 3 requests waiting');
  });
});

describe('AWS has a say before the approvers', () => {
  test('a member by hand is refused, and nothing is filed', async () => {
    world.aws.account(JUMP).join('aiko.sato', 'prod-operators');
    world.aws.settle();
    await refused('prod-ops 1h Restart the stuck replica', 'and not through this bot');
    expect(world.aws.account(JUMP).members('prod-operators')).toEqual(['aiko.sato']);
  });

  test('AWS silent: that is said, and nothing is filed', async () => {
    world.aws.faults.add({ kind: 'failure', times: 10_000 });
    await type(LINE);
    await world.runUntil(
      'aiko is told',
      () => whispersTo(world, 'aiko').some((one) => one.includes('AWS did not answer')),
      120_000,
    );
    expect(cards()).toBe(0);
    world.aws.faults.clear();
    await ask(world, LINE);
  });
});

describe('who is not one of us', () => {
  test.each([
    ['a guest', { isRestricted: true }, 'Guest accounts'],
    ['a bot', { isBot: true }, 'Bots and workflows'],
    ['a deactivated account', { deleted: true }, 'deactivated'],
    ['somebody of another organization', { isStranger: true }, 'another organization'],
  ])('%s can neither ask nor approve', async (_, what, words) => {
    const story = await ask(world, LINE);
    world.slack.change(({ people }) => {
      people[PEOPLE.ben] = { ...people[PEOPLE.ben], ...what } as (typeof people)[string];
    });
    world.clock.turn(120_000);
    const click = { channel: CHANNELS.approvals, ts: story.ts };
    await world.slack.as(PEOPLE.ben).click(click.channel, click.ts, 'Approve');
    await world.runUntil('ben is told', () =>
      whispersTo(world, 'ben').some((one) => one.includes(words)),
    );
    await refused('prod-logs 1h Look for the failing batch', words, 'ben');
    expect(story.words()).toContain('0 of 2');
  });

  test('who is in no group may ask for nothing', () =>
    refused(LINE, 'You cannot ask for prod-db', 'mallory'));
});

describe('secrets in a justification', () => {
  test('are never in the log of the program', async () => {
    const secrets = [
      'AKIAIOSFODNN7EXAMPLE',
      ['xoxb', '1234567890', 'abcdefghijklmnop'].join('-'),
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLW9mLXRva2Vu',
    ];
    const story = await ask(world, `prod-db 1h Restart with ${secrets.join(' ')}`);
    world.slack.faults.add({ method: 'chat.update', times: 3, trouble: { kind: 'lost-answer' } });
    await story.click('ben', 'Approve');
    await world.runUntil('ben is counted', () => story.words().includes('1 of 2'), 300_000);
    const log = world.log.join('');
    expect(log).not.toBe('');
    for (const secret of secrets) expect(log).not.toContain(secret);
    const [submitted] = (await factsOf(world, story.id)).filter(
      (fact) => fact.type === 'request-submitted',
    );
    expect(submitted?.facts).toMatchObject({ requester: 'aiko' });
  });
});
