/** Teams in a story: the tenant, and what the configuration says of it. */

import type { Settings } from '../../src/config/env.ts';
import { SAMPLE, SAMPLE_IDS } from '../stand-ins/teams/sample.ts';
import type { Seed } from '../stand-ins/teams/seed.ts';
import { startTeams, type Teams } from '../stand-ins/teams/teams.ts';
import { CHANNELS, LEADS, PEOPLE, TEAM } from './seed.ts';

/** Alone, or beside Slack: then the cards are in Teams, and people have an account in each. */
export type TeamsHere = 'alone' | 'beside';

/** The General channel bears the id of its team. */
export const TEAMS_CHANNELS = {
  approvals: SAMPLE_IDS.approvals,
  ops: SAMPLE_IDS.ops,
  general: SAMPLE_IDS.team,
};

/** The people of the stories as Slack has them: of one team, with the app, reading English. */
export const seedTenant = (locale = 'en-GB'): Seed => ({
  ...SAMPLE,
  people: SAMPLE.people.map((one) => ({
    ...one,
    displayName: one.name,
    locale,
    timezone: 'Asia/Tokyo',
    installed: true,
    teams: [SAMPLE_IDS.team],
  })),
});

export const teamsAt = (now: () => number, seed: Seed): Promise<Teams> => startTeams({ now, seed });

export const teamsSettings = (teams: Teams): NonNullable<Settings['teams']> => ({
  appId: SAMPLE.bot.appId,
  password: SAMPLE.bot.secret,
  apiUrl: teams.url,
});

/** The example, or what a story made of it, moved to Teams. */
export function forTeams(text: string, here: TeamsHere): string {
  const isAlone = here === 'alone';
  const workspace = `teams: ${SAMPLE.tenantId}`;
  const moved = (line: string, inTeams: string) => (isAlone ? inTeams : `${line}\n${inTeams}`);
  return text
    .replace(`  slack: ${TEAM}`, (line) => moved(line, `  ${workspace}`))
    .replaceAll(/^( *)slack: (.*U0.*)$/gm, (line, indent: string, accounts: string) =>
      moved(line, `${indent}teams: ${inTeams(accounts)}`),
    )
    .replaceAll(`slack_usergroup: ${LEADS}`, `teams_group: ${SAMPLE_IDS.leads}`)
    .replaceAll(CHANNELS.approvals, `"${TEAMS_CHANNELS.approvals}"`)
    .replaceAll(CHANNELS.ops, `"${TEAMS_CHANNELS.ops}"`);
}

/** Accounts of Slack as those of the same people. */
const inTeams = (accounts: string): string =>
  accounts.replaceAll(/U0\w+/g, (id) => {
    const [name] = Object.entries(PEOPLE).find(([, one]) => one === id) ?? [];
    return SAMPLE.people.find((one) => one.name === name)?.aadObjectId ?? id;
  });
