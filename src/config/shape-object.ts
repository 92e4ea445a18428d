/** Shapes of mappings and lists. */

import { isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { nearest } from './near.ts';
import { type Counts, isCounted } from './shape-count.ts';
import {
  expected,
  foundAt,
  isSecretive,
  type JsonSchema,
  type Place,
  quoted,
  type Reading,
  type Shape,
  type ShapeValue,
  WRONG,
} from './shape.ts';

type Keys = string | readonly string[];
type Fields = Readonly<Record<string, Shape<unknown>>>;
type ObjectOf<F extends Fields> = { readonly [K in keyof F]: ShapeValue<F[K]> };

/** A second look at a mapping, by rules between its keys. A value that is wrong is undefined. */
type Look<F extends Fields> = (
  value: { readonly [K in keyof F]?: ShapeValue<F[K]> | undefined },
  about: {
    /** Whether the key is there, be its value right or wrong. */
    readonly has: (key: keyof F & string) => boolean;
    /** At a key, or at the mapping itself. */
    readonly report: (message: string, key?: keyof F & string) => void;
  },
) => void;

/** A mapping with these keys and no other. */
export function object<const F extends Fields>(fields: F, look?: Look<F>): Shape<ObjectOf<F>> {
  const required = Object.keys(fields).filter((key) => !fields[key]?.missing);
  const schema: JsonSchema = {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(Object.entries(fields).map(([key, f]) => [key, f.schema])),
  };
  const read: Shape<ObjectOf<F>>['read'] = (at, outer) => {
    const { node } = at;
    if (!isMap(node)) return expected(at, outer, `a mapping with ${listed(fields)}`);
    let sound = true;
    const report: Reading['report'] = (where, message) => {
      sound = false;
      outer.report(where, message);
    };
    const reading = { ...outer, report };
    const misspelt = refuseOthers(node, at, fields, reading);
    const values = Object.entries(fields).map(([key, field]) => {
      const value = readField(at, key, field, misspelt.includes(key), reading);
      return [key, value === WRONG ? undefined : value] as const;
    });
    const value = Object.fromEntries(values) as ObjectOf<F>;
    look?.(value, {
      has: (key) => misspelt.includes(key) || fieldOf(at, key) !== undefined,
      report: (message, key) => report((key && fieldOf(at, key)) || at, message),
    });
    return sound ? value : WRONG;
  };
  return { schema, read };
}

function readField(
  at: Place,
  key: string,
  field: Shape<unknown>,
  isMisspelt: boolean,
  reading: Reading,
) {
  const inner = fieldOf(at, key);
  if (inner) {
    reading.pass(inner);
    return field.read(inner, reading);
  }
  if (field.missing) return field.missing.value;
  // A key that is there under a wrong name has been reported as such; it is not missing as well.
  if (isMisspelt) return WRONG;
  const what = field.schema['description'];
  const missing = { ...at, path: at.path ? `${at.path}.${key}` : key };
  reading.report(missing, `is missing${typeof what === 'string' ? `: ${what}` : ''}`);
  return WRONG;
}

/** Answers which keys were meant by the ones that do not exist. */
function refuseOthers(
  node: YAMLMap,
  at: Place,
  fields: Fields,
  reading: Reading,
): readonly string[] {
  const others = node.items.filter((pair) => !Object.hasOwn(fields, keyOf(pair)));
  return others.flatMap((pair) => {
    const key = keyOf(pair);
    const near = nearest(key, Object.keys(fields));
    const advice = near ? `did you mean "${near}"?` : `there are ${listed(fields)}`;
    reading.report(keyPlace(at, pair), `there is no key ${quoted(key)} here; ${advice}`);
    return near === undefined ? [] : [near];
  });
}

/** A list of at least `min`; with `unique`, no two may have the same value under such a key. */
export function list<T>(
  shape: Shape<T>,
  { min = 0, max = 1000, unique = [], none }: Counts & { unique?: Keys } = {},
): Shape<readonly T[]> {
  const schema = { type: 'array', items: shape.schema, ...(min > 0 && { minItems: min }) };
  const read: Shape<readonly T[]>['read'] = (at, reading) => {
    if (!isSeq(at.node)) return expected(at, reading, 'a list');
    const places = at.node.items.map((node, index) => placeOf(at, `[${index}]`, node as Node));
    let sound = isCounted(at, places.length, { min, max, ...(none && { none }) }, reading);
    for (const key of [unique].flat()) sound = refuseTwins(places, key, reading) && sound;
    const values = places.map((place) => {
      reading.pass(place);
      return shape.read(place, reading);
    });
    const good = values.filter((value) => value !== WRONG) as T[];
    return sound && good.length === values.length ? good : WRONG;
  };
  return { schema, read };
}

/** Names of the file's own choosing, each with a value. */
export function dictionary<T>(key: Shape<string>, value: Shape<T>): Shape<ReadonlyMap<string, T>> {
  const { pattern } = key.schema;
  const schema = {
    type: 'object',
    additionalProperties: value.schema,
    ...(typeof pattern === 'string' && { propertyNames: { pattern } }),
  };
  const read: Shape<ReadonlyMap<string, T>>['read'] = (at, reading) => {
    if (!isMap(at.node)) return expected(at, reading, 'a mapping');
    const entries = at.node.items.map((pair) => {
      const name = key.read({ ...keyPlace(at, pair), node: pair.key as Node }, reading);
      const inner = placeOf(
        at,
        stepOf(at, keyOf(pair)),
        pair.value as Node | null,
        pair.key as Node,
      );
      reading.pass(inner);
      return [name, value.read(inner, reading)] as const;
    });
    const good = entries.filter((entry): entry is [string, T] => !entry.some((v) => v === WRONG));
    return good.length === entries.length ? new Map(good) : WRONG;
  };
  return { schema, read };
}

/** The place of one key of a mapping; undefined when it is not there. */
export function fieldOf(at: Place, key: string): Place | undefined {
  const pair = isMap(at.node) ? at.node.items.find((each) => keyOf(each) === key) : undefined;
  return pair && placeOf(at, stepOf(at, key), pair.value as Node | null, pair.key as Node);
}

/** A wrong key is pointed at itself, not at its value. */
function keyPlace(at: Place, pair: Pair): Place {
  const key = pair.key as Node | null;
  return placeOf(at, stepOf(at, keyOf(pair)), key, key);
}

/** People paste tokens in odd places; no path repeats one. */
function stepOf({ path }: Place, key: string): string {
  const said = isSecretive(key) ? '…' : key;
  return path ? `.${said}` : said;
}

function placeOf(at: Place, step: string, node: Node | null, fallback?: Node | null): Place {
  const offset = node?.range?.[0] ?? fallback?.range?.[0] ?? at.offset;
  return { node, path: `${at.path}${step}`, offset };
}

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : 'a mapping');

function refuseTwins(places: readonly Place[], key: string, reading: Reading): boolean {
  const seen = new Set<string>();
  let sound = true;
  for (const place of places) {
    const inner = fieldOf(place, key);
    if (!inner || !isScalar(inner.node)) continue;
    const name = String(inner.node.value);
    if (seen.has(name)) {
      reading.report(inner, `there is already one called ${foundAt(inner)}`);
      sound = false;
    }
    seen.add(name);
  }
  return sound;
}

const listed = (fields: Fields) => Object.keys(fields).join(', ');
