/** The grant provider of one replica, on the simulated AWS. */

import { landsBy } from '../../src/holding/lands.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { ApplyOrder, GrantProvider, Marked } from '../../src/ports/grant-provider.ts';
import type { TargetReader } from '../../src/ports/target-reader.ts';
import type { Cloud } from './cloud.ts';
import type { CloudWatch } from './cloud-watch.ts';
import type { Gate } from './gate.ts';
import { factsAt, factsRead, preflightAt } from './provider-facts.ts';
import { observed, refusedThere } from './provider-iam.ts';
import { applyToSystemsManager, withSystemsManager } from './provider-ssm.ts';
import { contentOf, nameOf } from './slots.ts';
import { isCenterUser, JUMP, STORE } from './town.ts';

export function createProvider(gate: Gate, cloud: Cloud, watch: CloudWatch): GrantProvider {
  return {
    uniqueId: ({ user }) => gate.call('cloud', 'uniqueId', () => cloud.idOf(user)),
    preflight: (order) =>
      gate.call('cloud', `preflight ${order.principal.user}`, () => preflightAt(cloud, order)),
    async observe(order) {
      const name = `observe ${order.holder.user}`;
      watch.looking(order.holder, gate.life);
      const seen = await gate.call('cloud', name, () => observed(cloud, order));
      // Of those who are no more nothing is read but what may outlive them.
      const more = seen.principal === 'present' ? order : { ...order, targets: [], requests: [] };
      const facts = factsAt(cloud, order);
      return withSystemsManager(gate, cloud, more, { seen, facts });
    },
    content: (_, slot) => contentOf(slot),
    async apply(order) {
      // Between the decision and the signature a machine may sleep.
      if (gate.fate.dice.chance(0.3)) await gate.call('cloud', 'sign', () => undefined);
      if (!order.stillMine()) throw new Fault('claim-too-old', 'Too late to be sent.');
      const { holder, step } = order;
      const name = nameOf(step.do === 'put' ? step.slot : step.id);
      watch.sending(order, gate.life.replica);
      const there = applyToSystemsManager(gate, cloud, order, watch);
      if (there) return there;
      // As AWS asks: when it arrives, by its own clock.
      const untilMs = isDated(order) ? landsBy(order.endMs, cloud.nowMs) : Infinity;
      return gate.call('cloud', `${step.do} ${holder.user} ${name}`, () => {
        if (cloud.nowMs >= untilMs) throw new Fault('aws-refused', 'Its session is over.');
        const no = refusedThere(cloud, order);
        if (no) return no;
        gate.fate.trace(gate.life.replica, `AWS takes ${step.do} ${holder.user} ${name}`);
        const user = cloud.users.whose(holder.user, holder.uniqueId);
        cloud.write(holder.user, step, watch.travelMs(), user);
        return { ok: true };
      });
    },
    async *survey() {
      const silent = yield* await gate.call('cloud', 'survey', () => marked(cloud));
      if (silent) throw new Fault('aws-unreachable', 'Simulated: a role is silent.');
    },
  };
}

export const createTargetReader = (gate: Gate, cloud: Cloud): TargetReader => ({
  facts: (order) => gate.call('cloud', `facts ${order.holder.user}`, () => factsRead(cloud, order)),
});

/** Of roles that are silent nothing, and that is said after all that could be read. */
function* marked({ users, closed, groups }: Cloud): Generator<Marked, boolean> {
  let isSilent = false;
  for (const [user, { slots, uniqueId }] of users.all()) {
    const account = isCenterUser(user) ? STORE : JUMP;
    for (const one of slots.values()) {
      const role = one.kind === 'fence' && one.place.on === 'role' ? one.place.role.name : '';
      if (role !== '' && closed.isSilent(role)) isSilent = true;
      else {
        const slot =
          one.kind === 'member' ? { ...one, group: groups.nameOf(one.group) ?? '' } : one;
        yield { account, user, uniqueId, slot, installation: 'simul1' };
      }
    }
  }
  return isSilent;
}

/** A gift in Identity Center, where no fence can be. */
const isDated = ({ holder, step }: ApplyOrder): boolean =>
  step.do === 'put' && step.slot.kind === 'member' && isCenterUser(holder.user);
