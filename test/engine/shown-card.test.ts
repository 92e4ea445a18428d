/** A card is drawn once for all who are shown it, and anew as soon as it may say something else. */

import { expect, test } from 'vitest';
import { openCase } from '../../src/case-file/open-case.ts';
import { shownCard } from '../../src/engine/shown-card.ts';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import { BEN, decision, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const opened = () => openCase(request(), 'Database', decision()).file;

test('a click and all who look on are shown the very same card', async () => {
  const { ctx, clock } = bench();
  const file = opened();
  const card = await shownCard(ctx, file);
  clock.turn(SECOND / 4);
  expect(await shownCard(ctx, file)).toBe(card);
});

test('a second later it is drawn anew, for the groups may be others', async () => {
  const { ctx, clock } = bench();
  const file = opened();
  const card = await shownCard(ctx, file);
  clock.turn(SECOND);
  expect(await shownCard(ctx, file)).not.toBe(card);
});

test('of a case that moved on another one is drawn', async () => {
  const { ctx } = bench();
  const file = opened();
  const card = await shownCard(ctx, file);
  const asked = { ...file.request, justification: 'Another reason', requester: BEN };
  const moved = { ...file, request: asked, notices: MINUTE };
  expect(await shownCard(ctx, moved)).not.toEqual(card);
});
