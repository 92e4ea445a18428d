/** The card of a case as it stands, drawn once for whoever clicked and for all who look on. */

import type { Card } from '../card/card.ts';
import { requestCard } from '../card/request-card.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { SECOND } from '../kernel/time.ts';
import type { Context } from './context.ts';
import { viewCase } from './view-case.ts';

interface Shown {
  readonly ctx: Context;
  readonly atMs: number;
  readonly card: Promise<Card>;
}

const shown = new WeakMap<CaseFile, Shown>();

export function shownCard(ctx: Context, file: CaseFile): Promise<Card> {
  const atMs = ctx.clock.monotonicMs();
  const known = shown.get(file);
  if (known?.ctx === ctx && atMs - known.atMs < SAME_MS) return known.card;
  const card = viewCase(ctx, file).then(requestCard);
  shown.set(file, { ctx, atMs, card });
  return card;
}

/** What else is on it, of groups and of other requests, is no older than a glance. */
const SAME_MS = SECOND;

/** The case moved on while its card was being drawn: it is drawn once more. */
export const isNewer = (file: CaseFile, seen: CaseFile): boolean =>
  DRAWN.some(
    (part) =>
      file[part] !== seen[part] && JSON.stringify(file[part]) !== JSON.stringify(seen[part]),
  );

const DRAWN = [
  'request',
  'grant',
  'reviews',
  'extensions',
  'escalated',
  'review',
  // Where the rules alone are otherwise: a click on the drawing before that counts for nothing.
  'drawings',
] as const;
