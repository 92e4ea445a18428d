/** What people do to a case besides reviewing it: withdraw, give back, end, extend, write off. */

import type { CaseFile } from '../case-file/case-file.ts';
import { cancelCase, endGrant, writeOff } from '../case-file/end-case.ts';
import { askExtension } from '../case-file/extend-case.ts';
import type { Stepped } from '../case-file/outcome.ts';
import { countRefused } from '../case-file/refused.ts';
import type { PersonKey, RequestId } from '../kernel/brand.ts';
import { isSamePerson, type Person } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { DurationMs } from '../kernel/time.ts';
import { mayConfirm } from './confirmers.ts';
import type { Context } from './context.ts';
import { decideCase, isAmong } from './decide-case.ts';
import { heldNow } from './held-back.ts';
import { changeCase } from './records.ts';
import { loadInForce } from './in-force.ts';
import type { Acted } from './review-request.ts';
import { nameOf, resolveParty, resolvePerson } from './resolve-person.ts';
import { stoppedNow } from './stopped.ts';
import { mayNotEnd } from './who-decides.ts';

type Step = (file: CaseFile, by: Person, nowMs: number) => Stepped | Promise<Stepped>;

export const cancelRequest = (ctx: Context, actor: PersonKey, id: RequestId): Promise<Acted> =>
  act(ctx, actor, id, 'cancel', cancelCase);

/** "I'm done", by the one who holds it. */
export const giveBack = (ctx: Context, actor: PersonKey, id: RequestId): Promise<Acted> =>
  act(ctx, actor, id, 'done', (file, by, nowMs) =>
    isHolder(file, by)
      ? endGrant(file, 'requester', by, nowMs)
      : refuse('not-yours', { id: file.id }),
  );

/** "End now": by the holder, by anyone who may approve, by an operator. */
export const endNow = (ctx: Context, actor: PersonKey, id: RequestId): Promise<Acted> =>
  act(ctx, actor, id, 'end', async (file, by, nowMs) => {
    if (isHolder(file, by)) return endGrant(file, 'requester', by, nowMs);
    if (await isOperator(ctx, by)) return endGrant(file, 'operator', by, nowMs);
    const no = await mayNotEnd(ctx, file, by, 60_000);
    return no ?? endGrant(file, 'approver', by, nowMs);
  });

export const extendGrant = (
  ctx: Context,
  actor: PersonKey,
  id: RequestId,
  byMs: DurationMs,
  justification?: string,
): Promise<Acted> =>
  act(ctx, actor, id, 'extend', async (file, by, nowMs) => {
    const stopped = await stoppedNow(ctx);
    if (stopped) return stopped;
    const decision = await decideCase(ctx, file, 60_000, byMs);
    if (!decision.ok) return decision;
    const held = heldNow(ctx, file.request.entitlement, decision.value.frozen);
    if (held) return held;
    return askExtension(file, by, byMs, justification, decision.value, nowMs);
  });

export const writeOffGrant = (
  ctx: Context,
  actor: PersonKey,
  id: RequestId,
  reason: string,
): Promise<Acted> =>
  act(ctx, actor, id, 'write-off', async (file, by, nowMs) => {
    const { contact } = ctx.config.operators;
    if (!(await isOperator(ctx, by))) return refuse('not-an-operator', { operators: contact });
    return writeOff(file, by, reason, nowMs);
  });

/** By the command line on the bot's own host: whoever can reach the socket runs the bot. */
export async function revokeLocally(ctx: Context, id: RequestId): Promise<Acted> {
  const outcome = await changeCase(ctx, id, (file, nowMs) =>
    file.grant
      ? endGrant(file, 'operator', undefined, nowMs)
      : refuse('not-active', { id, state: file.request.state }),
  );
  return outcome ?? refuse('request-unknown', { typed: id });
}

async function act(
  ctx: Context,
  actor: PersonKey,
  id: RequestId,
  what: string,
  step: Step,
): Promise<Acted> {
  // Of two who act together it has to be sure that they are two.
  const resolve = what === 'write-off' ? resolveParty : resolvePerson;
  const known = await resolve(ctx, actor);
  if (!known.ok) {
    await note(ctx, id, { key: actor, name: await nameOf(ctx, actor) }, what, known);
    return known;
  }
  const { person } = known.value;
  const outcome = await changeCase(ctx, id, (file, nowMs) => step(file, person, nowMs));
  if (!outcome) return refuse('request-unknown', { typed: id });
  if (!outcome.ok) await note(ctx, id, person, what, outcome);
  return outcome;
}

type Named = Pick<Person, 'key' | 'name'>;
const note = (ctx: Context, id: RequestId, by: Named, what: string, { code }: Refusal) =>
  changeCase(ctx, id, (file, nowMs) => countRefused(file, by, what, code, nowMs));

export const isHolder = ({ request }: CaseFile, by: Person): boolean =>
  isSamePerson(request.requester, by) || isSamePerson(request.beneficiary, by);

/** While changed rules wait, only those are who were operators before them. */
export async function isOperator(ctx: Context, by: Person): Promise<boolean> {
  if (!(await isAmong(ctx, ctx.config.operators.who, by))) return false;
  if (!ctx.waits?.()) return true;
  const { known } = await loadInForce(ctx);
  return known === undefined || mayConfirm(ctx, known.rules?.confirmers, by, by.key);
}
