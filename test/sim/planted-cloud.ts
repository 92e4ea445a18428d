/** Planted bugs on the way to AWS. */

import type { Step } from '../../src/holding/slot.ts';
import type { Bend, Planted, Surroundings } from './bend.ts';
import { askedFor } from './kinds.ts';
import type { Deed, Script } from './script.ts';
import { CENTER_GROUP, IN_CENTER } from './town.ts';

const HOUR = 3_600_000;

const endAfterGrant: Planted = {
  name: 'the end is written after the grant',
  budget: 20,
  bend: onWrite((step, { user, write }, { loop }) => {
    if (step.do !== 'put' || step.slot.kind === 'member' || step.slot.kind === 'tag') return false;
    if (step.slot.kind === 'allow') write(user, { do: 'put', slot: shifted(step.slot, 24 * HOUR) });
    loop.in(15_000, () => write(user, step));
    return true;
  }),
};

const bookedAfter: Planted = {
  name: 'the end is booked after the membership is given',
  budget: 60,
  bend: {
    ...onWrite((step, { user, write }, { loop }) => {
      if (step.do !== 'put' || step.slot.kind !== 'fence') return false;
      if (step.slot.place.on !== 'schedule') return false;
      write(user, { do: 'put', slot: { kind: 'member', group: CENTER_GROUP } });
      loop.in(15_000, () => write(user, step));
      return true;
    }),
    script: askedFor(IN_CENTER),
  },
};

const wrongZone: Planted = {
  name: 'times are told to AWS in the wrong zone',
  budget: 20,
  bend: onWrite((step, { user, write }) => {
    if (step.do !== 'put') return false;
    write(user, { do: 'put', slot: shifted(step.slot, 9 * HOUR) });
    return true;
  }),
};

const fenceFirst: Planted = {
  name: 'the fence goes before the access',
  budget: 60,
  bend: onWrite((step, { user, write }, { loop, cloud }) => {
    if (step.do !== 'remove' || (step.id.kind !== 'member' && step.id.kind !== 'allow'))
      return false;
    for (const slot of cloud.user(user).slots.values()) {
      if (slot.kind === 'fence') write(user, { do: 'remove', id: slot });
    }
    loop.in(8 * 60_000, () => write(user, step));
    return true;
  }),
};

const overlapIgnored: Planted = {
  name: 'overlaps are ignored: the newest grant overwrites the others',
  budget: 60,
  bend: {
    ...onWrite((step, { user, write }) => {
      if (step.do !== 'put' || step.slot.kind !== 'allow' || step.slot.windows.length < 2) {
        return false;
      }
      const windows = step.slot.windows.toSorted((a, b) => b.startMs - a.startMs).slice(0, 1);
      write(user, { do: 'put', slot: { ...step.slot, windows } });
      return true;
    }),
    script: allByOne,
  },
};

const silenceIsEmpty: Planted = {
  name: 'silence of AWS is read as nothing there',
  budget: 150,
  bend: {
    ports: (ports) => ({
      ...ports,
      provider: {
        ...ports.provider,
        observe: (order) =>
          ports.provider.observe(order).catch(() => ({ principal: 'gone', found: [], facts: {} })),
      },
    }),
  },
};

const neverRemoved: Planted = {
  name: 'a removal that AWS refused once counts as done',
  budget: 150,
  bend: {
    ports: (ports) => ({
      ...ports,
      provider: {
        ...ports.provider,
        apply: (order) =>
          order.step.do === 'put' || !order.stillMine()
            ? ports.provider.apply(order)
            : ports.provider.apply(order).catch(() => ({ ok: true })),
        observe: async (order) => {
          const seen = await ports.provider.observe(order);
          return { ...seen, found: seen.found.filter(({ id }) => id.kind !== 'member') };
        },
      },
    }),
  },
};

export const CLOUD_BUGS: readonly Planted[] = [
  endAfterGrant,
  bookedAfter,
  wrongZone,
  fenceFirst,
  overlapIgnored,
  silenceIsEmpty,
  neverRemoved,
];

interface Writing {
  readonly user: string;
  readonly write: (user: string, step: Step) => void;
}

/** @param change says whether it has dealt with the write. */
function onWrite(change: (step: Step, one: Writing, around: Surroundings) => boolean): Bend {
  return {
    world(around) {
      const { cloud } = around;
      const original = cloud.write.bind(cloud);
      const write = (user: string, step: Step) => original(user, step, 0);
      cloud.write = (user, step, travelMs) => {
        if (!change(step, { user, write }, around)) original(user, step, travelMs);
      };
    },
  };
}

type PutSlot = Extract<Step, { do: 'put' }>['slot'];

function shifted(slot: PutSlot, byMs: number): PutSlot {
  if (slot.kind === 'allow') {
    const windows = slot.windows.map((one) => ({ ...one, endMs: one.endMs + byMs }));
    return { ...slot, windows };
  }
  if (slot.kind !== 'fence') return slot;
  return { ...slot, denials: slot.denials.map((one) => ({ ...one, fromMs: one.fromMs + byMs })) };
}

/** Two grants of one person at one time, of different policies, approved by all. */
function allByOne(script: Script): Script {
  const deeds = script.deeds.flatMap((deed): Deed[] => {
    const { act } = deed;
    if (act.do !== 'ask') return act.do === 'approve' ? [{ ...deed, act: { ...act, ago: 0 } }] : [];
    const entitlement = act.ask % 2 === 0 ? 'prod-logs' : 'prod-db';
    const atMs = 10_000 + act.ask * 20_000;
    const votes = (['ben', 'chie', 'dai'] as const).map((who, index) => ({
      number: 1_000 + 10 * act.ask + index,
      atMs: atMs + 30_000 + 10_000 * index,
      who,
      act: { do: 'approve', ask: act.ask, ago: 0 } as const,
    }));
    return [
      { ...deed, atMs, who: 'aiko' as const, act: { ...act, entitlement, minutes: 6 } },
      ...votes,
    ];
  });
  return { ...script, deeds, troubles: [] };
}
