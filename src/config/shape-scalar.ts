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
  /** Whether it may be of several lines. */
  readonly lines?: boolean;
  /** What to write instead, when that can be told from what is there. */
  readonly advice?: (written: string, value: unknown) => string;
}

/** Space around a text is cut off: YAML's folded texts end in a line break of their own. */
export function text(rule: TextRule): Shape<string> {
  const { what, pattern, max = 500, advice = () => '' } = rule;
  const schema = {
    type: 'string',
    minLength: 1,
    maxLength: max,
    ...(pattern && { pattern: pattern.source }),
  };
  const read: Shape<string>['read'] = (at, reading) => {
    const { value, source } = scalarAt(at);
    if (typeof value !== 'string') return expected(at, reading, what, advice(source, value));
    const written = pattern ? value : value.trim();
    if (written === '' || pattern?.test(written) === false)
      return expected(at, reading, what, advice(written, value));
    if (written.length > max) reading.report(at, tooLong(max, written.length));
    else if (!hasOddSigns(written, rule)) return written;
    else reading.report(at, rule.lines ? ODD : `${ODD} or a line break`);
    return WRONG;
  };
  return { schema, read };
}

const tooLong = (max: number, length: number) =>
  `expected at most ${max} characters, got ${length}`;
/** Signs that no one sees, or that turn the direction of those around them. */
const ODD = 'expected a text without a sign that is not shown';
const hasOddSigns = (written: string, { lines = false }: TextRule) =>
  /[\p{Cc}\p{Bidi_Control}]/u.test(lines ? written.replaceAll('\n', '') : written);

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
      return expected(at, reading, `a duration ${range}`, unitsFor(source));
    const ms = typeof value === 'string' ? readDuration(value) : undefined;
    if (ms === undefined)
      return expected(at, reading, `a duration ${range}`, ', written like 90m, 2h30m or 7d');
    if (ms >= min && ms <= max) return ms;
    return expected(at, reading, `a duration ${range}`);
  };
  const unitsFor = (count: string): string => {
    const fits = ['m', 'h', 'd'].filter((unit) => {
      const ms = readDuration(`${count}${unit}`) ?? -1;
      return ms >= min && ms <= max;
    });
    if (fits.length === 0) return '; it has no unit';
    return `; write its unit: ${fits.map((unit) => `${count}${unit}`).join(' or ')}`;
  };
  return { schema: { type: 'string', pattern: DURATION.source, minLength: 2 }, read };
}

export function scalarAt({ node }: Place): { readonly value: unknown; readonly source: string } {
  if (!isScalar(node)) return { value: undefined, source: '' };
  return { value: node.value, source: node.source ?? String(node.value) };
}

const SPOKEN: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['on', true],
  ['true', true],
  ['no', false],
  ['off', false],
  ['false', false],
]);
