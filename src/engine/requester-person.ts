/** Who filed a request at AWS: a person we know, by a session whose name nobody could choose. */

import type { NodeRequest } from '../catalog/node-request.ts';
import type { PersonKey } from '../kernel/brand.ts';
import { type Answer, ok, refuse } from '../kernel/refusal.ts';
import type { AccessDesk } from '../ports/access-desk.ts';
import type { Context } from './context.ts';
import { WARM_MS } from './resolve-person.ts';

const READ_MS = 10_000;

/**
 * @throws Fault while AWS does not say. A name that its bearer chose proves nothing: under a
 * colleague's name an approver would decide on their own request.
 */
export async function personKeyOf(
  ctx: Context,
  desk: AccessDesk,
  { account, requester }: NodeRequest,
): Promise<Answer<PersonKey>> {
  const { is, arn } = requester;
  if (is.kind === 'user') return refuse('iam-user-request', { user: is.user });
  if (is.kind === 'other') return refuse('requester-unmapped', { who: arn });
  const { roles, people } = ctx.config.jitna;
  const isVouched = roles.includes(is.role);
  if (!isVouched && !(await desk.forcesName(account, is.role, AbortSignal.timeout(READ_MS)))) {
    return refuse('session-name-free', { role: is.role });
  }
  // Mapped as a session of this very role, or by the name of their IAM user.
  const key =
    people.get(is.name) ??
    (await keyOfUser(ctx, account, `${is.role}/${is.name}`)) ??
    (await keyOfUser(ctx, account, is.name));
  return key ? ok(key) : refuse('requester-unmapped', { who: `${is.role}/${is.name}` });
}

/** By the people of the file, then by the tags of IAM users, where the file says so. */
export async function keyOfUser(
  ctx: Context,
  account: string,
  name: string,
): Promise<PersonKey | undefined> {
  const { listed, byTag } = ctx.config.people;
  const known = listed.filter(
    ({ principal }) => principal?.account === account && principal.user === name,
  );
  if (known.length > 0) return known.length === 1 ? known[0]?.key : undefined;
  if (!byTag) return undefined;
  const entries = await ctx.principals.entries(WARM_MS);
  const mine = entries.filter(
    (entry) => (entry.account === account && entry.user === name) || entry.email === name,
  );
  const keys = [...new Set(mine.flatMap(({ chat }) => chat ?? []))];
  return keys.length === 1 ? (keys[0] as PersonKey) : undefined;
}
