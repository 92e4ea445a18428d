/** Open sessions of somebody: of their own, and of access roles in other accounts. */

import { throughName } from '../../src/holding/sessions.ts';
import type { FoundSlot, SessionId } from '../../src/holding/slot.ts';
import type { ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Clients } from './clients.ts';
import { sessionsOf } from './ssm-read.ts';

interface Read {
  readonly found: readonly FoundSlot[];
  /** As `sessionPlace` names them. */
  readonly unread: readonly string[];
}

/** @param owner of their own sessions, as AWS lists it. */
export async function openSessions(
  clients: Clients,
  { holder, sessions, through = [] }: ObserveOrder,
  owner: string,
  signal: AbortSignal,
): Promise<Read> {
  const own = sessions.map((region) => {
    const place = { clients, account: holder.account, region, signal };
    return { name: region, read: sessionsOf(place, owner) };
  });
  const elsewhere = through.map((one) => {
    const { account, name } = one.role;
    const place = { clients, account, region: one.region, signal };
    // Its trust policy asks for the name of the user.
    const session = `arn:aws:sts::${account}:assumed-role/${name}/${holder.user}`;
    const read = sessionsOf(place, session).then((all) => all.map((id) => ({ ...id, account })));
    return { name: throughName(one), read };
  });
  const all: readonly Asked[] = [...own, ...elsewhere];
  const read = await Promise.allSettled(all.map((one) => one.read));
  return {
    found: read
      .flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
      .map((id) => ({ id, content: id.session })),
    unread: all.filter((_, index) => read[index]?.status === 'rejected').map(({ name }) => name),
  };
}

interface Asked {
  readonly name: string;
  readonly read: Promise<readonly SessionId[]>;
}
