/** Planted bugs in what becomes of AWS's own requests. */

import type { Bend, Planted } from './bend.ts';
import { askedFor } from './kinds.ts';
import { IN_NODES } from './town.ts';

type Ports = Parameters<NonNullable<Bend['ports']>>[0];
type Desk = NonNullable<Ports['access']>;

const bentDesk = (change: (desk: Desk, signal: (opsItem: string) => void) => object): Bend => ({
  script: askedFor(IN_NODES),
  ports(ports, { cloud }) {
    const { access } = ports;
    if (!access) return ports;
    const approve = (opsItem: string) => void cloud.requests.signal(opsItem, 'Approve', 0);
    return { ...ports, access: { ...access, ...change(access, approve) } };
  },
});

const approvedFirst: Planted = {
  name: 'a request is approved at AWS before our approvals are in',
  budget: 20,
  bend: bentDesk((desk, approve) => ({
    async list(...asked: Parameters<Desk['list']>) {
      const filed = await desk.list(...asked);
      for (const { status, opsItem } of filed) if (status === 'pending') approve(opsItem);
      return filed;
    },
  })),
};

const neverRejected: Planted = {
  name: 'what is denied here goes on waiting at AWS',
  budget: 40,
  bend: bentDesk(() => ({ reject: async () => ({ ok: true }) })),
};

const carriedOnce: Planted = {
  name: 'a request is carried by the replica that saw it first, or by nobody',
  budget: 150,
  bend: bentDesk((desk) => {
    const known = new Set<string>();
    return {
      async list(...asked: Parameters<Desk['list']>) {
        const filed = await desk.list(...asked);
        const fresh = filed.filter(({ opsItem }) => !known.has(opsItem));
        for (const { opsItem } of fresh) known.add(opsItem);
        return filed.filter((one) => one.status !== 'pending' || fresh.includes(one));
      },
    };
  }),
};

const windowOpen: Planted = {
  name: 'the window that AWS opened is not closed at our end',
  budget: 40,
  bend: {
    script: askedFor(IN_NODES),
    ports: (ports) => ({
      ...ports,
      provider: {
        ...ports.provider,
        async apply(order) {
          const { step } = order;
          const isRevoke = step.do === 'remove' && step.id.kind === 'access';
          return isRevoke ? { ok: true } : ports.provider.apply(order);
        },
      },
    }),
  },
};

const tokensForgotten: Planted = {
  name: 'what a token opens after the end is not looked for',
  budget: 150,
  bend: {
    script: askedFor(IN_NODES),
    world({ cloud }) {
      const { shells, requests } = cloud;
      const listed = shells.listed.bind(shells);
      shells.listed = (user) => (requests.may(user, cloud.nowMs) ? listed(user) : early(user));
      const known = new Set<string>();
      const open = shells.open.bind(shells);
      shells.open = (user, access, unseenMs, hasTunnel) => {
        if (!requests.may(user, cloud.nowMs)) known.add(user);
        open(user, access, unseenMs, hasTunnel);
      };
      const early = (user: string) => (known.has(user) ? [] : listed(user));
    },
  },
};

export const DESK_BUGS: readonly Planted[] = [
  approvedFirst,
  neverRejected,
  carriedOnce,
  windowOpen,
  tokensForgotten,
];
