/** Teams in a story: the tenant, what the configuration says of it, and what people do there. */

import type { Settings } from '../../src/config/env.ts';
import { SAMPLE, SAMPLE_IDS } from '../stand-ins/teams/sample.ts';
import type { Message } from '../stand-ins/teams/state.ts';
import { startTeams, type Teams } from '../stand-ins/teams/teams.ts';
import type { World } from './world.ts';

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

/** One request with its card in Teams, as its readers see them. */
export interface TeamsStory {
  readonly id: string;
  card(): Message;
  words(): string;
  thread(): readonly string[];
  says(words: string): boolean;
  click(name: string, label: string): ReturnType<ReturnType<Teams['as']>['click']>;
}

/** Somebody asks in whatever way; resolves when the card is posted. */
export async function postedInTeams(
  world: World,
  asks: () => Promise<unknown>,
): Promise<TeamsStory> {
  const { teams } = world;
  const cards = () => teams.messages(TEAMS_CHANNELS.approvals);
  const known = new Set(cards().map(({ id }) => id));
  const fresh = () => cards().find(({ id }) => !known.has(id));
  await asks();
  await world.runUntil('the card is posted', () => fresh() !== undefined);
  const root = fresh()?.id ?? '';
  const card = () => {
    const found = cards().find(({ id }) => id === root);
    if (!found) throw new Error('The card is gone.');
    return found;
  };
  const words = () => teams.plainText(card());
  const thread = () =>
    teams.thread(TEAMS_CHANNELS.approvals, root).map((one) => teams.plainText(one));
  return {
    id: /PA-[0-9A-Z]+/.exec(words())?.[0] ?? '',
    card,
    words,
    thread,
    says: (what) => thread().some((line) => line.includes(what)),
    click: (name, label) => teams.as(name).click(card(), label),
  };
}

export const toldInTeams = ({ teams }: World, name: string): readonly string[] =>
  teams.as(name).direct.map((one) => teams.plainText(one));
