/** `npm run story`: the main job in the terminal, in seconds; exits 1 if anything is otherwise. */

import { EXIT } from '../src/ops/command-table.ts';
import { readStory, type StoryAsked, type StoryName } from './story-arguments.ts';
import { automationStory } from './story-automation.ts';
import { breakGlassStory } from './story-break-glass.ts';
import { centerStory } from './story-center.ts';
import { freezeStory } from './story-freeze.ts';
import { levelsStory } from './story-levels.ts';
import { mainStory } from './story-main.ts';
import { portForwardStory, shellStory } from './story-nodes.ts';
import { requestStory } from './story-requests.ts';
import { print, wrongs } from './story-stage.ts';
import { teamsStory } from './story-teams.ts';
import { tightenedStory } from './story-tightened.ts';
import type { Told } from './story-world.ts';

/** Each by its name. Those of policy are told in Slack and in Teams alike. */
const STORIES: Readonly<Record<Exclude<StoryName, ''>, (told: Told) => Promise<void>>> = {
  'ssm-node': shellStory,
  'port-forward': portForwardStory,
  'identity-center': centerStory,
  jitna: requestStory,
  automation: automationStory,
  'break-glass': breakGlassStory,
  freeze: freezeStory,
  levels: levelsStory,
  tightened: tightenedStory,
};

function play({ name, platform, isJapanese }: StoryAsked): Promise<void> {
  if (name !== '') return STORIES[name]({ isTeams: platform === 'teams', isJapanese });
  if (platform === 'slack') return mainStory(isJapanese);
  return teamsStory(platform === 'teams' ? 'alone' : 'beside', isJapanese);
}

async function tell(story: StoryAsked): Promise<number> {
  const startedMs = performance.now();
  let failed = 0;
  try {
    await play(story);
  } catch (error) {
    failed = 1;
    print(String(error));
  }
  const wrong = wrongs() + failed;
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
  print(`\n${wrong === 0 ? 'Everything was as it should be.' : `${wrong} wrong.`} ${seconds} s`);
  return wrong === 0 ? EXIT.done : EXIT.failed;
}

const read = readStory(process.argv.slice(2));
if (read.ok) process.exitCode = await tell(read.story);
else {
  process.stderr.write(`${read.sentence}\n`);
  process.exitCode = EXIT.usage;
}
