/** English: what is wrong with a time as it was typed, and one line that would work. */

import type { RefusalFacts } from '../../kernel/refusal.ts';
import type { TimeInputProblem } from '../../kernel/time-input-value.ts';
import type { Line } from '../card.ts';
import { code, dated, say } from '../line.ts';
import { list, span } from './phrase-en.ts';

export function timeTroubleEn({ typed, trouble }: RefusalFacts['time-not-understood']): Line {
  const example = trouble?.suggestions.length ? trouble.suggestions : EXAMPLES;
  const lines = list(example, 'or');
  if (!trouble) return say`“${typed}” is not a time I understand. Try: ${lines}.`;
  const what = describe(trouble, typed);
  return say`${what} Try: ${lines}.`;
}

const EXAMPLES = ['2h', 'until 18:00', 'tomorrow 9:00 for 1h'];

function describe(trouble: TimeInputProblem, typed: string): Line {
  switch (trouble.code) {
    case 'empty':
      return say`For how long? Nothing was typed.`;
    case 'not-understood':
      if (trouble.typed === typed.trim()) return say`“${typed}” is not a time I understand.`;
      return trouble.typed === ''
        ? say`Something is missing at the end of “${typed}”.`
        : say`In “${typed}” I do not understand ${code(trouble.typed)}.`;
    case 'bare-number':
      return say`${code(trouble.typed)} of what? Hours, minutes, or a time of day.`;
    case 'zero':
      return say`That is no time at all. Ask for at least a minute.`;
    case 'too-long':
      return say`That is longer than ${span(trouble.longestMs)}, which nobody may have.`;
    case 'in-the-past':
      return say`${dated(trouble.endMs)} is over already.`;
    case 'ends-before-start':
      return say`That ends (${dated(trouble.endMs)}) before it starts (${dated(trouble.startMs)}).`;
    case 'does-not-exist':
      return trouble.what === 'day'
        ? say`There is no such day.`
        : say`There is no such time on that day: the clocks go forward.`;
    case 'ambiguous':
      return say`That could be ${dated(trouble.candidatesMs[0])} or
        ${dated(trouble.candidatesMs[1])}.`;
  }
}
