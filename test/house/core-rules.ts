/** What the core must not do: look at a clock, roll dice, read its surroundings, wait in a rule. */

import { blank } from './blank.ts';
import type { Breach, File } from './checkout.ts';
import { HALVES } from './import-law.ts';

const REACHES_OUT: ReadonlyArray<readonly [pattern: RegExp, why: string]> = [
  [/\bDate\.now\b/, 'reads the clock; take the time as a number'],
  [/\bnew Date\(\s*\)|\bnew Date\b(?!\s*\()/, 'reads the clock; take the time as a number'],
  [/(?<!\bnew )(?<![\w.])Date\(/, 'reads the clock; take the time as a number'],
  [/\bTemporal\.Now\b/, 'reads the clock; take the time as a number'],
  [/\bperformance\b/, 'reads the clock; ask the Clock'],
  [/\bset(Timeout|Interval|Immediate)\b/, 'waits by itself; ask the Clock'],
  [/\bMath\.random\b/, 'rolls dice; ask the Ids port'],
  [/\brandom(UUID|Bytes|Int|Fill|FillSync)\b|\bgetRandomValues\b/, 'rolls dice; ask the Ids port'],
  [/\bprocess\b\s*[.[?]|\bglobalThis\b/, 'reads its surroundings; take it as configuration'],
  [/\bimport\.meta\b/, 'reads its surroundings; take it as configuration'],
  [/\bresolvedOptions\(\)/, 'reads the zone or language of the machine; take it as configuration'],
  [
    /\.toLocale(Date|Time)?String\(/,
    'writes in the language of the machine; use kernel/time-format',
  ],
  [/(?<![\w.])fetch\(|\bWebSocket\b|\bXMLHttpRequest\b/, 'calls out; that is for adapters'],
  [/\bconsole\./, 'writes to the terminal; use the log'],
  [/(?<![\w.])(require|eval)\(|\bnew Function\b/, 'loads or makes code'],
];

/** Every await of the core is in a verb. */
const isVerb = (path: string): boolean =>
  /^src\/(engine|ops)\/|^src\/app\.ts$/.test(path) || HALVES.includes(path);

export function coreBreaches({ path, text }: File): Breach[] {
  const { codeOnly } = blank(text);
  return codeOnly.split('\n').flatMap((line, index) => {
    const at = `${path}:${index + 1}`;
    // Where the two halves are put together, and nowhere else.
    const reaching = HALVES.includes(path) ? [] : REACHES_OUT;
    const found = reaching.filter(([pattern]) => pattern.test(line)).map(([, why]) => why);
    if (!isVerb(path) && /\b(await|async)\b/.test(line)) found.push('waits; rules are plain');
    return found.map((why) => `${at} ${why}`);
  });
}

/**
 * Ways around the compiler and the linter. They stand in comments, so the text is read as it is.
 * `any` is the linter's: in this code it is also a word for "one of them".
 */
export function escapes({ path, text }: File): Breach[] {
  return text.split('\n').flatMap((line, index) => {
    const at = `${path}:${index + 1}`;
    const found: string[] = [];
    if (/@ts-(ignore|nocheck|expect-error)\b/.test(line)) found.push('silences the compiler');
    if (/\b(ox|es)lint-disable\b|\bbiome-ignore\b/.test(line)) found.push('silences a rule');
    return found.map((what) => `${at} ${what}`);
  });
}
