/** Who the bot is in an account: the role that it enters by, or whoever holds our credentials. */

import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Clients } from './clients.ts';
import { ifDenied } from './faults.ts';
import type { Caller } from './iam-call.ts';
import { roleOf } from './iam-read.ts';

interface Knowing {
  readonly clients: Clients;
  readonly config: { readonly catalog: Catalog };
}

/** @param named the bot, where somebody else looks */
export async function botArn(
  { clients, config }: Knowing,
  account: string,
  caller: Caller,
  named: string | undefined,
): Promise<string> {
  const entered = config.catalog.accounts.get(account)?.role?.arn;
  return entered ?? named ?? standing(caller, account, await clients.arn(account));
}

/** Of a session the role, with the path that the session's ARN has lost. */
async function standing(caller: Caller, account: string, arn: string): Promise<string> {
  const name = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  if (name === undefined) return arn;
  const role = await roleOf(caller, name).catch((error: unknown) => ifDenied(error, undefined));
  return role?.Arn ?? `arn:aws:iam::${account}:role/${name}`;
}
