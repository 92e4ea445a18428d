/** What is said of requests that were filed at AWS and are not carried here. */

import type { NodeRequest } from '../catalog/node-request.ts';
import type { Reader } from '../kernel/person.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Line, Notice } from './card.ts';
import { plainLine } from './line.ts';
import { refusalLine } from './refusal-text.ts';
import { wordsFor } from './words/words.ts';

/** To the operators: why not, and what becomes of it. */
export function leftNotice(
  { opsItem, node, requester }: NodeRequest,
  no: Refusal,
  how: 'left' | 'rejected' | 'denied',
  reader: Reader,
): Notice {
  const { operator } = wordsFor(reader.locale);
  const who = requester.arn.split(':').at(-1) ?? requester.arn;
  const then = {
    left: operator.leftToAws,
    rejected: operator.rejectedAtAws,
    denied: operator.deniedByAws,
  };
  const lines = [operator.requestLeft(opsItem, who, node), refusalLine(no, reader), then[how]()];
  return notice(lines, reader);
}

/** To whoever filed it, since AWS does not say why. */
export function deniedByAwsNotice(
  { opsItem, node }: NodeRequest,
  no: Refusal,
  reader: Reader,
): Notice {
  const words = wordsFor(reader.locale).notice;
  return notice([words.requestDenied(opsItem, node), refusalLine(no, reader)], reader);
}

const notice = (lines: readonly Line[], reader: Reader): Notice => ({
  lines,
  buttons: [],
  summary: lines[0] ? plainLine(lines[0], reader) : '',
});
