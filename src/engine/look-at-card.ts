/** The card of a drawing as it stands now, and whether whoever looks has a say in it. */

import { type CaseFile, phaseOf } from '../case-file/case-file.ts';
import { isReviewOpen } from '../case-file/review-after.ts';
import { approvers } from '../case-file/review-case.ts';
import { type PersonKey, requestOfDrawing } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import { isHolder, isOperator } from './act-on-case.ts';
import type { Look } from './api.ts';
import type { Context } from './context.ts';
import { lastCase, loadCase } from './records.ts';
import { resolvePerson, WARM_MS } from './resolve-person.ts';
import { notTheirs } from './review-after.ts';
import { shownCard } from './shown-card.ts';
import { isAsked } from './who-decides.ts';

export async function lookAtCard(
  ctx: Context,
  actor: PersonKey,
  drawing: string,
): Promise<Look | undefined> {
  const id = requestOfDrawing(drawing);
  // After a click, what that click committed; only where there are others may it have moved on.
  const load = ctx.claims ? loadCase : lastCase;
  const file = id && (await load(ctx, id))?.body;
  if (!file?.drawings.some((one) => one.id === drawing)) return undefined;
  const known = await resolvePerson(ctx, actor, WARM_MS);
  const card = await shownCard(ctx, file);
  // Buttons only invite, and a click is judged by itself: while nobody says who they are, they are
  // not kept from whoever may be the one that is needed.
  const isSilent = !known.ok && known.code === 'directory-silent';
  const mayDecide = known.ok ? await hasSay(ctx, file, known.value.person) : isSilent;
  return { card, mayDecide };
}

/** Any approver of the rule, at whatever level; once it is decided, its holder and operators. */
async function hasSay(ctx: Context, file: CaseFile, person: Person): Promise<boolean> {
  const isDecided = phaseOf(file) !== 'pending';
  if (isDecided && (isHolder(file, person) || (await isOperator(ctx, person)))) return true;
  if (approvers(file.reviews).some((one) => one.key === person.key)) return true;
  if (isReviewOpen(file) && !(await notTheirs(ctx, file, person, WARM_MS))) return true;
  return !isHolder(file, person) && (await isAsked(ctx, file, person, WARM_MS));
}
