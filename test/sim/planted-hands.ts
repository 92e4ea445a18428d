/** Planted bugs about roles that take no fence, and about groups and users changed by hand. */

import { type FencePlace, type FoundSlot, type Slot, slotId } from '../../src/holding/slot.ts';
import { placeName, slotName } from '../../src/holding/slot.ts';
import type { Observation, ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Bend, Planted } from './bend.ts';
import type { Trouble } from './faults.ts';
import type { Script } from './script.ts';
import { isAtRole } from './slots.ts';
import { USERS } from './town.ts';
import { approve, grab, type Step, walk } from './walk.ts';

type FenceSlot = Extract<Slot, { kind: 'fence' }>;

const orderedIsThere: Planted = {
  name: 'a fence that was ordered at a role counts as one that stands there',
  budget: 300,
  bend: {
    ports(ports) {
      const ordered = new Map<string, FenceSlot>();
      const { provider } = ports;
      const isTheirs = (name: string, { holder }: ObserveOrder) =>
        name.startsWith(`${holder.uniqueId} `);
      return {
        ...ports,
        provider: {
          ...provider,
          async apply(order) {
            const { step, holder } = order;
            if (step.do === 'remove' || step.slot.kind !== 'fence' || !isAtRole(step.slot)) {
              return provider.apply(order);
            }
            ordered.set(`${holder.uniqueId} ${slotName(step.slot)}`, step.slot);
            return provider.apply(order).catch(() => ({ ok: true }));
          },
          async observe(order) {
            const seen = await provider.observe(order);
            const known = new Set(seen.found.map(({ id }) => slotName(id)));
            const more = [...ordered].flatMap(([name, slot]): FoundSlot[] => {
              if (!isTheirs(name, order) || known.has(slotName(slot))) return [];
              return [{ id: slotId(slot), content: provider.content(order.holder, slot) }];
            });
            return { ...withoutPlaces(seen), found: [...seen.found, ...more] };
          },
        },
      };
    },
  },
};

const silentIsGone: Planted = {
  name: 'a role that cannot be read is taken for one that is no more',
  budget: 20,
  bend: {
    ...observing((seen) => {
      const rolesGone = [...(seen.rolesGone ?? []), ...(seen.unread?.places ?? [])];
      return { ...withoutPlaces(seen), rolesGone };
    }),
    script: held(
      [[105, 'aiko', { do: 'done', ask: 0 }]],
      [{ kind: 'closed', role: 'Db', how: 'silent', fromMs: 100_000, toMs: 200_000 }],
    ),
  },
};

const nameAlone: Planted = {
  name: 'memberships are looked for by the name of their group alone',
  budget: 300,
  bend: observing((seen) => ({
    ...seen,
    found: seen.found.filter(({ id }) => id.kind !== 'member' || id.as === undefined),
  })),
};

const nameIsId: Planted = {
  name: 'another group of the same name is taken for the one before',
  budget: 500,
  bend: observing((seen) => ({ ...seen, found: seen.found.map(withoutId) })),
};

const uncut: Planted = {
  name: 'sessions of a deleted user are not cut',
  budget: 20,
  bend: {
    ports: (ports, { cloud }) => ({
      ...ports,
      provider: {
        ...ports.provider,
        async apply(order) {
          const { step, holder } = order;
          const isLeft = !cloud.isPresent(holder.user, holder.uniqueId) && isAtRole(step);
          return isLeft ? { ok: true } : ports.provider.apply(order);
        },
        async observe(order) {
          const seen = await ports.provider.observe(order);
          if (seen.principal === 'present') return seen;
          return { ...seen, rolesGone: order.places.filter(isOnRole).map(placeName) };
        },
      },
    }),
    script: held([[105, 'aiko', { do: 'delete-user' }]]),
  },
};

const renamedIsGone: Planted = {
  name: 'somebody who is called otherwise is taken for gone',
  budget: 20,
  bend: {
    script: held([], [{ kind: 'renamed', user: USERS.aiko ?? '', fromMs: 100_000, toMs: 200_000 }]),
    ports: (ports, { cloud }) => ({
      ...ports,
      provider: {
        ...ports.provider,
        async observe(order) {
          if (!cloud.closed.isRenamed(order.holder.user)) return ports.provider.observe(order);
          return { principal: 'gone', found: [], facts: {} };
        },
      },
    }),
  },
};

const anotherIsSame: Planted = {
  name: 'another user of the same name gets what the one before was given',
  budget: 20,
  bend: {
    script: held([
      [21, 'aiko', { do: 'delete-user' }],
      [22, 'aiko', { do: 'make-user' }],
    ]),
    world({ cloud }) {
      cloud.users.whose = (name) => cloud.user(name);
    },
  },
};

export const HAND_BUGS: readonly Planted[] = [
  orderedIsThere,
  silentIsGone,
  nameAlone,
  nameIsId,
  uncut,
  renamedIsGone,
  anotherIsSame,
];

/** Somebody holds a role and is in a session there, and then something happens to it. */
function held(more: readonly Step[], troubles: readonly Trouble[] = []) {
  const steps: readonly Step[] = [
    [5, 'aiko', { do: 'ask', ask: 0, entitlement: 'prod-db', minutes: 4 }],
    [20, 'ben', approve(0)],
    [24, 'chie', approve(0)],
    [80, 'aiko', grab],
    [99, 'aiko', grab],
    ...more,
  ];
  return (script: Script): Script => ({ ...script, ...walk(0, '', [], steps).script, troubles });
}

function observing(change: (seen: Observation) => Observation): Bend {
  return {
    ports: (ports) => ({
      ...ports,
      provider: {
        ...ports.provider,
        observe: async (order) => change(await ports.provider.observe(order)),
      },
    }),
  };
}

function withoutPlaces({ unread, ...seen }: Observation): Observation {
  if (!unread) return seen;
  const { places: _, ...rest } = unread;
  return { ...seen, unread: rest };
}

const isOnRole = (place: FencePlace): boolean => place.on === 'role';

function withoutId(one: FoundSlot): FoundSlot {
  if (one.id.kind !== 'member') return one;
  const { groupId: _, ...id } = one.id;
  return { ...one, id };
}
