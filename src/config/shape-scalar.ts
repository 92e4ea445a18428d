/** Shapes of single values: texts, numbers, yes and no, durations. */

import { isScalar } from 'yaml';
import type { DurationMs } from '../kernel/time.ts';
import { DURATION, readDuration, writeDuration } from './duration.ts';
import { didYouMean } from './near.ts';
import { expected, type Place, type Shape, WRONG } from './shape.ts';

interface TextRule {
  /** What it must be, as it follows the word "expected". */
  readonly what: string;
  readonly pattern?: RegExp;
  readonly max?: number;
  /** What to write instead, when that can be told from what is there. */
  readonly advice?: (written: string) => string;
}

export function text({ what, pattern, max = 500, advice = () => '' }: TextRule): Shape<string> {
  const schema = {
    type: 'string',
    minLength: 1,
    maxLength: max,
    ...(pattern && { pattern: pattern.source }),
  };
  const read: Shape<string>['read'] = (at, reading) => {
    const { value, source } = scalarAt(at);
    if (typeof value !== 'string') return expected(at, reading, what, advice(source));
    const fits = value.trim() !== '' && value.length <= max && !CONTROL.test(value);
    if (fits && (!pattern || pattern.test(value))) return value;
    if (value.length <= max || (pattern && !pattern.test(value)))
      return expected(at, reading, what, advice(value));
    const length = `expected at most ${max} characters, got ${value.length}`;
    reading.report(at, length);
    return WRONG;
  };
  return { schema, read };
}

/** One of a few words. */
export function word<const W extends string>(...words: readonly W[]): Shape<W> {
  const read: Shape<W>['read'] = (at, reading) => {
    const { value } = scalarAt(at);
    const found = words.find((each) => each === value);
    if (found !== undefined) return found;
    const near = typeof value === 'string' ? didYouMean(value, words) : '';
    return expected(at, reading, words.map((each) => JSON.stringify(each)).join(' or '), near);
  };
  return { schema: { enum: words }, read };
}

export function integer(min: number, max: number): Shape<number> {
  const read: Shape<number>['read'] = (at, reading) => {
    const { value } = scalarAt(at);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max)
      return value;
    return expected(at, reading, `a whole number from ${min} to ${max}`);
  };
  return { schema: { type: 'integer', minimum: min, maximum: max }, read };
}

export const yesOrNo: Shape<boolean> = {
  schema: { type: 'boolean' },
  read: (at, reading) => {
    const { value } = scalarAt(at);
    if (typeof value === 'boolean') return value;
    const meant = typeof value === 'string' ? SPOKEN.get(value.toLowerCase()) : undefined;
    return expected(at, reading, 'true or false', meant === undefined ? '' : `; write ${meant}`);
  },
};

/** Both ends are allowed. */
export function duration(min: DurationMs, max: DurationMs): Shape<DurationMs> {
  const range = `from ${writeDuration(min)} to ${writeDuration(max)}`;
  const read: Shape<DurationMs>['read'] = (at, reading) => {
    const { value, source } = scalarAt(at);
    if (typeof value === 'number')
      return expected(at, reading, `a duration ${range}`, `; write its unit: ${source}m`);
    const ms = typeof value === 'string' ? readDuration(value) : undefined;
    if (ms === undefined)
      return expected(at, reading, `a duration ${range}`, ', written like 90m, 4h or 7d');
    if (ms >= min && ms <= max) return ms;
    return expected(at, reading, `a duration ${range}`);
  };
  return { schema: { type: 'string', pattern: DURATION.source, minLength: 2 }, read };
}

export function scalarAt({ node }: Place): { readonly value: unknown; readonly source: string } {
  if (!isScalar(node)) return { value: undefined, source: '' };
  return { value: node.value, source: node.source ?? String(node.value) };
}

const CONTROL = /[\p{Cc}\p{Bidi_Control}]/u;
const SPOKEN: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['on', true],
  ['true', true],
  ['no', false],
  ['off', false],
  ['false', false],
]);
