/** Files of statements beside the example, for stories. */

import type { World, WorldOptions } from './world.ts';

export interface Stated {
  readonly as?: 'forbid' | 'no-auto' | 'auto-approve';
  readonly text: string;
  readonly more?: string;
}

/** The example with these files, by name. */
export function stated(files: Readonly<Record<string, Stated>>): WorldOptions {
  const lines = Object.entries(files).map(
    ([name, { as = 'forbid', more = '' }]) => `  - { file: ${name}, as: ${as}${more} }`,
  );
  return {
    beside: Object.fromEntries(Object.entries(files).map(([name, { text }]) => [name, text])),
    configure: (text) => `${text}\npolicies:\n${lines.join('\n')}\n`,
  };
}

export const untilGiven = (world: World, role = 'ProdLogReader') =>
  world.runUntil('access is there', () => world.may('aiko.sato', role));

export const LINE = 'prod-logs 1h Look into slow queries';
