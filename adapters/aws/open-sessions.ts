/** Open sessions of somebody: of their own, and of access roles in other accounts. */

import { throughName } from '../../src/holding/sessions.ts';
import type { FoundSlot } from '../../src/holding/slot.ts';
import type { EpochMs } from '../../src/kernel/time.ts';
import type { ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Clients } from './clients.ts';
import { type SessionsRead, sessionsOf } from './ssm-sessions.ts';

interface Read {
  readonly found: readonly FoundSlot[];
  /** As `sessionPlace` names them. */
  readonly unread: readonly string[];
  /** Where more may be open than was found. */
  readonly listed: readonly string[];
}

interface Whose {
  /** Of their own sessions, as AWS lists it. */
  readonly owner: string;
  /** Those that were opened later are somebody else's, who has the name now. */
  readonly beforeMs: EpochMs;
}

export async function openSessions(
  clients: Clients,
  { holder, sessions, through = [], signal }: ObserveOrder,
  { owner, beforeMs }: Whose,
): Promise<Read> {
  const own = sessions.map((region) => {
    const place = { clients, account: holder.account, region, signal };
    return { name: region, read: sessionsOf(place, owner, { beforeMs }) };
  });
  const elsewhere = through.map((one) => {
    const { account, name } = one.role;
    const place = { clients, account, region: one.region, signal };
    // Its trust policy asks for the name of the user.
    const session = `arn:aws:sts::${account}:assumed-role/${name}/${holder.user}`;
    return {
      name: throughName(one),
      read: sessionsIn(account, sessionsOf(place, session, { beforeMs })),
    };
  });
  const all: readonly Asked[] = [...own, ...elsewhere];
  const read = await Promise.allSettled(all.map((one) => one.read));
  const answers = read.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
  return {
    found: answers.flatMap((one) => one?.open ?? []).map((id) => ({ id, content: id.session })),
    unread: all.filter((_, index) => !answers[index]).map(({ name }) => name),
    listed: all.filter((_, index) => answers[index]?.isListed).map(({ name }) => name),
  };
}

interface Asked {
  readonly name: string;
  readonly read: Promise<SessionsRead>;
}

async function sessionsIn(account: string, read: Promise<SessionsRead>): Promise<SessionsRead> {
  const { open, isListed } = await read;
  return { open: open.map((id) => ({ ...id, account })), isListed };
}
