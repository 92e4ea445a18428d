/** Which drawing of the card is the current one, and what a click on it is bound to. */

import type { DrawingId } from '../kernel/brand.ts';
import { digestOf, shortDigestOf } from '../kernel/digest.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import { type CaseFile, type Drawing, openExtension, phaseOf } from './case-file.ts';

/** The newest are kept, so that a click on an older one is told what became of it. */
const KEPT = 20;

/** Of request and policy as drawn: recorded with each approval, checked at click and at grant. */
export function caseDigest(file: CaseFile, policyDigest: string = file.policyDigest): string {
  const known = digests.get(file.request);
  if (known?.policyDigest === policyDigest) return known.digest;
  const digest = digestOfRequest(file, policyDigest);
  digests.set(file.request, { policyDigest, digest });
  return digest;
}

/** A click asks for it several times, and the request is the same. */
const digests = new WeakMap<
  CaseFile['request'],
  { readonly policyDigest: string; readonly digest: string }
>();

function digestOfRequest(file: CaseFile, policyDigest: string): string {
  const { id, requester, beneficiary, holder, entitlement, targets, asked } = file.request;
  const { justification, answers, ticket, rebound, added } = file.request;
  const people = [requester.key, beneficiary.key, holder.key];
  const why = { justification, answers, ticket, rebound, ...(added && { added }) };
  const request = { id, people, entitlement, targets, asked, ...why };
  return digestOf({ request, policyDigest });
}

/** Changes whenever a person should look again before deciding. Progress alone is no reason. */
export function drawingDigest(file: CaseFile): string {
  const phase = phaseOf(file);
  const extension = openExtension(file)?.number ?? null;
  const durationMs = phase === 'pending' ? shortened(file) : null;
  const review = file.review && { review: file.review.state };
  return shortDigestOf({ case: caseDigest(file), phase, durationMs, extension, ...review });
}

/** Less than was asked for. With a fixed end the time left shrinks by itself: no change to see. */
function shortened({ request, reviews }: CaseFile): DurationMs | null {
  if (request.asked.kind !== 'duration') return null;
  const agreed = reviews.filter((one) => one.verdict === 'approve').map((one) => one.durationMs);
  const shortestMs = Math.min(...agreed, request.asked.durationMs);
  return shortestMs < request.asked.durationMs ? shortestMs : null;
}

export function redraw(file: CaseFile, id: () => DrawingId, nowMs: EpochMs): CaseFile {
  const digest = drawingDigest(file);
  if (file.drawings.at(-1)?.digest === digest) return file;
  const drawing: Drawing = { id: id(), digest, drawnMs: nowMs };
  return { ...file, drawings: [...file.drawings, drawing].slice(-KEPT) };
}

/** The current drawing, or one that says the same. */
export function isCurrent(file: CaseFile, drawing: string): boolean {
  const clicked = file.drawings.find((one) => one.id === drawing);
  return clicked !== undefined && clicked.digest === drawingDigest(file);
}
