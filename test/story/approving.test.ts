/** Whose click counts, how often, and on which card. */

import { afterEach, describe, expect, test } from 'vitest';
import type { Message } from '../stand-ins/slack/conversation.ts';
import { approve, ask, expectSound, factsOf, MINUTE, type Story, whispersTo } from './deeds.ts';
import { CHANNELS, createWorld, PEOPLE, type World } from './world.ts';

let world: World;
afterEach(async () => {
  try {
    await expectSound(world);
  } finally {
    await world.close();
  }
});

const LINE = 'prod-db 1h Restart the stuck replica';
const may = () => world.may('aiko.sato', 'ProdDbOperator');

async function asked(options?: Parameters<typeof createWorld>[0]): Promise<Story> {
  world = await createWorld(options);
  return ask(world, LINE);
}

const told = (name: Parameters<typeof whispersTo>[1], words: string) =>
  world.runUntil(`${name} is told “${words}”`, () =>
    whispersTo(world, name).some((one) => one.includes(words)),
  );

const clicksRefused = async (story: Story) =>
  (await factsOf(world, story.id)).filter(({ type }) => type === 'click-refused');

describe('a click that does not count', () => {
  test('the requester on their own request', async () => {
    const story = await asked();
    await story.click('aiko', 'Approve');
    await told('aiko', 'You cannot approve your own request');
    await approve(world, story, 'ben', 'chie');
    expect(story.says("aiko's own request: their approval does not count.")).toBe(true);
    expect(story.words()).toContain('Approved by  @ben, @chie');
  });

  test('an outsider twelve times: recorded at the first and the tenth', async () => {
    const story = await asked();
    for (let times = 0; times < 12; times += 1) await story.click('mallory', 'Approve');
    await world.runUntil(
      'mallory was told each time',
      () => whispersTo(world, 'mallory').filter((one) => one.includes('not among')).length >= 12,
    );
    await world.runUntil('the lines are out', () => story.says('10 times'));
    expect(await clicksRefused(story)).toHaveLength(2);
    expect(story.thread().filter((line) => line.includes('mallory'))).toHaveLength(2);
    expect(story.words()).toContain('0 of 2');
  });

  test('one approver twice, even at once', async () => {
    const story = await asked();
    await Promise.all([story.click('ben', 'Approve'), story.click('ben', 'Approve')]);
    await world.runUntil('ben is counted', () => story.words().includes('1 of 2'));
    await story.click('ben', 'Approve');
    await told('ben', 'one person counts once');
    const given = (await factsOf(world, story.id)).filter(({ type }) => type === 'review-given');
    expect(given).toHaveLength(1);
    expect(may()).toBe(false);
  });

  test('one second after the lapse, with the sweep still to come', async () => {
    const story = await asked();
    const submitted = (await factsOf(world, story.id)).find(
      ({ type }) => type === 'request-submitted',
    );
    await story.click('ben', 'Approve');
    await world.runUntil('ben is counted', () => story.words().includes('1 of 2'));
    world.clock.turnTo((submitted?.atMs ?? 0) + 60 * MINUTE + 1000);
    await story.click('chie', 'Approve');
    await world.runUntil('it has lapsed', () => story.says('Lapsed'));
    await told('chie', 'lapsed');
    expect(may()).toBe(false);
    const types = (await factsOf(world, story.id)).map(({ type }) => type);
    expect(types).not.toContain('request-approved');
  });
});

describe('two approvers in the same moment', () => {
  test('are both on the card, and access is given once', async () => {
    const story = await asked();
    await Promise.all([story.click('ben', 'Approve'), story.click('chie', 'Approve')]);
    await world.runUntil('access is active', () => story.says('Access is active until'));
    expect(story.words()).toMatch(/Approved by {2}@(ben, @chie|chie, @ben)/);
    const types = (await factsOf(world, story.id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'request-approved')).toHaveLength(1);
    expect(types.filter((type) => type === 'grant-active')).toHaveLength(1);
    expect(may()).toBe(true);
  });
});

describe('a denial', () => {
  test('needs a reason, and ends the request for everybody', async () => {
    const story = await asked();
    const opened = await story.click('ben', 'Deny…');
    await opened.untilView('Why not?');
    const empty = await world.slack.as(PEOPLE.ben).submitView({ comment: '  ' });
    expect(Object.keys(empty.errors)).toHaveLength(1);
    expect(story.words()).toContain('0 of 2');
    await world.slack.as(PEOPLE.ben).submitView({ comment: 'Use the read replica' });
    await world.runUntil('it is denied', () => story.says('ben denied: “Use the read replica”'));
    await world.runUntil('the card has no Approve', () => !story.words().includes('[ Approve'));
    await expect(story.click('chie', 'Approve')).rejects.toThrow('Approve');
  });

  test('by the requester is refused', async () => {
    const story = await asked();
    const opened = await story.click('aiko', 'Deny…');
    await opened.untilView('Why not?');
    const sent = await world.slack.as(PEOPLE.aiko).submitView({ comment: 'No longer needed' });
    expect(sent.view && world.slack.plainText(sent.view)).toContain('This is your own request');
    expect(story.words()).toContain('0 of 2');
  });
});

describe('an approval for less', () => {
  test('counts for everybody, and the end is earlier', async () => {
    const story = await asked();
    const opened = await story.click('ben', 'Approve shorter…');
    await opened.untilView('For how long?');
    await world.slack.as(PEOPLE.ben).submitView({ time: '30m' });
    await world.runUntil('ben is counted', () => story.words().includes('1 of 2'));
    await approve(world, story, 'chie');
    expect(story.says('ben approved, for 30 min only')).toBe(true);
    expect(may()).toBe(true);
    world.clock.turn(31 * MINUTE);
    expect(may()).toBe(false);
  });
});

describe('a card that is not the card', () => {
  const valueOf = (story: Story) =>
    new RegExp(`"(${story.id}[.][0-9a-f]+)"`).exec(JSON.stringify(story.card().blocks))?.[1] ?? '';

  /** The card as somebody would like it to be, here or elsewhere. */
  function forge(story: Story, value: string, channel: string = CHANNELS.approvals) {
    const text = JSON.stringify(story.card()).replaceAll(valueOf(story), value);
    const forged = { ...(JSON.parse(text) as Message), channel };
    world.slack.change(({ messages }) => {
      const others = messages[channel]?.filter(({ ts }) => ts !== story.ts) ?? [];
      messages[channel] = [...others, forged];
    });
  }
  const approveAt = (channel: string, { ts }: Story) =>
    world.slack.as(PEOPLE.ben).click(channel, ts, 'Approve');

  test.each([
    ['of a drawing that never was', (value: string) => value.replace(/.{4}$/, 'beef')],
    ['with something behind it', (value: string) => `${value}.0`],
    ['of no request', () => `PA-22222.${'0'.repeat(32)}`],
    ['without end', () => 'a'.repeat(2000)],
  ])('a button with the value %s: nothing is counted, and it is said', async (_, change) => {
    const story = await asked();
    forge(story, change(valueOf(story)));
    await approveAt(CHANNELS.approvals, story);
    await world.runUntil('ben is told', () => whispersTo(world, 'ben').length > 0);
    const types = (await factsOf(world, story.id)).map(({ type }) => type);
    expect(types).not.toContain('review-given');
  });

  test('copied to another channel: refused, and pointed to the original', async () => {
    const story = await asked();
    forge(story, valueOf(story), CHANNELS.general);
    await approveAt(CHANNELS.general, story);
    await told('ben', 'copy of the card');
    expect(story.words()).toContain('0 of 2');
  });

  test('with the drawing of another request: neither of the two is approved', async () => {
    const story = await asked();
    const other = await ask(world, 'prod-logs 1h Look for the failing batch', 'dai');
    forge(story, valueOf(other));
    await approveAt(CHANNELS.approvals, story);
    await told('ben', 'copy of the card');
    for (const { id } of [story, other]) {
      const types = (await factsOf(world, id)).map(({ type }) => type);
      expect(types).not.toContain('review-given');
    }
  });
});
