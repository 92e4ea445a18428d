/** Takes secrets out of whatever is to be logged: in text, under telling keys, at any depth. */

import { createTextScrub, HIDDEN } from './scrub-text.ts';

export type Scrub = (value: unknown) => unknown;

/** `known` are secrets by value, as configuration holds them: hidden wherever they are. */
export function createScrub(known: readonly string[] = []): Scrub {
  const text = createTextScrub(known);
  return (value) => scrubbed({ text, objects: MAX_OBJECTS }, value, []);
}

/** One value on its way into the log, and how much of it may still be written. */
interface Walk {
  readonly text: (raw: string) => string;
  objects: number;
}

const MAX_OBJECTS = 1_000;
const MAX_DEPTH = 12;
const MAX_ITEMS = 200;

function scrubbed(walk: Walk, value: unknown, above: readonly object[]): unknown {
  if (typeof value === 'string') return walk.text(value);
  if (typeof value === 'bigint') return walk.text(String(value));
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[again]';
  walk.objects -= 1;
  if (above.length >= MAX_DEPTH || walk.objects < 0) return '[more]';
  try {
    return within(walk, value, [...above, value]);
  } catch {
    // Something that throws when it is looked at must not take the log line with it.
    return '[unreadable]';
  }
}

function within(walk: Walk, value: object, above: readonly object[]): unknown {
  if (value instanceof Error) return named(walk, factsOf(value), above);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map) return named(walk, [...value], above);
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].slice(0, MAX_ITEMS).map((item) => scrubbed(walk, item, above));
  }
  // Dates, URLs, and everything else that knows how it wants to be written.
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return scrubbed(walk, value.toJSON(), above);
  }
  return named(walk, Object.entries(value), above);
}

function named(
  walk: Walk,
  pairs: readonly (readonly [unknown, unknown])[],
  above: readonly object[],
): unknown {
  return Object.fromEntries(
    pairs.slice(0, MAX_ITEMS).map(([key, value]) => {
      const name = String(key);
      return [walk.text(name), TELLING.test(name) ? hidden(value) : scrubbed(walk, value, above)];
    }),
  );
}

/** Numbers and truth values under a telling key are counts and switches, not secrets. */
const hidden = (value: unknown): unknown =>
  typeof value === 'string' || (typeof value === 'object' && value !== null) ? HIDDEN : value;

/** Of an error its words and where it came from; of the rest only what is no object. */
function factsOf(error: Error): [string, unknown][] {
  const { name, message, stack, cause } = error;
  const own = Object.entries(error).filter(
    ([key, value]) => key === '$metadata' || typeof value !== 'object',
  );
  if (error instanceof AggregateError) own.push(['errors', error.errors]);
  const facts = [['name', name], ['message', message], ...own, ['stack', stack], ['cause', cause]];
  return facts.filter((fact): fact is [string, unknown] => fact[1] !== undefined);
}

/** The names of what holds a secret, whatever it holds. `nextToken` is a place in a list. */
const TELLING = new RegExp(
  [
    /secret|passw|passphrase|authorization|cookie|credential/,
    /(?<!next_?|page_?)token$/,
    /(?:api|access|private|signing|encryption)[_-]*key(?!_?id)/,
  ]
    .map((part) => part.source)
    .join('|'),
  'i',
);
