/** Against flooding approvers: so many open at a time, no ask twice, none at once after a no. */

import type { CaseFile } from '../case-file/case-file.ts';
import { canonical } from '../kernel/digest.ts';
import { isSamePerson, type Person } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { Context } from './context.ts';
import type { ReadAsk } from './read-ask.ts';
import { casesOf } from './past-cases.ts';

export async function checkLimits(
  ctx: Context,
  person: Person,
  ask: ReadAsk,
): Promise<Refusal | undefined> {
  const open = await casesOf(ctx, person, { states: ['pending'] });
  const same = open.find(
    ({ request }) => sameAsk(request) === sameAsk({ ...ask, entitlement: ask.entitlement.id }),
  );
  if (same) return refuse('same-request-open', { id: same.id });
  return checkFlood(ctx, person, ask.entitlement.id, open);
}

/** For asks of any kind: too many open, or again so soon after a no. */
export async function checkFlood(
  ctx: Context,
  person: Person,
  entitlement: string,
  known?: readonly CaseFile[],
): Promise<Refusal | undefined> {
  const { openPerPerson, cooldownMs } = ctx.config.limits;
  const nowMs = ctx.clock.nowMs();
  const open = known ?? (await casesOf(ctx, person, { states: ['pending'] }));
  if (open.length >= openPerPerson) {
    return refuse('too-many-open', { max: openPerPerson, open: open.map((file) => file.id) });
  }
  const denied = await casesOf(ctx, person, {
    states: ['denied'],
    fromMs: nowMs - cooldownMs - 7 * 86_400_000,
  });
  const last = denied.find(
    ({ request }) =>
      request.entitlement === entitlement &&
      isSamePerson(request.beneficiary, person) &&
      (request.closedMs ?? 0) + cooldownMs > nowMs,
  );
  if (!last) return undefined;
  return refuse('denied-recently', {
    id: last.id,
    untilMs: (last.request.closedMs ?? 0) + cooldownMs,
  });
}

export const sameAsk = ({
  entitlement,
  asked,
  justification,
  account,
  picked,
  answers,
  added,
}: Pick<
  CaseFile['request'],
  'entitlement' | 'asked' | 'justification' | 'account' | 'picked' | 'answers' | 'added'
>) => canonical({ entitlement, asked, justification, account, picked, answers, added });
