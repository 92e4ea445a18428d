/** What is well formed and still unsound: dangerous, out of reach, or said twice. */

import { checkCenter } from './check-center.ts';
import { checkChats } from './check-chats.ts';
import { checkAutomation } from './check-automation.ts';
import { checkLevels } from './check-levels.ts';
import { checkPeople } from './check-people.ts';
import { checkRules } from './check-rules.ts';
import { checkSources } from './check-sources.ts';
import { checkTargets } from './check-targets.ts';
import { checkTitles } from './check-titles.ts';
import type { Config } from './config.ts';
import { distinctFindings, type Finding } from './finding.ts';

/**
 * Judges by the file alone. What AWS and Slack would have to be asked (the policies of a group,
 * the members of a user group) is judged at pre-flight, and never guessed at here.
 */
export function checkConfig(config: Config): readonly Finding[] {
  return distinctFindings([
    ...checkPeople(config),
    ...checkChats(config),
    ...checkSources(config),
    ...checkTitles(config),
    ...checkTargets(config),
    ...checkCenter(config),
    ...checkAutomation(config),
    ...checkRules(config),
    ...checkLevels(config),
  ]);
}
