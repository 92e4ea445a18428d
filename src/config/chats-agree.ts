/** Whether the environment has credentials for the chats that the configuration names. */

import type { Config } from './config.ts';
import type { Settings } from './env.ts';

/** A sentence for each chat that is in one of the two and not in the other. */
export function chatProblems(
  { slack, teams }: Pick<Config, 'slack' | 'teams'>,
  settings: Pick<Settings, 'slack' | 'teams'>,
): readonly string[] {
  const problems = [
    slack && !settings.slack && 'workspace.slack is set, and SLACK_BOT_TOKEN is not.',
    !slack && settings.slack && 'SLACK_BOT_TOKEN is set, and workspace.slack is not.',
    teams && !settings.teams && 'workspace.teams is set, and MicrosoftAppId is not.',
    !teams && settings.teams && 'MicrosoftAppId is set, and workspace.teams is not.',
    teams &&
      settings.teams?.tenant &&
      settings.teams.tenant !== teams.tenant &&
      'workspace.teams and MicrosoftAppTenantId are two different tenants.',
  ];
  return problems.filter((one) => typeof one === 'string');
}
