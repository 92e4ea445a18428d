/** A story of Identity Center: joined by a grant, ended by a schedule though the bot is dead. */

import * as center from '../test/story/center.ts';
import { PRODUCTION } from '../test/story/seed.ts';
import { createWorld, PEOPLE, type World } from '../test/story/world.ts';
import {
  ask,
  expect,
  inThread,
  press,
  print,
  showCard,
  showMessages,
  showThread,
  title,
} from './story-stage.ts';

const LINE = 'prod-sso 1h Restart the stuck replica by the portal, INC-1234';

export async function centerStory(): Promise<void> {
  const world = await createWorld();
  try {
    await center.useCenter(world);
    const ts = await ask(world, LINE);
    showAnswer(world, false);
    title('ben presses Approve');
    await press(world, PEOPLE.ben, ts, 'Approve');
    await world.runUntil('access is active', () => inThread(world, ts, 'active until'));
    const settledMs = world.clock.nowMs() + 8_000;
    await world.runUntil('its exact end is booked', () => world.clock.nowMs() >= settledMs);
    showCard(world, ts);
    showAnswer(world, true);
    const endMs = showBooked(world);
    title('Half an hour later aiko signs in by the portal');
    world.clock.turn(30 * 60_000);
    const who = { user: 'aiko', account: PRODUCTION, permissionSet: center.SET };
    world.aws.signIn(who);
    title('The bot is killed. A second before the booked end, and a minute after it');
    await world.stopBot();
    world.clock.turn(endMs - 1_000 - world.clock.nowMs());
    showAnswer(world, true);
    world.clock.turn(61_000);
    showAnswer(world, false);
    expect('the session she opened is not ended by that: the card said so', isLive(world));
    title('The bot is started again');
    await world.startBot();
    await world.runUntil('the end is said', () => inThread(world, ts, 'Access ended'), 600_000);
    world.clock.turn(60 * 60_000);
    expect('an hour later that session is over too', !isLive(world));
    showThread(world, ts);
    showMessages(world);
  } finally {
    await world.close();
  }
}

function showAnswer(world: World, isYes: boolean): void {
  const may = center.maySignIn(world);
  const said = may ? 'yes' : 'no';
  expect(`AWS: may aiko sign in to ${center.SET} in ${PRODUCTION}? ${said}`, may === isYes);
}

/** What EventBridge Scheduler has, and when it will act. */
function showBooked(world: World): number {
  const [one, ...others] = center.booked(world);
  expect('one end is booked', one !== undefined && others.length === 0);
  print(`  | ${one?.name}: ${one?.expression}, ${one?.target.arn}`);
  return one?.dueMs ?? 0;
}

const isLive = ({ aws }: World): boolean =>
  aws.roleSessionsOf({ user: 'aiko', live: true }).length > 0;
