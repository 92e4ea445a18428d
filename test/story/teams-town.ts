/** Teams in a story: one request with its card there, and what people are told. */

import type { Message } from '../stand-ins/teams/state.ts';
import type { Teams } from '../stand-ins/teams/teams.ts';
import { TEAMS_CHANNELS, type TeamsHere } from './teams-example.ts';
import type { World } from './world.ts';

export { TEAMS_CHANNELS, type TeamsHere };

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
