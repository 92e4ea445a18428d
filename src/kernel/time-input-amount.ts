/** Reads an amount of time: 2h30m, 90 minutes, PT2H, 2時間半. */

import { type Found, matchAt, type Source, type Token } from './time-input-scan.ts';

/**
 * Every amount that begins here, shortest first: `2h 30m` holds both `2h` and `2h 30m`, and only
 * what follows can tell which was meant. Milliseconds; possibly zero, negative or absurdly large.
 */
export function readAmounts(source: Source, at: number): Found<number>[] {
  const iso = readIsoAmount(source, at);
  if (iso) return [iso];

  const sign = matchAt(source, at, SIGN);
  const amounts: Found<number>[] = [];
  let here = sign?.to ?? at;
  let total = 0;
  // Each part is less than one of the unit before: `30m 2h`, `2h 2h` and `2h 90m` are slips.
  let limit = Number.POSITIVE_INFINITY;
  for (;;) {
    const { reached } = source;
    const part = readPart(source, here);
    if (!part) return amounts;
    if (amounts.length > 0 && (part.ms >= limit || part.unitMs >= limit)) {
      source.reached = reached;
      return amounts;
    }
    total += part.ms;
    limit = part.unitMs;
    amounts.push({ value: sign ? -total : total, from: at, to: part.to });
    if (part.isLast) return amounts;
    here = matchAt(source, part.to, JOINT)?.to ?? part.to;
  }
}

interface Part {
  readonly ms: number;
  readonly unitMs: number;
  readonly to: number;
  /** A fraction or 半 closes the amount. */
  readonly isLast: boolean;
}

function readPart(source: Source, at: number): Part | undefined {
  const { reached } = source;
  const count = matchAt(source, at, COUNT);
  if (!count) return undefined;
  const token = matchAt(source, count.to, UNIT);
  const unitMs = token && msOfUnit(token);
  if (!token || !unitMs) return undefined;

  const [, whole = '', fraction = ''] = count.groups;
  const divisible = unitMs >= HOUR;
  if (fraction && !divisible) {
    source.reached = reached;
    return undefined;
  }
  const ms = Number(whole) * unitMs + (Number(fraction.padEnd(2, '0')) * unitMs) / 100;
  const half = divisible && !fraction ? matchAt(source, token.to, HALF) : undefined;
  if (half) return { ms: ms + unitMs / 2, unitMs, to: half.to, isLast: true };
  return { ms, unitMs, to: token.to, isLast: fraction !== '' };
}

function readIsoAmount(source: Source, at: number): Found<number> | undefined {
  const token = matchAt(source, at, ISO);
  if (!token) return undefined;
  const ms = UNITS_MS.reduce((sum, unit, i) => sum + Number(token.groups[i + 1] ?? 0) * unit, 0);
  return { value: Math.round(ms), from: at, to: token.to };
}

const HOUR = 3_600_000;
const UNITS_MS = [168 * HOUR, 24 * HOUR, HOUR, HOUR / 60, HOUR / 3600] as const;
const msOfUnit = (token: Token) =>
  UNITS_MS.find((_, index) => token.groups[index + 1] !== undefined);

const SIGN = /-\s*/y;
const UNIT_NAMES = [
  '(?:(w(?:(?:k|eek)s?)?(?![a-z])|週間)',
  '(d(?:ays?)?(?![a-z])|日間?)',
  '(h(?:(?:r|our)s?)?(?![a-z])|時間)',
  '(m(?:in(?:ute)?s?)?(?![a-z])|分間?)',
  '(s(?:ec(?:ond)?s?)?(?![a-z])|秒間?))',
].join('|');
const UNIT = new RegExp(UNIT_NAMES, 'y');
/**
 * Two decimals at most: a hundredth of an hour is the last that is still whole seconds. Across a
 * space only a true unit makes a count of it, for the number of `60 Restart it` is a bare one.
 */
const COUNT = new RegExp(
  String.raw`(\d+)(?:\.(\d{1,2}))?(?:(?=[a-z週日時分秒])|\s+(?=${UNIT_NAMES}))`,
  'y',
);
const JOINT = /\s*(?:と\s*|and\s+)?(?=\d)/y;
const HALF = /半/y;
/** A lone `p` is no amount. Months and years are left out: they have no fixed length. */
const ISO = new RegExp(
  [
    String.raw`p(?=\d|t\d)(?:(\d+)w)?(?:(\d+)d)?`,
    String.raw`(?:t(?=\d)(?:(\d+(?:\.\d{1,2})?)h)?(?:(\d+)m)?(?:(\d+)s)?)?(?![a-z\d])`,
  ].join(''),
  'y',
);
