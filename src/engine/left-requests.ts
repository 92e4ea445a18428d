/** Requests filed at AWS that are not carried here: on record, and told to whom it concerns. */

import { event } from '../audit/event.ts';
import { deniedByAwsNotice, leftNotice } from '../card/request-notices.ts';
import { refusalText } from '../card/refusal-text.ts';
import type { NodeRequest } from '../catalog/node-request.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { MINUTE, type EpochMs, utcDay } from '../kernel/time.ts';
import type { AccessDesk } from '../ports/access-desk.ts';
import type { RecordKey } from '../ports/store.ts';
import { commitHead } from './commit-head.ts';
import { CHAT_TIMEOUT_MS, type Context } from './context.ts';
import { readerOf } from './resolve-person.ts';
import { keyOfUser } from './requester-person.ts';
import { withinClaim } from './send-steps.ts';
import { channelReader } from './view-case.ts';

/** One a day, of the day it was filed: the same record for every replica. */
interface Left {
  readonly schema: 1;
  /** Request and code → since when it is owed, and whether it was told. */
  readonly said: Readonly<Record<string, { readonly atMs: EpochMs; readonly told: boolean }>>;
}

/** Whoever put it on record tells it; after so long anybody does. */
const DIED_MS = MINUTE;

export async function leaveRequest(
  ctx: Context,
  desk: AccessDesk,
  filed: NodeRequest,
  no: Refusal,
): Promise<void> {
  const isDenied = filed.status === 'rejected';
  const rejected = !isDenied && ctx.config.jitna.unmatched === 'reject';
  if (!(await isOursToTell(ctx, filed, no, rejected))) return;
  if (rejected) {
    const note = `prod-access: ${refusalText(no, { locale: 'en', zone: ctx.config.zone })}`;
    const signal = AbortSignal.timeout(CHAT_TIMEOUT_MS);
    const { account, region, opsItem } = filed;
    const order = { account, region, opsItem, note: note.slice(0, 512), signal };
    await desk.reject({ ...order, stillMine: withinClaim(ctx) });
  }
  await tell(ctx, filed, no, isDenied ? 'denied' : rejected ? 'rejected' : 'left');
  await change(ctx, filed, (left) => ({
    ...left,
    [nameOf(filed, no)]: { atMs: ctx.clock.nowMs(), told: true },
  }));
}

const nameOf = ({ opsItem }: NodeRequest, { code }: Refusal) => `${opsItem} ${code}`;

async function isOursToTell(
  ctx: Context,
  filed: NodeRequest,
  no: Refusal,
  rejected: boolean,
): Promise<boolean> {
  const name = nameOf(filed, no);
  const nowMs = ctx.clock.nowMs();
  let isOurs = false;
  const { opsItem, node, requester } = filed;
  const facts = { opsItem, node, requester: requester.arn, code: no.code, rejected };
  const said = event('aws-request-left', nowMs, 'prod-access', facts);
  await change(
    ctx,
    filed,
    (left) => {
      const known = left[name];
      isOurs = known === undefined || (!known.told && nowMs - known.atMs >= DIED_MS);
      return isOurs ? { ...left, [name]: { atMs: nowMs, told: false } } : undefined;
    },
    (left) => (left[name] === undefined ? [said] : []),
  );
  return isOurs;
}

type Said = Left['said'];
const TRIES = 20;

async function change(
  ctx: Context,
  { createdMs }: NodeRequest,
  step: (said: Said) => Said | undefined,
  facts: (said: Said) => Parameters<typeof commitHead>[4] = () => [],
): Promise<void> {
  const key: RecordKey = `meta/aws-requests-${utcDay(createdMs)}`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const head = await ctx.store.load(key);
    const { said } = (head?.body ?? { schema: 1, said: {} }) as Left;
    const next = step(said);
    if (!next) return;
    const index = { state: 'open', createdMs, due: {} };
    const body: Left = { schema: 1, said: next };
    if ((await commitHead(ctx, key, head, body, facts(said), index)) === 'committed') return;
  }
}

async function tell(
  ctx: Context,
  filed: NodeRequest,
  no: Refusal,
  how: 'left' | 'rejected' | 'denied',
): Promise<void> {
  const signal = AbortSignal.timeout(CHAT_TIMEOUT_MS);
  const notice = leftNotice(filed, no, how, channelReader(ctx));
  await ctx.chat.announce(ctx.config.operators.channel, notice, signal);
  const { is } = filed.requester;
  if (how !== 'denied' || is.kind !== 'user') return;
  const key = await keyOfUser(ctx, filed.account, is.user);
  if (key) await ctx.chat.tell(key, deniedByAwsNotice(filed, no, await readerOf(ctx, key)), signal);
}
