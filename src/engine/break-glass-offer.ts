/** What somebody is about to open before approval, kept between the form and their word. */

import type { Typed } from '../card/form.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { RequestId } from '../kernel/brand.ts';
import { sha256 } from '../kernel/digest.ts';
import { aliasOf, type PrincipalRef } from '../kernel/person.ts';
import { type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import { FILED_WITHIN_MS } from '../request/repeated.ts';
import { commitHead } from './commit-head.ts';
import type { Context } from './context.ts';
import { readableCase } from './readable-case.ts';
import { caseKey } from './records.ts';

/** One for each human and entitlement, whichever account they ask by: so one grant comes of it. */
export interface Offer {
  readonly schema: 1;
  readonly token: string;
  readonly id: RequestId;
  /** The human, as AWS knows them. */
  readonly who: string;
  readonly typed: Typed;
  /** Of what was asked, and of the policy as shown. */
  readonly digest: string;
  readonly madeMs: EpochMs;
  /** When they gave their word: the case has this id, and no other comes of this offer. */
  readonly takenMs?: EpochMs;
}

/** Whoever is interrupted longer than this reads it again. */
const GOOD_MS = 10 * MINUTE;

export interface Kept {
  readonly head: Head;
  readonly offer: Offer;
}

export const whoOf = (principal: PrincipalRef): string => aliasOf(principal);

/** What is being opened, or is open. */
interface Live {
  readonly id: RequestId;
}

/** What is being taken away is over: in an emergency nobody waits for the proof of it. */
export const LIVE: readonly string[] = ['scheduled', 'provisioning', 'active'];
export const isLive = ({ grant }: CaseFile): boolean =>
  grant !== undefined && LIVE.includes(grant.state);

/** Replaces the one before, unless that is about to open something; says what a form carries. */
export async function keepOffer(
  ctx: Context,
  entitlement: string,
  offer: Pick<Offer, 'who' | 'typed' | 'digest'>,
): Promise<string | Live> {
  const name = nameOf(offer.who, entitlement);
  const head = await ctx.store.load(keyOf(name));
  // Their word was given since it was asked what came before: its record must not be lost.
  const last = await takenOf(ctx, head?.body as Offer | undefined);
  if (last?.is === 'on-its-way') return { id: last.id };
  if (last?.is === 'filed' && isLive(last.file)) return { id: last.file.id };
  const token = ctx.ids.token();
  const madeMs = ctx.clock.nowMs();
  const id = ctx.ids.requestId();
  const next: Offer = { schema: 1, token, id, madeMs, ...offer };
  // Two at once: the later form is the good one, and the other is told that it is not.
  await commitOffer(ctx, keyOf(name), head, next);
  return `${name}.${token}`;
}

/** The one a form names, as long as it is good. */
export async function offerOf(ctx: Context, drawing: string): Promise<Kept | undefined> {
  const [name = '', token = ''] = drawing.split('.');
  if (!/^[0-9a-f]{32}$/.test(name) || token === '') return undefined;
  const head = await ctx.store.load(keyOf(name));
  const offer = head?.body as Offer | undefined;
  if (!head || offer?.token !== token) return undefined;
  return ctx.clock.nowMs() < offer.madeMs + GOOD_MS ? { head, offer } : undefined;
}

/**
 * Of two at once, one takes it; both are right if it is the same offer. One that nothing came of is
 * taken anew, unless another has come in its place.
 */
export async function takeOffer(ctx: Context, { head, offer }: Kept): Promise<boolean> {
  const taken: Offer = { ...offer, takenMs: ctx.clock.nowMs() };
  if ((await commitOffer(ctx, head.key, head, taken)) === 'committed') return true;
  const now = (await ctx.store.load(head.key))?.body as Offer | undefined;
  return now?.token === offer.token && now.takenMs !== undefined;
}

export type Taken =
  | { readonly is: 'filed'; readonly file: CaseFile }
  /** Their word was given, and its case is about to be there. */
  | { readonly is: 'on-its-way'; readonly id: RequestId };

/**
 * What came of the last one that was taken, by whichever account. The ones before it need not be
 * remembered: had one of them spoken against another, this would not have been offered.
 */
export async function lastTaken(
  ctx: Context,
  who: string,
  entitlement: string,
): Promise<Taken | undefined> {
  const { body } = (await ctx.store.load(keyOf(nameOf(who, entitlement)))) ?? {};
  return takenOf(ctx, body as Offer | undefined);
}

async function takenOf(ctx: Context, offer: Offer | undefined): Promise<Taken | undefined> {
  if (offer?.takenMs === undefined) return undefined;
  const filed = await ctx.store.load(caseKey(offer.id));
  // One that a newer release wrote keeps nobody from an emergency, whatever it says.
  const file = filed && readableCase(ctx, filed, 'break-glass');
  if (filed) return file && { is: 'filed', file };
  return isOnItsWay(ctx, offer) ? { is: 'on-its-way', id: offer.id } : undefined;
}

/** From their word to its case it takes one commit, by whichever replica. */
export const isOnItsWay = (ctx: Context, { takenMs }: Offer): boolean =>
  takenMs !== undefined && ctx.clock.nowMs() < takenMs + FILED_WITHIN_MS;

const nameOf = (who: string, entitlement: string): string =>
  sha256(`${who} ${entitlement}`).slice(0, 32);
const keyOf = (name: string): RecordKey => `meta/break-glass-${name}`;

function commitOffer(ctx: Context, key: RecordKey, head: Head | undefined, offer: Offer) {
  const state = offer.takenMs === undefined ? 'open' : 'taken';
  const index = { state, createdMs: offer.madeMs, due: {} };
  return commitHead(ctx, key, head, offer, [], index);
}
