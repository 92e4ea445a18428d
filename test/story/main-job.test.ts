/** The main job, end to end, through the real Bolt and the real AWS SDK. */

import { afterEach, describe, expect, test } from 'vitest';
import { untilEndIsWritten } from './deeds.ts';
import { CHANNELS, createWorld, PEOPLE, type World } from './world.ts';

let world: World | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

describe('from /prod-access to the revocation notice', () => {
  test('two approve, access is active, and it ends when it says', async () => {
    world = await createWorld();
    const { slack } = world;
    const answer = await slack
      .as(PEOPLE.aiko)
      .command('/prod-access', 'prod-db 1h Restart the stuck replica, INC-1234');
    expect(answer.status).toBe(200);
    const card = () => slack.messages(CHANNELS.approvals).find((one) => !one.threadTs);
    await world.runUntil('the card is posted', () => card() !== undefined);
    expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
    const ts = card()?.ts ?? '';
    await slack.as(PEOPLE.mallory).click(CHANNELS.approvals, ts, 'Approve');
    await slack.as(PEOPLE.ben).click(CHANNELS.approvals, ts, 'Approve');
    await world.runUntil('ben is counted', () =>
      slack.plainText(card() as never).includes('1 of 2'),
    );
    await slack.as(PEOPLE.chie).click(CHANNELS.approvals, ts, 'Approve');
    await world.runUntil('access is active', () =>
      slack.thread(CHANNELS.approvals, ts).some((line) => line.includes('active until')),
    );
    expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
    await untilEndIsWritten(world);
    world.clock.turn(61 * 60_000);
    expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
    await world.runUntil('the end is said', () =>
      slack.thread(CHANNELS.approvals, ts).some((line) => line.includes('ended')),
    );
    const lines = slack.thread(CHANNELS.approvals, ts);
    expect(lines[0]).toBe('aiko asked for Production database, read and write, for 1 h.');
    expect(lines).toContain('mallory tried to approve this: refused, not among the approvers.');
    expect(lines.at(-1)).toContain('Access ended (its date in AWS). Removal confirmed');
    await world.runUntil('the card says so', () =>
      slack.plainText(card() as never).includes('access removed'),
    );
    const told = slack.as(PEOPLE.aiko).dms.map((one) => slack.plainText(one));
    expect(told[0]).toContain('https://signin.aws.amazon.com/switchrole?account=111122223333');
    await slack.as(PEOPLE.mallory).untilWhisper('You are not among those who decide on this');
  });
});
