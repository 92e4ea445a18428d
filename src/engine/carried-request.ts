/** A request filed at AWS as one of ours: its id, its person, its time, and what decides it. */

import { cleanText } from '../card/sanitize.ts';
import {
  carriedTarget,
  entryFor,
  type NodeRequest,
  type NodesByTag,
  requestEntries,
} from '../catalog/node-request.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import type { JitnaTarget } from '../catalog/target.ts';
import { principalKey, type RequestId, requestId } from '../kernel/brand.ts';
import { digestOf } from '../kernel/digest.ts';
import type { Person } from '../kernel/person.ts';
import { type Answer, ok, refuse } from '../kernel/refusal.ts';
import type { Approvable, Decision } from '../policy/decision.ts';
import type { AccessDesk } from '../ports/access-desk.ts';
import type { Request } from '../request/request.ts';
import type { Context } from './context.ts';
import { autoOf } from './auto-approved.ts';
import { decideAsk } from './decide-case.ts';
import type { Ask } from './policy-facts.ts';
import { checkFlood } from './limits.ts';
import { personKeyOf } from './requester-person.ts';
import { resolvePerson } from './resolve-person.ts';
import { stoppedNow } from './stopped.ts';

/** The same for every replica, at every look: of two that open it, one finds it opened. */
export function carriedId({ account, region, opsItem }: NodeRequest): RequestId {
  let left = BigInt(`0x${digestOf({ account, region, opsItem }).slice(0, 10)}`);
  let digits = '';
  for (let count = 0; count < 8; count += 1) {
    digits = `${CROCKFORD[Number(left % 32n)]}${digits}`;
    left /= 32n;
  }
  return requestId(`PA-${digits}`);
}
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export interface Carried {
  readonly request: Request;
  readonly title: string;
  readonly decision: Approvable;
}

/** Judged as if it had been asked here: the same people, the same rules, the same limits. */
export async function judgeRequest(
  ctx: Context,
  desk: AccessDesk,
  filed: NodeRequest,
  tagged: NodesByTag,
): Promise<Answer<Carried>> {
  const stopped = await stoppedNow(ctx);
  if (stopped) return stopped;
  const entry = entryFor(filed, requestEntries(ctx.config.catalog.entitlements.values()), tagged);
  if (!entry) return refuse('node-uncovered', { node: filed.node });
  const key = await personKeyOf(ctx, desk, filed);
  if (!key.ok) return key;
  const known = await resolvePerson(ctx, key.value);
  if (!known.ok) return known;
  const { person } = known.value;
  const { entitlement, target } = entry;
  const targets = [carriedTarget(target, filed, filed.execution ?? '')];
  const asked = { requester: person, beneficiary: person, entitlement, targets };
  const { decision, durationMs } = await decide(ctx, asked, filed.durationMs);
  if (decision.kind === 'forbidden') return decision.refusal;
  const limited = await checkFlood(ctx, person, entitlement.id);
  if (limited) return limited;
  const request = draft(ctx, person, { filed, entitlement, target, decision, durationMs });
  const title = entitlement.title[ctx.config.language] ?? entitlement.title.en;
  return ok({ request, title, decision });
}

interface Decided {
  readonly decision: Decision;
  readonly durationMs: number;
}

/** Who asks at AWS cannot choose the time: a cap of ours makes it shorter, and is no refusal. */
async function decide(
  ctx: Context,
  asked: Omit<Ask, 'durationMs'>,
  askedMs: number,
): Promise<Decided> {
  const durationMs = Math.min(askedMs, asked.entitlement.maxMs);
  const decision = await decideAsk(ctx, { ...asked, durationMs }, 60_000);
  if (decision.kind !== 'forbidden' || decision.refusal.code !== 'too-long') {
    return { decision, durationMs };
  }
  const { maxMs } = decision.refusal.facts;
  const shorter = await decideAsk(ctx, { ...asked, durationMs: maxMs }, 60_000);
  return { decision: shorter, durationMs: maxMs };
}

interface Drafted {
  readonly filed: NodeRequest;
  readonly entitlement: Entitlement;
  readonly target: JitnaTarget;
  readonly decision: Approvable;
  readonly durationMs: number;
}

function draft(ctx: Context, person: Person, drafted: Drafted): Request {
  const { filed, entitlement, target, decision, durationMs } = drafted;
  const nowMs = ctx.clock.nowMs();
  const { account, requester, execution = '' } = filed;
  const user = requester.is.kind === 'session' ? `${requester.is.role}/${requester.is.name}` : '';
  const { uniqueId } = requester;
  return {
    id: carriedId(filed),
    state: 'pending',
    requester: person,
    beneficiary: person,
    holder: { key: principalKey(account, uniqueId), account, user, uniqueId },
    entitlement: entitlement.id,
    targets: [carriedTarget(target, filed, execution)],
    facts: [{ reach: [], namedRoles: [], tailMs: 0 }],
    asked: { kind: 'duration', durationMs },
    typedTime: `${Math.round(filed.durationMs / 60_000)}m`,
    justification: cleanText(filed.reason, LONGEST_REASON),
    answers: {},
    createdMs: nowMs,
    lapseMs: nowMs + decision.lapseMs,
    ...autoOf(decision),
    rules: decision.trace.looked.filter((one) => one.used).map((one) => one.rule),
    tailMs: 0,
  };
}

/** More than AWS takes. */
const LONGEST_REASON = 500;
