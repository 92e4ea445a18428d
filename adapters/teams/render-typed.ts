/** Reads what comes back from a form: the fields as the core knows them, without our own data. */

import type { Field, Typed } from '../../src/card/form.ts';

/** Written by us into what a button sends; no field is called so. */
const OWN = new Set(['form', 'drawing', 'picks', 'redraw', 'act', 'value', 'msteams']);

/**
 * Teams parts the several values of one field by commas, the core by spaces. Which fields these
 * are is known by the form itself, or by what its button carries.
 */
export function typedFrom(
  data: Readonly<Record<string, unknown>>,
  fields: readonly Field[] = [],
): Typed {
  const picks = picksOf(data, fields);
  const entries = Object.entries(data).flatMap(([id, value]): readonly [string, string][] => {
    if (OWN.has(id) || typeof value !== 'string') return [];
    return [[id, picks.has(id) ? parted(value) : value]];
  });
  return Object.fromEntries(entries);
}

function picksOf(
  { picks }: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
): ReadonlySet<string> {
  const named = typeof picks === 'string' ? picks.split(' ') : [];
  const drawn = fields
    .filter(({ kind }) => kind === 'pick' || kind === 'people')
    .map(({ id }) => id);
  return new Set([...named, ...drawn]);
}

const parted = (values: string): string =>
  values
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .join(' ');
