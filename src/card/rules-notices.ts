/** What the operators read of a changed configuration: the difference, its word, its mistakes. */

import type { Difference, Part } from '../policy/differences.ts';
import type { Reader } from '../kernel/person.ts';
import type { Button, Line, Notice } from './card.ts';
import { plainLine } from './line.ts';
import { wordsFor } from './words/words.ts';

/** A message that people read; the rest is counted. */
const SHOWN = 20;

/** What gives somebody power over others is never among those that are only counted. */
const FIRST: readonly Part[] = [
  'operators',
  'workspace',
  'rule',
  'policy',
  'group',
  'person',
  'entitlement',
];
const rankOf = ({ part }: { readonly part: Part }): number => {
  const at = FIRST.indexOf(part);
  return at < 0 ? FIRST.length : at;
};
const placeOf = (one: Difference): number => rankOf(one.what === 'new' ? one.item : one);

export interface Proposal {
  readonly number: number;
  readonly digest: string;
  /** What the button carries. */
  readonly handle: string;
  /** Undefined where it is not on record what it said before. */
  readonly differences: readonly Difference[] | undefined;
}

export function proposalNotice(proposal: Proposal, reader: Reader): Notice {
  const { rules } = wordsFor(reader.locale);
  const { number, digest, handle, differences } = proposal;
  const ordered = differences?.toSorted((a, b) => placeOf(a) - placeOf(b)) ?? [];
  const shown = ordered.slice(0, SHOWN).map((one) => rules.difference(one));
  const more = ordered.length - shown.length;
  const lines = [
    rules.proposed(number, digest.slice(0, 8)),
    ...(differences ? shown : [rules.unknownBefore()]),
    ...(more > 0 ? [rules.more(more)] : []),
    rules.ask(),
  ];
  const button: Button = { action: 'confirm-rules', label: rules.button, value: handle };
  return notice(lines, [button], reader);
}

export const confirmedNotice = (by: string, number: number, reader: Reader): Notice =>
  notice([wordsFor(reader.locale).rules.confirmed(by, number)], [], reader);

export const confirmedWhisper = (number: number, reader: Reader): Notice =>
  notice([wordsFor(reader.locale).rules.whisper(number)], [], reader);

/** @param problems each with file, line and column. */
export function unsoundNotice(problems: readonly string[], reader: Reader): Notice {
  const { rules, operator } = wordsFor(reader.locale);
  const shown = problems.slice(0, SHOWN).map((text) => rules.problem(text));
  const more = problems.length - shown.length;
  const lines = [rules.unsound(), ...shown, ...(more > 0 ? [operator.more(more)] : [])];
  return notice(lines, [], reader);
}

export const notTakenNotice = (why: string, reader: Reader): Notice =>
  notice([wordsFor(reader.locale).rules.notTaken(why)], [], reader);

const notice = (lines: readonly Line[], buttons: readonly Button[], reader: Reader): Notice => ({
  lines,
  buttons,
  summary: lines[0] ? plainLine(lines[0], reader) : '',
});
