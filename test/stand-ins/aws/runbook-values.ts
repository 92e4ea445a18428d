/** Puts values into a runbook's `{{ … }}`: parameters, outputs of steps, variables, the clock. */

const REFERENCE = /\{\{\s*([\w:.-]+)\s*\}\}/g;

export type Lookup = (reference: string) => unknown;

/** Every name that is referred to somewhere in a value. */
export function referencesIn(value: unknown): string[] {
  return [...JSON.stringify(value ?? '').matchAll(REFERENCE)].map(([, name = '']) => name);
}

/** A text that is nothing but one reference becomes its value, of whatever type that is. */
export function filled(value: unknown, lookup: Lookup): unknown {
  if (typeof value === 'string') {
    const only = /^\s*\{\{\s*([\w:.-]+)\s*\}\}\s*$/.exec(value)?.[1];
    if (only !== undefined) return lookup(only);
    return value.replaceAll(REFERENCE, (_, name: string) => textOf(lookup(name)));
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, lookup));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, filled(one, lookup)]);
  return Object.fromEntries(entries);
}

/** As Automation writes a value where a text is wanted. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** As it tells values in its answers: always a list of texts. */
export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(textOf) : [textOf(value)];
