/** What a whole channel is told when somebody opened access before anybody approved. */

import { reviewersIn } from '../request/after-review.ts';
import { askedDuration } from '../request/request.ts';
import { frozenNotes } from './break-glass-card.ts';
import type { Notice } from './card.ts';
import type { CaseView } from './case-view.ts';
import { mention, plainLine, say } from './line.ts';
import { accessLine } from './access.ts';
import { cleanText } from './sanitize.ts';
import { channelIn } from './whisper.ts';
import { wordsFor } from './words/words.ts';

const LONGEST_WHY = 500;

/** @param meantFor the channel that did not take it, where another one has to. */
export function broadcastNotice(view: CaseView, meantFor?: string): Notice {
  const { file, reader, title, catalog } = view;
  const words = wordsFor(reader.locale);
  const { breakGlass } = words;
  const { requester, asked, createdMs, justification, targets } = file.request;
  const durationMs = file.grant?.durationMs ?? askedDuration(asked, createdMs);
  const first = breakGlass.broadcast(mention(requester), title, durationMs);
  const { review } = file;
  const lines = [
    first,
    breakGlass.broadcastWhy(cleanText(justification, LONGEST_WHY)),
    say`${accessLine(targets, catalog, words)}`,
    ...frozenNotes(view),
    ...(review
      ? [breakGlass.broadcastReview(file.id, reviewersIn(review.from), review.dueMs)]
      : []),
    ...(meantFor === undefined
      ? []
      : [breakGlass.broadcastUnheard(channelIn(meantFor, breakGlass.channelOfTeams))]),
  ];
  return { lines, buttons: [], summary: `${file.id}: ${plainLine(first, reader)}` };
}
