/** Whether titles can be told apart by whoever reads them on a card and approves by them. */

import type { Config } from './config.ts';
import { error, type Finding } from './finding.ts';

/** Refused: a title that looks like another's, and one whose letters are of two alphabets. */
export function checkTitles({ catalog }: Config): readonly Finding[] {
  const owners = new Map<string, string>();
  return [...catalog.entitlements.values()].flatMap(({ id, title }, index) => {
    const path = `entitlements[${index}].title`;
    return [...new Set(Object.values(title))].flatMap((text) => {
      const look = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
      const owner = owners.get(look);
      owners.set(look, id);
      if (owner !== undefined && owner !== id) {
        return [error(path, `“${text}” looks like the title of ${owner}; say what differs`)];
      }
      const [first, second] = ALPHABETS.filter(([, letters]) => letters.test(text));
      if (!first || !second) return [];
      const said = `“${text}” mixes ${first[0]} and ${second[0]} letters, which look alike`;
      return [error(path, `${said}; write it in one alphabet`)];
    });
  });
}

/** Those with letters that pass for each other's. Japanese beside Latin is as it should be. */
const ALPHABETS: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
];
