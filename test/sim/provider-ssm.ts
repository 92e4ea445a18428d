/** What Systems Manager is asked and told by the grant provider of a replica. */

import { byline } from '../../src/catalog/node-request.ts';
import {
  isOfSystemsManager,
  type JitnaTarget,
  type Target,
  targetKey,
} from '../../src/catalog/target.ts';
import type { TargetFacts } from '../../src/holding/lease.ts';
import type { Seen } from '../../src/holding/look.ts';
import type { SeenRun } from '../../src/holding/run.ts';
import { accessSlot, type FoundSlot, slotName } from '../../src/holding/slot.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';
import type { Applied, ApplyOrder, ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { CloudWatch } from './cloud-watch.ts';
import type { Cloud } from './cloud.ts';
import { signalled } from './desk.ts';
import type { Gate } from './gate.ts';
import { contentOf, nameOf } from './slots.ts';

interface SeenByIam {
  readonly seen: Seen;
  readonly facts: (target: Target) => Answer<TargetFacts>;
}

/** It may be silent where IAM is not, and then only its own part is unread. */
export async function withSystemsManager(
  gate: Gate,
  cloud: Cloud,
  { holder, sessions, targets, runs = [], requests = [] }: ObserveOrder,
  { seen, facts }: SeenByIam,
): Promise<Seen> {
  const ask = <T>(what: string, work: () => T) => silently(gate.call('cloud', what, work));
  const unread = { targets: [] as string[], sessions: [] as string[], runs: [] as string[] };
  unread.targets.push(...(seen.unread?.targets ?? []));
  const read = { ...seen.facts };
  for (const target of targets.filter(isOfSystemsManager)) {
    const key = targetKey(target);
    const answer = await ask(`facts ${key}`, () => facts(target));
    if (answer) read[key] = answer;
    else unread.targets.push(key);
  }
  const requested: FoundSlot[] = [];
  for (const target of requests) {
    const key = targetKey(target);
    const { opsItem = '' } = target.request ?? {};
    const answer = await ask(`read ${opsItem}`, () => standing(cloud, target));
    if (!answer) unread.targets.push(key);
    else {
      read[key] = answer.facts;
      requested.push(...answer.found);
    }
  }
  const who = holder.user;
  const open =
    sessions.length > 0 ? await ask(`sessions ${who}`, () => cloud.shells.listed(who)) : [];
  if (!open) unread.sessions.push(...sessions);
  const found: SeenRun[] = [];
  for (const { slot, execution } of runs) {
    const name = slotName(slot);
    const answer = await ask(`run ${name}`, () => ({ run: cloud.runs.seen(slot, execution) }));
    if (!answer) unread.runs.push(name);
    else if (answer.run) found.push({ name, ...answer.run });
  }
  const isWhole = Object.values(unread).every((one) => one.length === 0);
  const more = { found: [...seen.found, ...requested, ...(open ?? [])], facts: read, runs: found };
  return { ...seen, ...more, ...(isWhole ? {} : { unread: { ...seen.unread, ...unread } }) };
}

/** Undefined where the call was not answered. */
async function silently<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** Undefined of what is IAM's, or Identity Center's. */
export function applyToSystemsManager(
  gate: Gate,
  cloud: Cloud,
  { step, holder }: ApplyOrder,
  watch: CloudWatch,
): Promise<Applied> | undefined {
  const what = step.do === 'put' ? step.slot : step.id;
  const name = `${step.do} ${holder.user} ${nameOf(what)}`;
  const call = <T>(work: () => T) =>
    gate.call('cloud', name, () => {
      gate.fate.trace(gate.life.replica, `AWS takes ${name}`);
      return work();
    });
  if (step.do === 'put') {
    const { slot } = step;
    if (slot.kind === 'access') {
      return call(() => signalled(cloud, slot, 'Approve', watch.travelMs()));
    }
    if (slot.kind !== 'run') return undefined;
    const start = () => cloud.runs.start(holder.user, slot, watch.luck(slot.purpose));
    return call(() => ({ ok: true, execution: start() }));
  }
  const { id } = step;
  if (id.kind === 'session') return ended(call(() => cloud.shells.end(id, watch.travelMs())));
  if (id.kind === 'access') return call(() => signalled(cloud, id, 'Revoke', watch.travelMs()));
  if (id.kind !== 'run') return undefined;
  return ended(call(() => cloud.runs.stop(id.execution ?? '')));
}

/** Whatever becomes of an order to end or to stop something, nothing else waits for it. */
async function ended(call: Promise<void>): Promise<Applied> {
  const answer = await silently(call.then(() => ({ ok: true }) as const));
  return answer ?? refuse('aws-refused', { action: 'ssm', message: 'Simulated.' });
}

/** Still to be had: waiting, or approved and within its window. */
function standing({ requests }: Cloud, target: JitnaTarget) {
  const slot = accessSlot({ target });
  const request = slot && requests.read(slot.opsItem);
  if (!slot || !request) return { facts: refuse('target-missing', { what: 'request' }), found: [] };
  const { status, lastBy } = request;
  const isOpen = status === 'pending' || status === 'approved';
  const facts: Answer<TargetFacts> = isOpen
    ? ok({ reach: [], namedRoles: [], tailMs: 0 })
    : refuse('decided-at-aws', { status, by: byline(lastBy) });
  const found = status === 'approved' ? [{ id: slot, content: contentOf(slot) }] : [];
  return { facts, found };
}
