/** A sentence for every line of an explanation. */

import type { PersonKey } from '../../kernel/brand.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { ExplainCode, ExplainFacts } from '../../policy/explain.ts';
import type { Line } from '../card.ts';

/** Puts a name to a key; keys nobody named are left out. */
export type NameOf = (key: PersonKey) => string | undefined;

/** A refusal is put into words by its own sentence. */
export type ExplainWords = {
  readonly [C in Exclude<ExplainCode, 'refused'>]: (
    facts: ExplainFacts[C],
    nameOf: NameOf,
    nowMs?: EpochMs,
  ) => Line;
} & {
  readonly heading: (id: string) => Line;
  readonly summary: (id: string) => string;
};

/**
 * `ben (sre-leads)`, `dai (owners)`: who could approve, and by what where there are several.
 * @param by as the language puts it behind a name
 */
export const named = (
  could: readonly PersonKey[],
  through: ReadonlyMap<PersonKey, string> | undefined,
  nameOf: NameOf,
  by: (name: string, group: string) => string,
): readonly string[] =>
  could.flatMap((key) => {
    const name = nameOf(key);
    if (name === undefined) return [];
    const group = through?.get(key);
    return group === undefined || group === name ? name : by(name, group);
  });
