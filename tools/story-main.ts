/** The story of the main job in Slack: a role, and a group that ends with nobody awake. */

import { assume } from '../test/story/at-aws.ts';
import { PEOPLE, type World } from '../test/story/world.ts';
import {
  ask,
  expect,
  inThread,
  press,
  showCard,
  showMessages,
  endsWithin,
  showPolicies,
  showDeeds,
  showThread,
  title,
  untilLookedBack,
} from './story-stage.ts';
import { storyWorld } from './story-world.ts';

const ENGLISH = {
  ask: 'prod-db 1h Restart the stuck replica, INC-1234',
  group: 'prod-ops until 21:00 Restart a stuck server, INC-1234',
  approve: 'Approve',
  active: 'active until',
  ended: 'Access ended',
  done: 'What aiko.sato did',
};
const JAPANESE: typeof ENGLISH = {
  ask: 'prod-db 1時間 レプリカ停止の復旧 INC-1234',
  group: 'prod-ops 21時まで 停止したサーバーの再起動 INC-1234',
  approve: '承認する',
  active: 'アクセス有効',
  ended: 'アクセス終了',
  done: 'aiko.sato の操作',
};
type Lines = typeof ENGLISH;

export async function mainStory(isJapanese: boolean): Promise<void> {
  const lines = isJapanese ? JAPANESE : ENGLISH;
  const world = await storyWorld({ isTeams: false, isJapanese });
  try {
    await policyStory(world, lines);
    await groupStory(world, lines);
  } finally {
    await world.close();
  }
}

async function policyStory(world: World, lines: Lines): Promise<void> {
  const role = 'ProdDbOperator';
  const ts = await ask(world, lines.ask);
  showAws(world, role, false);
  title('mallory, aiko herself, ben and chie press Approve');
  for (const who of [PEOPLE.mallory, PEOPLE.aiko, PEOPLE.ben, PEOPLE.chie]) {
    await press(world, who, ts, lines.approve);
  }
  await world.runUntil('access is active', () => inThread(world, ts, lines.active));
  showCard(world, ts);
  showAws(world, role, true);
  title('aiko takes on the role and works');
  showDeeds(world, await assume(world, role), [
    ['rds:RebootDBInstance', true],
    ['rds:DescribeDBInstances', true],
    ['rds:DescribeEvents', true],
    ['ec2:TerminateInstances', false],
  ]);
  await world.runUntil('the hour itself stands at AWS', () => endsWithin(world, 3_600_000));
  title('The clock is turned to ten minutes before the end');
  world.clock.turn(50 * 60_000);
  await world.runUntil('the warning is sent', () => world.slack.as(PEOPLE.aiko).dms.length > 1);
  title('The clock is turned past the end');
  world.clock.turn(10 * 60_000);
  showAws(world, role, false);
  await world.runUntil('the end is said', () => inThread(world, ts, lines.ended));
  showCard(world, ts);
  await untilLookedBack(world, ts, lines.done);
  showThread(world, ts);
}

/** The same with a group, and with nobody awake at the end. */
async function groupStory(world: World, lines: Lines): Promise<void> {
  const role = 'ProdOperator';
  const ts = await ask(world, lines.group);
  await press(world, PEOPLE.ben, ts, lines.approve);
  await world.runUntil('access is active', () => inThread(world, ts, lines.active));
  showAws(world, role, true);
  title('aiko takes on the role and works');
  showDeeds(world, await assume(world, role), [
    ['ec2:RebootInstances', true],
    ['ec2:DescribeInstances', true],
    ['iam:CreateUser', false],
  ]);
  title('The bot is stopped, and the clock is turned past the end');
  await world.stopBot();
  world.clock.turn(3 * 3_600_000);
  showAws(world, role, false);
  title('The bot is started again');
  await world.startBot();
  await world.runUntil('the end is said', () => inThread(world, ts, lines.ended));
  await untilLookedBack(world, ts, lines.done);
  showThread(world, ts);
  showMessages(world);
}

/** What AWS answers, and what stands there for aiko. */
function showAws(world: World, role: string, expected: boolean): void {
  const isAllowed = world.may('aiko.sato', role);
  expect(`AWS: may aiko.sato assume ${role}? ${isAllowed ? 'yes' : 'no'}`, isAllowed === expected);
  showPolicies(world);
}
