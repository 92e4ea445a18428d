/** A click on a card: who it is, what they saw, whether it counts, and what it comes to. */

import { type CaseFile, openExtension, phaseOf } from '../case-file/case-file.ts';
import { caseDigest, isCurrent } from '../case-file/drawing.ts';
import { denyExtension, extensionOver, reviewExtension } from '../case-file/extend-case.ts';
import type { Stepped } from '../case-file/outcome.ts';
import { countRefused } from '../case-file/refused.ts';
import {
  denyCase,
  isOwn,
  notPending,
  reviewCase,
  type Verdicting,
} from '../case-file/review-case.ts';
import { type PersonKey, type RequestId, requestOfDrawing } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { OF_REQUESTER } from '../kernel/refusal-review.ts';
import type { DurationMs } from '../kernel/time.ts';
import type { Review, Verdict } from '../request/request.ts';
import type { Context } from './context.ts';
import { decideClick } from './decide-click.ts';
import { heldNow, heldTooLong } from './held-back.ts';
import { recordRefusedAsk } from './journal.ts';
import { newGround, newPolicy, type Redrawn } from './new-ground.ts';
import { changeCase } from './records.ts';
import { nameOf, resolveParty } from './resolve-person.ts';
import { isBehindNow, stillWaits, stoppedNow } from './stopped.ts';
import { isAsked } from './who-decides.ts';

export interface Click {
  readonly actor: PersonKey;
  readonly drawing: string;
  /** Where the card is that was clicked; a copy elsewhere does not count. */
  readonly channel?: string;
  readonly message?: string;
}

export interface Verdictment extends Click {
  readonly verdict: Verdict;
  readonly comment?: string;
  readonly shorterMs?: DurationMs;
}

export type Acted = { readonly ok: true; readonly file: CaseFile } | Refusal;

export async function reviewRequest(ctx: Context, click: Verdictment): Promise<Acted> {
  const id = requestOfDrawing(click.drawing);
  if (!id) return refuse('request-unknown', { typed: click.drawing.slice(0, 40) });
  const known = await resolveParty(ctx, click.actor);
  if (!known.ok) return refusedClick(ctx, id, click, known);
  const { person } = known.value;
  let redrawn: Refusal | undefined;
  const outcome = await changeCase(ctx, id, async (file, nowMs) => {
    const answer = await judge(ctx, file, person, click, nowMs);
    redrawn = 'why' in answer ? answer.why : undefined;
    return answer;
  });
  if (outcome?.ok && redrawn) return refusedClick(ctx, id, click, redrawn, person);
  if (!outcome) return refuse('request-unknown', { typed: id });
  if (outcome.ok) return outcome;
  return toDecider(id, await refusedClick(ctx, id, click, await withNames(ctx, outcome), person));
}

/** On record is what stands in the way; said is whose it is, for it is not whoever clicked. */
function toDecider(id: RequestId, refusal: Refusal): Refusal {
  const why = OF_REQUESTER.find((one) => one === refusal.code);
  return why ? refuse('not-given-now', { id, why }) : refusal;
}

async function judge(
  ctx: Context,
  file: CaseFile,
  person: Person,
  click: Verdictment,
  nowMs: number,
): Promise<Stepped | Redrawn> {
  const place = misplaced(file, click);
  if (place) return place;
  const isExtension = openExtension(file) !== undefined && phaseOf(file) === 'active';
  const over = isExtension
    ? undefined
    : (extensionOver(file, click.drawing) ?? notPending(file, nowMs));
  if (over) return over;
  if (!isCurrent(file, click.drawing)) return refuse('card-updated', { id: file.id });
  // By changed rules nobody is counted, yes or no; otherwise only more time is refused at once.
  const isStopped = (click.verdict === 'approve' && isExtension) || (await stillWaits(ctx));
  const stopped = isStopped ? await stoppedNow(ctx) : undefined;
  if (stopped) return stopped;
  const { decision, left } = await decideClick(ctx, file, { ...click, by: person }, isExtension);
  const act = { ...actOf(file, person, click), left };
  if (!decision.ok) return deniedAnyway(ctx, file, act, decision);
  const changed = isExtension
    ? newPolicy(file, decision.value, nowMs)
    : await newGround(ctx, file, decision.value, nowMs);
  // By older rules than are in force nothing is drawn anew, and nothing taken back.
  if (changed?.ok) return ((await isBehindNow(ctx)) && (await stoppedNow(ctx))) || changed;
  // What cannot be bound any more can be denied all the same.
  if (changed && click.verdict === 'approve') return changed;
  const { asked, entitlement } = file.request;
  const { frozen } = decision.value;
  const held = isExtension
    ? heldNow(ctx, entitlement, frozen)
    : heldTooLong(ctx, entitlement, asked, frozen);
  if (held && click.verdict === 'approve') return held;
  return isExtension
    ? reviewExtension(file, decision.value, act, nowMs)
    : reviewCase(file, decision.value, act, nowMs);
}

function actOf(file: CaseFile, by: Person, click: Verdictment): Verdicting {
  const drawing = click.drawing as Review['drawing'];
  const { verdict, comment, shorterMs } = click;
  return {
    by,
    verdict,
    drawing,
    digest: caseDigest(file),
    ...(comment ? { comment } : {}),
    ...(shorterMs === undefined ? {} : { shorterMs }),
  };
}

/** What policy lets nobody approve now may be approved later: a no is not to be said twice. */
async function deniedAnyway(
  ctx: Context,
  file: CaseFile,
  act: Verdicting,
  no: Refusal,
): Promise<Stepped> {
  if (act.verdict !== 'deny') return no;
  const isTheirs = isOwn(file, act.by) || (await isAsked(ctx, file, act.by, 60_000));
  if (!isTheirs) return no;
  const deny = openExtension(file) && phaseOf(file) === 'active' ? denyExtension : denyCase;
  return deny(file, act, ctx.clock.nowMs());
}

/** The card must be the one we posted, in the channel we posted it in. */
export function misplaced(file: CaseFile, { channel, message }: Click): Refusal | undefined {
  if (!file.card || message === undefined) return undefined;
  const isSame = file.card.message === message && file.card.channel === channel;
  return isSame ? undefined : refuse('card-elsewhere', { id: file.id });
}

/** Recorded with the case, counted, and shown to nobody but the one who clicked. */
async function refusedClick(
  ctx: Context,
  id: RequestId,
  click: Verdictment,
  refusal: Refusal,
  person?: Person,
): Promise<Refusal> {
  const who = person ?? { key: click.actor, name: await nameOf(ctx, click.actor) };
  const counted = await changeCase(ctx, id, (file, nowMs) =>
    countRefused(file, who, click.verdict, refusal.code, nowMs),
  );
  if (!counted) await recordRefusedAsk(ctx, who, id, refusal);
  return refusal;
}

/** Refusals that say who can help get the names of those who can. */
async function withNames(ctx: Context, refusal: Refusal): Promise<Refusal> {
  if (refusal.code !== 'own-request' && refusal.code !== 'not-an-approver') return refusal;
  const keys = new Set(refusal.facts.missing.flatMap(({ could }) => could));
  const approvers = await Promise.all(
    [...keys].slice(0, 10).map(async (key) => ({ key, name: await nameOf(ctx, key) })),
  );
  return { ...refusal, facts: { ...refusal.facts, approvers } };
}
