/** Who is in the identity store, by e-mail address. */

import type { PrincipalEntry } from '../../src/ports/directory.ts';
import { type CenterCaller, storeOf } from './center-call.ts';
import { pagesOf } from './pages.ts';

/** Everybody with an address; people who share one are told apart by nobody. */
export async function centerEntries(caller: CenterCaller): Promise<readonly PrincipalEntry[]> {
  const [sdk, client] = await storeOf(caller);
  const { store } = caller.center;
  const users = await pagesOf(
    'identitystore:ListUsers',
    (next) =>
      client.send(new sdk.ListUsersCommand({ IdentityStoreId: store, MaxResults: 100, ...next }), {
        abortSignal: caller.signal,
      }),
    (page) => page.Users,
  );
  return users.flatMap(({ UserName: user, Emails = [] }) => {
    const primary = Emails.find((one) => one.Primary) ?? Emails[0];
    const email = primary?.Value?.toLowerCase();
    return user && email ? [{ account: store, user, email }] : [];
  });
}
