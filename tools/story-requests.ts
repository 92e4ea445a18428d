/** The story of AWS's own requests: filed there, decided here, ended by both; and one explained. */

import { MAY_ASK } from '../test/stand-ins/aws/access-sample.ts';
import { untilEndIsWritten } from '../test/story/deeds.ts';
import { openSessions } from '../test/story/nodes.ts';
import * as requests from '../test/story/requests.ts';
import { createWorld, JUMP, PEOPLE, type World } from '../test/story/world.ts';
import {
  expect,
  indent,
  inThread,
  press,
  print,
  showCard,
  showMessages,
  showThread,
  title,
} from './story-stage.ts';

export async function requestStory(): Promise<void> {
  const world = await createWorld({ configure: requests.withRequests });
  requests.enableRequests(world);
  try {
    await carried(world);
    await explained(world);
    showMessages(world);
  } finally {
    await world.close();
  }
}

async function carried(world: World): Promise<void> {
  title('aiko files an access request at AWS, signed in with the role ProdRequester');
  const id = requests.file(world);
  print(`  | ${id}: ${requests.seen(world, id)?.reason}`);
  const { id: ts } = (await requests.cardOf(world, id)).post;
  showCard(world, ts);
  expect('AWS says Pending', requests.statusOf(world, id) === 'Pending');
  title('aiko herself and ben press Approve');
  await press(world, PEOPLE.aiko, ts, 'Approve');
  await press(world, PEOPLE.ben, ts, 'Approve');
  await world.runUntil('access is active', () => inThread(world, ts, 'active until'));
  await untilEndIsWritten(world);
  showCard(world, ts);
  expect('AWS says Approved', requests.statusOf(world, id) === 'Approved');
  showSignals(world, id);
  title('aiko opens a session with a token of AWS');
  await requests.openByToken(world, id);
  showSessions(world);
  title('The bot is killed, and the clock is turned past the end of the window');
  await world.stopBot();
  world.clock.turn(61 * 60_000);
  expect('AWS gives no more tokens: Expired', requests.statusOf(world, id) === 'Expired');
  showSessions(world);
  expect('the session is still open: AWS does not end it', openSessions(world).length === 1);
  title('The bot is started again');
  await world.startBot();
  await world.runUntil('the end is said', () => inThread(world, ts, 'Access ended'), 600_000);
  expect('no session is open', openSessions(world).length === 0);
  showThread(world, ts);
}

async function explained(world: World): Promise<void> {
  title('aiko files one with the keys of her IAM user, which AWS denies without a word');
  world.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'ask', MAY_ASK);
  const before = world.slack.as(PEOPLE.aiko).dms.length;
  const id = await requests.fileAsUser(world, 'aiko.sato');
  expect('AWS says Rejected', requests.statusOf(world, id) === 'Rejected');
  await world.runUntil('she is told why', () => world.slack.as(PEOPLE.aiko).dms.length > before);
}

function showSignals(world: World, id: string): void {
  for (const one of requests.signals(world, id)) print(indent(one));
}

function showSessions(world: World): void {
  for (const { id, node } of openSessions(world)) print(`  | open: ${id} on ${node}`);
}
