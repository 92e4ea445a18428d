/** "Did you mean": the line behind `/prod-access` that somebody wanted to type. Pure. */

import { nearest } from '../config/near.ts';
import { COMMAND_WORDS } from '../config/reserved.ts';

/** Those that go before the name of what they are about. */
const BEFORE_NAME = ['break-glass', 'who', 'why'] as const;

/** `said` is the subcommand before it; without one, the slip may be in a subcommand. */
export function meantLine(
  text: string,
  said: string,
  known: readonly string[],
): string | undefined {
  const { first, both, afterFirst, afterBoth } = wordsOf(text);
  if (said !== '') {
    const name = nearest(first, known);
    return name && `${said} ${name}${afterFirst}`;
  }
  // Two words that are one: `break glass`.
  const whole = COMMAND_WORDS.find((verb) => verb === both.toLowerCase());
  if (whole) return `${whole}${afterBoth}`;
  const near = nearest(first, [...COMMAND_WORDS, ...known]);
  return near && `${near}${afterFirst}`;
}

/** `prod-db break-glass 10m` is `break-glass prod-db 10m`; `text` stands after the name. */
export function turnedRound(entitlement: string, text: string): string | undefined {
  const { first, both, afterFirst, afterBoth } = wordsOf(text);
  const whole = BEFORE_NAME.find((verb) => verb === both.toLowerCase());
  if (whole) return `${whole} ${entitlement}${afterBoth}`;
  const verb = nearest(first, BEFORE_NAME);
  return verb && `${verb} ${entitlement}${afterFirst}`;
}

function wordsOf(text: string) {
  const [, first = '', gap = '', second = ''] = /^(\S*)(\s*)(\S*)/.exec(text) ?? [];
  const afterFirst = text.slice(first.length);
  return {
    first,
    both: `${first}-${second}`,
    afterFirst,
    afterBoth: afterFirst.slice(gap.length + second.length),
  };
}
