/**
 * Understands the time people type: 2h30m, 18:00-19:00, until 6pm, 明日18時から19時.
 *
 * The grammar is strict. What it does not understand entirely is a problem that points at the
 * part in question, and never a guess: a guess here is access at the wrong time.
 */

import { readAmounts } from './time-input-amount.ts';
import { readLoneBound, readPhrases } from './time-input-phrase.ts';
import { type Refusal, refuse, type Step } from './time-input-place.ts';
import { resolvePhrase } from './time-input-resolve.ts';
import { isWordEnd, matchAt, type Source } from './time-input-scan.ts';
import { suggestLines } from './time-input-suggest.ts';
import { type FoldedText, foldTypedText } from './time-input-text.ts';
import type { TimeInputContext, TimeInputProblem, TimeWindow } from './time-input-value.ts';

type Problem = { readonly ok: false; readonly problem: TimeInputProblem };

/** Understands a text that is a time and nothing else. */
export function parseTimeInput(
  text: string,
  context: TimeInputContext,
): { readonly ok: true; readonly value: TimeWindow } | Problem {
  const folded = foldTypedText(text);
  const read = readWhole(folded.text, context);
  return read.ok ? read : describe(read, text, folded, context);
}

/**
 * Takes the longest time that begins a line and leaves the rest of it as typed: the justification.
 *
 * A rest that itself begins like a time is refused. In `2h tomorrow 9:00 Fix it` somebody asked
 * for something other than two hours from now.
 */
export function takeTimeInput(
  text: string,
  context: TimeInputContext,
): { readonly ok: true; readonly value: TimeWindow; readonly rest: string } | Problem {
  const folded = foldTypedText(text);
  const read = readBeginning(folded.text, context);
  if (!read.ok) return describe(read, text, folded, context);
  const { at } = folded.place(read.to, read.to);
  return { ok: true, value: read.value, rest: text.slice(at).replace(LEADING, '').trimEnd() };
}

function readWhole(text: string, context: TimeInputContext): Step<TimeWindow> {
  const source: Source = { text, reached: 0 };
  const { from, to } = inked(text);
  const phrase = readPhrases(source, from).find((found) => found.to === to);
  return phrase ? resolvePhrase(phrase, context) : notUnderstood(source);
}

function readBeginning(text: string, context: TimeInputContext) {
  const source: Source = { text, reached: 0 };
  const [phrase] = readPhrases(source, inked(text).from)
    .filter(({ to }) => isWordEnd(text, to))
    .sort((one, other) => other.to - one.to);
  if (!phrase) return notUnderstood(source);

  const restAt = matchAt(source, phrase.to, LEADING_AT)?.to ?? phrase.to;
  source.reached = restAt;
  const hasClock = phrase.value.kind !== 'amount';
  const belongsToTime =
    (hasClock && matchAt(source, restAt, BELONGS_TO_CLOCK)) ||
    readPhrases(source, restAt).some(({ to }) => isWordEnd(text, to)) ||
    readLoneBound(source, restAt);
  if (belongsToTime) return notUnderstood({ text, reached: restAt });
  const value = resolvePhrase(phrase, context);
  return value.ok ? { ...value, to: phrase.to } : value;
}

function notUnderstood({ text, reached }: Source): Refusal {
  const { from, to } = inked(text);
  if (from === to) return refuse({ code: 'empty' }, { from, to });
  const [word = ''] = /^\S*/.exec(text.slice(reached).trimStart()) ?? [];
  const at = word ? text.indexOf(word, reached) : to;
  const place = { from: at, to: at + word.length };
  const isBare = /^\d+(?:\.\d*)?$/.test(word) && readAmounts({ text, reached }, at).length === 0;
  return refuse({ code: isBare ? 'bare-number' : 'not-understood', typed: word }, place);
}

/** Folded places become places in the text as typed, and its own spelling is quoted. */
function describe(
  { trouble, from, to }: Refusal,
  text: string,
  folded: FoldedText,
  context: TimeInputContext,
): Problem {
  const end = from + folded.text.slice(from, to).trimEnd().length;
  const place = folded.place(from, end);
  const typed = text.slice(place.at, place.at + place.length);
  const lines = suggestLines(trouble, text.slice(0, place.at).trimStart(), typed)
    .map((line) => line.trim())
    .filter((line) => readWhole(foldTypedText(line).text, context).ok);
  const quoted = 'typed' in trouble ? { ...trouble, typed } : trouble;
  return { ok: false, problem: { ...quoted, ...place, suggestions: lines.slice(0, 2) } };
}

function inked(text: string) {
  const from = text.length - text.trimStart().length;
  return { from, to: Math.max(from, text.trimEnd().length) };
}

/** A sign that closes the time and the space behind it; `2h .env is gone` keeps its dot. */
const LEADING = /^[,;:、。.，；：．]*\s*/;
const LEADING_AT = /[,;:、。.]*\s*/y;
/** Behind a time these say which zone or half of day is meant, and we read it otherwise. */
const BELONGS_TO_CLOCK = new RegExp(
  [
    String.raw`[([]?(?:utc|gmt|bst|cet|cest|ist|sgt|hkt|jst|kst|aest|aedt|acst|acdt|awst|nzst|nzdt`,
    String.raw`|est|edt|et|cst|cdt|mst|mdt|pst|pdt|pt|akst|akdt|hst|[ap]\.?m)(?![a-z])`,
    String.raw`|[([]?(?:africa|america|antarctica|arctic|asia|atlantic|australia|europe|indian`,
    String.raw`|pacific|etc)\/|[-+]\d|(?:日本|現地|米国)時間`,
  ].join(''),
  'y',
);
