/** English: what tokens of AWS's own requests may open after the end, and what became of it. */

import type { DurationMs, EpochMs } from '../../kernel/time.ts';
import { moment, say } from '../line.ts';
import { span } from './phrase-en.ts';

export const tokensEn = {
  note: (ms: DurationMs) =>
    say`With a token of AWS's, a session may be opened up to ${span(ms)} after the end. It is ended
      as soon as it is seen.`,
  until: (untilMs: EpochMs, nowMs: EpochMs) =>
    say`With a token taken before the end, a session may be opened until ${moment(untilMs, nowMs)}.
      It is ended as soon as it is seen.`,
  yours: () =>
    say`Sessions will be closed then, and so will what a token still opens after the end.`,
  ended: (count: number) =>
    count === 1
      ? say`A session opened after the end, with a token taken before, was ended.`
      : say`${count} sessions opened after the end, with tokens taken before, were ended.`,
};
