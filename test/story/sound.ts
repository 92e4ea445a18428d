/** What must hold when a story is over: in AWS, in the audit, and in the log. */

import { expect } from 'vitest';
import { policyName } from '../../adapters/aws/names.ts';
import { openReader } from '../../adapters/registry.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import { allHeads } from '../../src/ops/all-heads.ts';
import type { SealedEvent } from '../../src/audit/chain.ts';
import { quiet } from './quiet.ts';
import { JUMP, type World } from './world.ts';

export async function soundAfter(world: World): Promise<void> {
  await quiet();
  expect(deniedIn(world)).toEqual([]);
  expect(unexplained(world, await casesIn(world))).toEqual([]);
  expect(await audit(world)).toMatchObject({ ok: true });
  expect(world.log.filter((line) => line.includes('"work-failed"'))).toEqual([]);
}

/** What the bot may not, by its policies alone: a right that is missing in deploy/. */
const deniedIn = ({ aws }: World): readonly string[] => {
  const denied = aws.calls.filter(
    ({ principal, outcome, ordered }) =>
      !ordered && OURS.test(principal) && outcome.startsWith('AccessDenied'),
  );
  return [...new Set(denied.map(({ service, action }) => `${service}:${action}`))];
};

/** Through the access role come the people themselves. */
const OURS = /^(?:prod-access(?!-nodes\/)|ProdAccess)/;

/** Whatever allows something at AWS by our hand, though no living grant wants it. */
function unexplained(world: World, cases: readonly CaseFile[]): readonly string[] {
  const living = cases.filter(({ grant }) => grant && LIVING.has(grant.state));
  const { users, groups, roles } = world.aws.account(JUMP).state();
  const wantedOf = (user: string) =>
    living
      .filter(({ request }) => request.holder.user === user)
      .flatMap(({ grant }) => grant?.leases.map(({ target }) => target) ?? []);
  const holders = living.map(({ request }) => request.holder.uniqueId);
  const wantedAtRoles = holders.map((id) => policyName('demo01', { kind: 'allow' }, id));
  const atRoles = Object.values(roles).flatMap(({ name, inline }) =>
    Object.keys(inline)
      .filter((policy) => /-allow-[0-9a-f]{16}$/.test(policy) && !wantedAtRoles.includes(policy))
      .map((policy) => `role ${name} has ${policy}`),
  );
  const atUsers = Object.values(users).flatMap(({ name, inline, tags }) => {
    const wanted = wantedOf(name);
    const allows = Object.keys(inline).filter((policy) => policy.endsWith('-allow'));
    const isPolicy = wanted.some((target) => target.kind !== 'iam-group');
    const marked = tags.flatMap(({ key }) => (groups[key.slice(12)] ? [key.slice(12)] : []));
    const groupsWanted = wanted.flatMap((one) => (one.kind === 'iam-group' ? [one.group] : []));
    return [
      ...(isPolicy ? [] : allows.map((policy) => `${name} has ${policy}`)),
      ...marked.flatMap((group) =>
        groupsWanted.includes(group) ? [] : [`${name} is marked as a member of ${group}`],
      ),
    ];
  });
  return [...atUsers, ...atRoles];
}

const LIVING = new Set(['provisioning', 'active', 'revoking', 'failed']);

export async function casesIn({
  database,
  clock,
}: Pick<World, 'database' | 'clock'>): Promise<CaseFile[]> {
  const store = await openReader(database, { region: 'us-east-1', clock });
  try {
    const heads = [];
    for await (const head of allHeads(store)) if (head.key.startsWith('case/')) heads.push(head);
    return heads.map((head) => head.body as CaseFile);
  } finally {
    store.close();
  }
}

/** Every recorded fact of all records, those not yet moved to the log included. */
export async function factsIn({
  database,
  clock,
}: Pick<World, 'database' | 'clock'>): Promise<SealedEvent[]> {
  const store = await openReader(database, { region: 'us-east-1', clock });
  try {
    const facts: SealedEvent[] = [];
    for await (const one of store.events({})) facts.push(one);
    for await (const head of allHeads(store)) facts.push(...head.sealed);
    return [...new Map(facts.map((one) => [`${one.record} ${one.seq}`, one])).values()];
  } finally {
    store.close();
  }
}

export async function audit({ database, clock }: Pick<World, 'database' | 'clock'>) {
  const store = await openReader(database, { region: 'us-east-1', clock });
  try {
    return await verifyAudit(store);
  } finally {
    store.close();
  }
}
