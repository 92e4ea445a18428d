/** `npm run story`: the main job in the terminal, in seconds; exits 1 if anything is otherwise. */

import { assume } from '../test/story/at-aws.ts';
import { createWorld, PEOPLE, type World } from '../test/story/world.ts';
import { breakGlassStory } from './story-break-glass.ts';
import { teamsStory } from './story-teams.ts';
import { levelsStory } from './story-levels.ts';
import { centerStory } from './story-center.ts';
import { requestStory } from './story-requests.ts';
import { freezeStory } from './story-freeze.ts';
import { tightenedStory } from './story-tightened.ts';
import { automationStory } from './story-automation.ts';
import { portForwardStory, shellStory } from './story-nodes.ts';
import {
  ask,
  expect,
  inThread,
  press,
  print,
  showCard,
  showMessages,
  showPolicies,
  showDeeds,
  showThread,
  title,
  untilLookedBack,
  wrongs,
} from './story-stage.ts';

const isJapanese = process.argv.slice(2).join(' ').includes('--lang ja');
const LINES = isJapanese
  ? {
      ask: 'prod-db 1時間 レプリカ停止の復旧 INC-1234',
      group: 'prod-ops 21時まで 停止したサーバーの再起動 INC-1234',
      approve: '承認する',
      active: 'アクセス有効',
      ended: 'アクセス終了',
      done: 'aiko.sato の操作',
    }
  : {
      ask: 'prod-db 1h Restart the stuck replica, INC-1234',
      group: 'prod-ops until 21:00 Restart a stuck server, INC-1234',
      approve: 'Approve',
      active: 'active until',
      ended: 'Access ended',
      done: 'What aiko.sato did',
    };

/** What AWS answers, and what stands there for aiko. */
function showAws(world: World, role: string, expected: boolean): void {
  const isAllowed = world.may('aiko.sato', role);
  expect(`AWS: may aiko.sato assume ${role}? ${isAllowed ? 'yes' : 'no'}`, isAllowed === expected);
  showPolicies(world);
}

/** Each of the further mechanisms, by its name. */
const STORIES: Readonly<Record<string, () => Promise<void>>> = {
  'ssm-node': shellStory,
  'port-forward': portForwardStory,
  'identity-center': centerStory,
  jitna: requestStory,
  automation: automationStory,
};

/** Those of policy, which are told in Slack and in Teams alike. */
const OF_POLICY: Readonly<Record<string, PolicyStory>> = {
  'break-glass': breakGlassStory,
  freeze: freezeStory,
  levels: levelsStory,
  tightened: tightenedStory,
};
type PolicyStory = (isTeams: boolean, isJapanese: boolean) => Promise<void>;

async function play(): Promise<void> {
  const platform = /--platform (\S+)/.exec(process.argv.slice(2).join(' '))?.[1] ?? 'slack';
  const [name = ''] = process.argv.slice(2).filter((one) => !one.startsWith('--'));
  const told = OF_POLICY[name];
  if (told && platform !== 'both') return told(platform === 'teams', isJapanese);
  if (platform === 'teams') return teamsStory('alone', isJapanese);
  if (platform === 'both') return teamsStory('beside', isJapanese);
  if (platform !== 'slack')
    throw new Error(`There is no platform ${platform}: slack, teams, both.`);
  const story = STORIES[name];
  if (story) return story();
  if (name !== '' && !['ja', 'en', 'slack'].includes(name)) {
    const known = [...Object.keys(STORIES), ...Object.keys(OF_POLICY)];
    throw new Error(`There is no story ${name}: ${known.join(', ')}.`);
  }
  const configure = (text: string) =>
    isJapanese ? text.replace('language: en', 'language: ja') : text;
  const world = await createWorld({ configure, locale: isJapanese ? 'ja-JP' : 'en-US' });
  try {
    await policyStory(world);
    await groupStory(world);
  } finally {
    await world.close();
  }
}

const approve = (world: World, who: string, ts: string): Promise<void> =>
  press(world, who, ts, LINES.approve);

async function policyStory(world: World): Promise<void> {
  const role = 'ProdDbOperator';
  const ts = await ask(world, LINES.ask);
  showAws(world, role, false);
  title('mallory, aiko herself, ben and chie press Approve');
  for (const who of [PEOPLE.mallory, PEOPLE.aiko, PEOPLE.ben, PEOPLE.chie]) {
    await approve(world, who, ts);
  }
  await world.runUntil('access is active', () => inThread(world, ts, LINES.active));
  showCard(world, ts);
  showAws(world, role, true);
  title('aiko takes on the role and works');
  showDeeds(world, await assume(world, role), [
    ['rds:RebootDBInstance', true],
    ['rds:DescribeDBInstances', true],
    ['rds:DescribeEvents', true],
    ['ec2:TerminateInstances', false],
  ]);
  title('The clock is turned to ten minutes before the end');
  world.clock.turn(50 * 60_000);
  await world.runUntil('the warning is sent', () => world.slack.as(PEOPLE.aiko).dms.length > 1);
  title('The clock is turned past the end');
  world.clock.turn(10 * 60_000);
  showAws(world, role, false);
  await world.runUntil('the end is said', () => inThread(world, ts, LINES.ended));
  showCard(world, ts);
  await untilLookedBack(world, ts, LINES.done);
  showThread(world, ts);
}

/** The same with a group, and with nobody awake at the end. */
async function groupStory(world: World): Promise<void> {
  const role = 'ProdOperator';
  const ts = await ask(world, LINES.group);
  await approve(world, PEOPLE.ben, ts);
  await world.runUntil('access is active', () => inThread(world, ts, LINES.active));
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
  await world.runUntil('the end is said', () => inThread(world, ts, LINES.ended));
  await untilLookedBack(world, ts, LINES.done);
  showThread(world, ts);
  showMessages(world);
}

const startedMs = performance.now();
let failed = 0;
try {
  await play();
} catch (error) {
  failed = 1;
  print(String(error));
}
const wrong = wrongs() + failed;
const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
print(`\n${wrong === 0 ? 'Everything was as it should be.' : `${wrong} wrong.`} ${seconds} s`);
process.exitCode = wrong === 0 ? 0 : 1;
