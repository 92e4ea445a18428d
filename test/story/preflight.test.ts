/** An ask that AWS has a say in before the approvers, and what of it never gets into the log. */

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
