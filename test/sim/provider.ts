/** The grant provider of one replica, on the simulated AWS. */

import { startReach } from '../../src/catalog/session-reach.ts';
import {
  isAutomation,
  isOfSystemsManager,
  isSsm,
  membershipOf,
  type Target,
  targetKey,
} from '../../src/catalog/target.ts';
import { landsBy } from '../../src/holding/lands.ts';
import type { TargetFacts } from '../../src/holding/lease.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { ok, refuse } from '../../src/kernel/refusal.ts';
import type {
  ApplyOrder,
  GrantProvider,
  Marked,
  PreflightOrder,
} from '../../src/ports/grant-provider.ts';
import type { Facts, TargetReader } from '../../src/ports/target-reader.ts';
import { type Cloud, NAMED_ROLES, SESSION_MS } from './cloud.ts';
import type { CloudWatch } from './cloud-watch.ts';
import type { Gate } from './gate.ts';
import { applyToSystemsManager, withSystemsManager } from './provider-ssm.ts';
import { contentOf, nameOf } from './slots.ts';
import { isCenterUser, JUMP, PRODUCTION, STORE } from './town.ts';

export function createProvider(gate: Gate, cloud: Cloud, watch: CloudWatch): GrantProvider {
  return {
    uniqueId: ({ user }) => gate.call('cloud', 'uniqueId', () => idOf(user)),
    preflight: (order) =>
      gate.call('cloud', `preflight ${order.principal.user}`, () => preflightAt(cloud, order)),
    async observe(order) {
      const { holder, targets, groups } = order;
      const seen = await gate.call('cloud', `observe ${holder.user}`, () => ({
        principal: 'present' as const,
        found: cloud.found(holder.user, groups),
        facts: allFacts(
          targets.filter((target) => !isOfSystemsManager(target)),
          holder.user,
        ),
      }));
      return withSystemsManager(gate, cloud, order, {
        seen,
        facts: (target) => ok(factsOf(target, holder.user)),
      });
    },
    content: (_, slot) => contentOf(slot),
    async apply(order) {
      // Between the decision and the signature a machine may sleep.
      if (gate.fate.dice.chance(0.3)) await gate.call('cloud', 'sign', () => undefined);
      if (!order.stillMine()) throw new Fault('claim-too-old', 'Too late to be sent.');
      const { holder, step } = order;
      const name = nameOf(step.do === 'put' ? step.slot : step.id);
      watch.sending(holder.user, order, gate.life.replica);
      const there = applyToSystemsManager(gate, cloud, order, watch);
      if (there) return there;
      // As AWS asks: when it arrives, by its own clock.
      const untilMs = isDated(order) ? landsBy(order.endMs, cloud.nowMs) : Infinity;
      return gate.call('cloud', `${step.do} ${holder.user} ${name}`, () => {
        if (cloud.nowMs >= untilMs) throw new Fault('aws-refused', 'Its session is over.');
        gate.fate.trace(gate.life.replica, `AWS takes ${step.do} ${holder.user} ${name}`);
        cloud.write(holder.user, step, watch.travelMs());
        return { ok: true };
      });
    },
    async *survey() {
      yield* await gate.call('cloud', 'survey', () => marked(cloud));
    },
  };
}

export const createTargetReader = (gate: Gate): TargetReader => ({
  facts: ({ holder, targets }) =>
    gate.call('cloud', `facts ${holder.user}`, () => allFacts(targets, holder.user)),
});

function preflightAt(cloud: Cloud, { principal, target, held }: PreflightOrder) {
  const { account, user } = principal;
  const isThere = cloud.user(user).slots.has(`member ${membershipOf(target)}`);
  if (isThere && !held) return refuse('already-held', { user, what: 'a membership' });
  const uniqueId = idOf(user);
  const holder = { key: principalKey(account, uniqueId), account, user, uniqueId };
  return ok({ holder, facts: factsOf(target, user), target });
}

function marked(cloud: Cloud): Marked[] {
  return [...cloud.users].flatMap(([user, { slots }]) =>
    [...slots.values()].map(
      (slot): Marked => ({
        account: isCenterUser(user) ? STORE : JUMP,
        user,
        uniqueId: idOf(user),
        slot,
        installation: 'simul1',
      }),
    ),
  );
}

/** A gift in Identity Center, where no fence can be. */
const isDated = ({ holder, step }: ApplyOrder): boolean =>
  step.do === 'put' && step.slot.kind === 'member' && isCenterUser(holder.user);

const idOf = (user: string): string => `AIDA${user.replace('.', '').toUpperCase()}`;

const allFacts = (targets: readonly Target[], user: string): Facts =>
  Object.fromEntries(targets.map((target) => [targetKey(target), ok(factsOf(target, user))]));

function factsOf(target: Target, user: string): TargetFacts {
  if (target.kind === 'identity-center') {
    const reach = [{ actions: ['sts:AssumeRoleWithSAML'], resources: [`${PRODUCTION}/sso`] }];
    return { reach, namedRoles: [], tailMs: SESSION_MS };
  }
  if (isAutomation(target)) return { reach: [], namedRoles: [], tailMs: 0 };
  if (isSsm(target)) return { reach: startReach(target), namedRoles: [], tailMs: 0 };
  const [role] = target.roles;
  const name = role?.name ?? '';
  const account = role?.account ?? '';
  const resources = [`arn:aws:iam::${account}:role/${name}`];
  const isNamed = NAMED_ROLES.includes(name);
  return {
    reach: [{ actions: ['sts:AssumeRole'], resources }],
    namedRoles: isNamed ? [{ account, name, userid: `*:${user}`, maxSessionMs: SESSION_MS }] : [],
    tailMs: isNamed ? 0 : SESSION_MS,
  };
}
