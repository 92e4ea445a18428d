/** What people did once is there once, however often it was delivered. */

import type { CaseData, ReviewData } from './records.ts';
import type { Script } from './script.ts';
import { humanOf } from './town-chats.ts';

/** I14: asks, clicks and wishes for more time, counted against what the script says was done. */
export function countedAgain(
  one: CaseData,
  all: readonly CaseData[],
  { deeds }: Script,
): string | undefined {
  const { justification } = one.request;
  const ask = Number(/^Ask (\d+):/.exec(justification)?.[1]);
  const times = (what: 'ask' | 'file' | 'extend') =>
    deeds.filter(({ act }) => act.do === what && act.ask === ask).length;
  const asked = all.filter((other) => other.request.justification === justification);
  if (asked.length > times('ask') + times('file')) return 'asked for again by the same ask';
  if (one.extensions.length > times('extend')) return 'more time is asked for again';
  const lists = [one.reviews, ...one.extensions.map(({ reviews }) => reviews)];
  return lists.some(isTwice) ? 'the same click counts again' : undefined;
}

function isTwice(reviews: readonly ReviewData[]): boolean {
  const clicks = reviews.map(
    ({ by, drawing, verdict }) => `${humanOf(by.key)} ${verdict} ${drawing}`,
  );
  return new Set(clicks).size < clicks.length;
}
