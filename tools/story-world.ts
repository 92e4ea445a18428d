/** The world of a story: in which chat it is told, and in which language. */

import { SAMPLE } from '../test/stand-ins/teams/sample.ts';
import { createWorld, type World, type WorldOptions } from '../test/story/world.ts';

export interface Told {
  readonly isTeams: boolean;
  readonly isJapanese: boolean;
}

/** The workspace and everybody in it speak that language. */
export async function storyWorld(
  { isTeams, isJapanese }: Told,
  { configure = same, ...options }: WorldOptions = {},
): Promise<World> {
  const locale = isJapanese ? 'ja-JP' : 'en-US';
  const world = await createWorld({
    ...options,
    configure: (text) => spoken(configure(text), isJapanese),
    locale,
    ...(isTeams ? ({ chat: 'Teams', tenant: SAMPLE } as const) : {}),
  });
  if (isTeams) speak(world, locale);
  return world;
}

/** The language of the workspace, in its configuration. */
export const spoken = (text: string, isJapanese: boolean): string =>
  isJapanese ? text.replace('language: en', 'language: ja') : text;

export function speak(world: World, locale: string): void {
  world.teams.change(({ people }) => {
    for (const [name, person] of Object.entries(people)) people[name] = { ...person, locale };
  });
}

const same = (text: string): string => text;
