/** The field for those whom a requester wants to approve as well. */

import type { Choice, Field } from './form.ts';
import type { Words } from './words/words.ts';

/** Its id, and the word for it in a line: `also=ben,chie`. */
export const ALSO = 'also';
export const MOST_ADDED = 5;

/** Names or accounts, each once. */
export const alsoTyped = (typed: string): readonly string[] => {
  const names = typed.split(/[\s,、]+/).map((one) => one.replace(/^@/, ''));
  return [...new Set(names.filter((one) => one !== ''))];
};

export const alsoField = (
  values: readonly Choice[],
  offered: readonly Choice[],
  form: Words['form'],
): Field => ({
  kind: 'people',
  id: ALSO,
  label: form.also,
  values,
  offered,
  most: MOST_ADDED,
  placeholder: form.alsoExample,
  hint: form.alsoHint(MOST_ADDED),
  optional: true,
});
