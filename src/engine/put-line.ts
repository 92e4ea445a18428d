/** One line in the thread of a card: the sentence of one recorded fact. */

import type { EventType } from '../audit/event.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { Posted } from '../ports/chat.ts';
import type { Context } from './context.ts';
import { spokenLine } from './mentioned.ts';
import { eventAt } from './recorded.ts';
import { caseKey } from './records.ts';

/** These need eyes again, and a thread is easily missed. */
const LOUD: ReadonlySet<EventType> = new Set([
  'extension-asked',
  'revocation-overdue',
  'break-glass-review-reminded',
  'break-glass-review-overdue',
]);

export async function putLine(
  ctx: Context,
  file: CaseFile,
  seq: number,
  signal: AbortSignal,
): Promise<Posted | undefined> {
  const event = await eventAt(ctx, caseKey(file.id), seq);
  const line = event && (await spokenLine(ctx, file, event));
  if (!event || !line || !file.card) return undefined;
  return ctx.chat.postLine(file.card, line, LOUD.has(event.type), signal);
}
