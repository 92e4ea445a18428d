/** What is written at AWS beside a request of its own: on whose word, and which case it is here. */

import { isJitna, type Target } from '../catalog/target.ts';
import type { CaseFile } from './case-file.ts';

/** As long as AWS takes a comment. */
const LONGEST = 512;

/** Where AWS keeps no comment, there is none. */
export function noteOf(file: CaseFile, target: Target): { readonly note?: string } {
  if (!isJitna(target)) return {};
  const { ending } = file.grant ?? {};
  const who = ending?.who?.name;
  if (ending) return { note: clip(`${file.id}: ended by ${who ?? 'prod-access'}`) };
  const approvals = file.reviews.filter(({ verdict }) => verdict === 'approve');
  const names = approvals.map(({ by }) => by.name).join(', ');
  const by = names || (file.request.auto?.by ?? 'prod-access');
  return { note: clip(`${file.id}: approved by ${by}`) };
}

/** Why AWS is told no. */
export function refusalNote({ id, request, reviews, grant }: CaseFile): string {
  const denial = reviews.findLast(({ verdict }) => verdict === 'deny');
  if (request.state === 'denied' && denial) {
    return clip(`${id}: denied by ${denial.by.name}: ${denial.comment ?? ''}`);
  }
  if (request.state === 'lapsed') return `${id}: nobody answered in time`;
  if (grant?.failure) return `${id}: could not be given (${grant.failure.code})`;
  const { ending } = grant ?? {};
  const isOwn = !ending || ending.who?.key === request.requester.key;
  if (!isOwn) return clip(`${id}: ended by ${ending.who?.name ?? 'prod-access'}`);
  return clip(`${id}: withdrawn by ${request.requester.name}`);
}

const clip = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST - 1)}…`;
};
