/** Shapes that may be written in more than one way. */

import { isMap, isScalar, isSeq } from 'yaml';
import { didYouMean } from './near.ts';
import { scalarAt } from './shape-scalar.ts';
import { fieldOf } from './shape-object.ts';
import { expected, type Shape, type ShapeValue, WRONG } from './shape.ts';

interface Ways {
  readonly text?: Shape<unknown>;
  readonly list?: Shape<unknown>;
  readonly map?: Shape<unknown>;
}
type ValueOf<W extends Ways> = { [K in keyof W]: ShapeValue<W[K]> }[keyof W];

/** By what is written: a single value, a list, or a mapping. */
export function either<const W extends Ways>(ways: W): Shape<ValueOf<W>> {
  const names = [ways.text && 'a text', ways.list && 'a list', ways.map && 'a mapping'];
  const what = names.filter((name) => name !== undefined).join(' or ');
  const read: Shape<unknown>['read'] = (at, reading) => {
    const { node } = at;
    if (isMap(node) && ways.map) return ways.map.read(at, reading);
    if (isSeq(node) && ways.list) return ways.list.read(at, reading);
    if (isScalar(node) && node.value !== null && ways.text) return ways.text.read(at, reading);
    return expected(at, reading, what);
  };
  const shapes = [ways.text, ways.list, ways.map].flatMap((shape) => (shape ? [shape] : []));
  return { schema: { anyOf: shapes.map(({ schema }) => schema) }, read } as Shape<ValueOf<W>>;
}

/** By the word under `kind`. */
export function byKind<const A extends Readonly<Record<string, Shape<unknown>>>>(
  arms: A,
): Shape<ShapeValue<A[keyof A]>> {
  const kinds = Object.keys(arms);
  const read: Shape<unknown>['read'] = (at, reading) => {
    if (!isMap(at.node)) return expected(at, reading, 'a mapping with kind');
    const place = fieldOf(at, 'kind');
    if (!place) {
      reading.report(at, `"kind" is missing: ${kinds.join(' or ')}`);
      return WRONG;
    }
    const { value } = scalarAt(place);
    const arm = typeof value === 'string' && Object.hasOwn(arms, value) ? arms[value] : undefined;
    if (arm) return arm.read(at, reading);
    const near = typeof value === 'string' ? didYouMean(value, kinds) : '';
    return expected(place, reading, kinds.join(' or '), near);
  };
  const schema = { oneOf: Object.values(arms).map((arm) => arm.schema) };
  return { schema, read } as Shape<ShapeValue<A[keyof A]>>;
}
