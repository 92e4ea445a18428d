/** `prod-access policy replay`: stored requests decided by the rules as they are, side by side. */

import { refusalText } from '../card/refusal-text.ts';
import type { EventFacts } from '../audit/event.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { approvers } from '../case-file/review-case.ts';
import { everyHead } from '../engine/every-head.ts';
import { bodyOf } from '../engine/records.ts';
import { Fault } from '../kernel/fault.ts';
import { listedAs } from '../kernel/person.ts';
import { type EpochMs, utcDay } from '../kernel/time.ts';
import type { Approvable, Decision } from '../policy/decision.ts';
import { whoName } from '../policy/eligibility.ts';
import type { Head } from '../ports/store.ts';
import { reviewersIn } from '../request/after-review.ts';
import { askedDuration } from '../request/request.ts';
import { tally } from '../request/tally.ts';
import type { AuditSource } from './all-heads.ts';
import { decideFrom, type PolicyFiles, type Supposed } from './policy-desk.ts';
import { silentIn, UNASKED, unreadIn } from './replay-unknown.ts';

export interface Replayed {
  readonly lines: readonly string[];
}

type Change = 'same' | 'refused' | 'at-once' | 'people' | 'gone' | 'unknown' | 'unread';

/** Nothing is written. Oldest first. */
export async function replayPolicies(
  files: PolicyFiles,
  source: AuditSource,
  sinceMs: EpochMs,
  supposed: Supposed = {},
): Promise<Replayed> {
  const heads: Head[] = [];
  for await (const head of everyHead(source, { kind: 'case', fromMs: sinceMs })) heads.push(head);
  const counts = new Map<Change, number>();
  const lines: string[] = [];
  for (const head of heads.toReversed()) {
    const file = caseIn(head);
    if (typeof file === 'string') {
      counts.set('unread', (counts.get('unread') ?? 0) + 1);
      lines.push(`not read: ${file}`);
      continue;
    }
    const { change, says } = await replay(files, file, await demandsOf(source, head), supposed);
    counts.set(change, (counts.get(change) ?? 0) + 1);
    if (change === 'same') continue;
    const { request } = file;
    const what = `${request.requester.name} ${request.entitlement}`;
    lines.push(`${file.id}  ${utcDay(request.createdMs)}  ${what}: ${says}`);
  }
  const unasked = files.policies?.asksAws ? [UNASKED] : [];
  return { lines: [...lines, summary(heads.length, sinceMs, counts), ...unasked] };
}

/** Or why it cannot be read, as beside a newer release: the others are told all the same. */
function caseIn(head: Head): CaseFile | string {
  try {
    return bodyOf(head, 'case');
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

interface Found {
  readonly change: Change;
  readonly says: string;
}

type Demands = readonly string[];

async function replay(
  files: PolicyFiles,
  file: CaseFile,
  before: Demands,
  supposed: Supposed,
): Promise<Found> {
  const { config } = files;
  const { request } = file;
  const entitlement = config.catalog.entitlements.get(request.entitlement);
  if (!entitlement)
    return { change: 'gone', says: 'its entitlement is no longer in the catalogue' };
  const { asked, createdMs, account, ticket, added, targets } = request;
  const ask = {
    person: listedAs(config.people.listed, request.requester.keys) ?? request.requester,
    entitlement,
    durationMs: Math.max(0, askedDuration(asked, createdMs)),
    atMs: asked.kind === 'window' ? Math.max(createdMs, asked.startMs) : createdMs,
    targets,
    ...(account === undefined ? {} : { account }),
    ...(ticket === undefined ? {} : { ticket }),
    ...(added && { added }),
    ...(request.breakGlass && { breakGlass: true }),
  };
  return compare(file, before, await decideFrom(files, ask, supposed), config);
}

function compare(
  { request, reviews }: CaseFile,
  before: Demands,
  decision: Decision,
  { zone }: PolicyFiles['config'],
): Found {
  const silent = silentIn(decision);
  if (silent !== undefined) {
    return {
      change: 'unknown',
      says: `not known: no file says whether ${silent} was open (--suppose)`,
    };
  }
  if (decision.kind === 'forbidden') {
    const { refusal } = decision;
    if (refusal.code === 'directory-silent') {
      const { what } = refusal.facts;
      return { change: 'unknown', says: `not known: no file says who is in ${what} (--suppose)` };
    }
    const node = unreadIn(refusal, request.targets);
    if (node) return { change: 'unknown', says: `not known: no file says which tags ${node} has` };
    const sentence = refusalText(refusal, { locale: 'en', zone });
    return { change: 'refused', says: `would be refused: ${sentence}` };
  }
  const wasAtOnce = request.auto !== undefined;
  if (decision.kind === 'auto-approved') {
    return wasAtOnce
      ? { change: 'same', says: '' }
      : { change: 'at-once', says: `would be approved at once by ${decision.by}` };
  }
  const after = demandedBy(decision);
  if (!wasAtOnce && after.join() === before.join()) return { change: 'same', says: '' };
  const was = wasAtOnce ? 'was approved at once' : `needed ${before.join(', then ')}`;
  const enough = tally(decision.stages, approvers(reviews), request).satisfied;
  const isCounted = request.state === 'approved' && decision.kind !== 'break-glass';
  const had = isCounted ? ` (${enough ? 'has' : 'would not have'} them)` : '';
  return { change: 'people', says: `${was}; would need ${after.join(', then ')}${had}` };
}

/** Of broken glass the review after it was recorded; the stages are those of more time. */
const demandedBy = (decision: Approvable): Demands =>
  decision.kind === 'break-glass'
    ? [demand(1, reviewersIn(decision.review.from).map(whoName))]
    : decision.stages.flatMap(({ requirements }) =>
        requirements.map(({ count, from }) => demand(count, from.map(whoName))),
      );

const demand = (count: number, from: readonly string[]) => `${count} of ${from.join(' or ')}`;

/** As it was recorded when it was asked. */
async function demandsOf(source: AuditSource, head: Head): Promise<Demands> {
  for (const { event } of head.sealed) {
    if (event.type === 'rule-applied') return demandsIn(event.facts);
  }
  for await (const { event } of source.events({ record: head.key })) {
    if (event.type === 'rule-applied') return demandsIn(event.facts);
  }
  return [];
}

const demandsIn = ({ needed }: EventFacts['rule-applied']): Demands =>
  needed.map(({ count, from }) => demand(count, from));

const SAID: readonly (readonly [Change, string])[] = [
  ['same', 'as before'],
  ['refused', 'would be refused'],
  ['people', 'would need other approvals'],
  ['at-once', 'would be approved at once'],
  ['gone', 'of entitlements that are gone'],
  ['unknown', 'not known'],
  ['unread', 'not read'],
];

function summary(all: number, sinceMs: EpochMs, counts: ReadonlyMap<Change, number>): string {
  const said = SAID.flatMap(([change, words]) => {
    const count = counts.get(change) ?? 0;
    return count > 0 ? [`${count} ${words}`] : [];
  });
  const asked = `${all} ${all === 1 ? 'request' : 'requests'} since ${utcDay(sinceMs)}`;
  return said.length > 0 ? `${asked}: ${said.join(', ')}.` : `${asked}.`;
}
