/** Teams in the configuration of a story: the tenant, and the example moved there. */

import type { Settings } from '../../src/config/env.ts';
import { SAMPLE, SAMPLE_IDS } from '../stand-ins/teams/sample.ts';
import { startTeams, type Teams } from '../stand-ins/teams/teams.ts';

/** Alone, or beside Slack: then the cards are in Teams, and people have an account in each. */
export type TeamsHere = 'alone' | 'beside';

export const TEAMS_CHANNELS = { approvals: SAMPLE_IDS.approvals, ops: SAMPLE_IDS.ops };

export const teamsAt = (now: () => number): Promise<Teams> => startTeams({ now });

export const teamsSettings = (teams: Teams): NonNullable<Settings['teams']> => ({
  appId: SAMPLE.bot.appId,
  password: SAMPLE.bot.secret,
  apiUrl: teams.url,
});

/** The example, moved to Teams. */
export function forTeams(text: string, here: TeamsHere): string {
  const { tenantId } = SAMPLE;
  const isAlone = here === 'alone';
  const workspace = `  teams: ${tenantId}`;
  return text
    .replace('  slack: T0PRODDEMO', isAlone ? workspace : `  slack: T0PRODDEMO\n${workspace}`)
    .replaceAll(/^( *)- name: (\w+)\n *slack: (\w+)$/gm, (whole, indent: string, name: string) => {
      const person = SAMPLE.people.find((one) => one.name === name);
      const account = `${indent}  teams: ${person?.aadObjectId}`;
      return isAlone ? `${indent}- name: ${name}\n${account}` : `${whole}\n${account}`;
    })
    .replaceAll('C0APPROVE1', `"${TEAMS_CHANNELS.approvals}"`)
    .replaceAll('C0OPS00001', `"${TEAMS_CHANNELS.ops}"`);
}
