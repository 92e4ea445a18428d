/** Planted bugs in what Systems Manager is asked for and told. */

import type { Planted } from './bend.ts';
import { askedFor } from './kinds.ts';
import { IN_SHELL } from './town.ts';

const sessionsStay: Planted = {
  name: 'sessions are not ended',
  budget: 40,
  bend: {
    script: askedFor(IN_SHELL),
    world({ cloud }) {
      cloud.shells.end = () => {};
    },
  },
};

const silentSessions: Planted = {
  name: 'sessions that could not be read are taken for none',
  budget: 200,
  bend: {
    script: askedFor(IN_SHELL),
    ports: (ports) => ({
      ...ports,
      provider: {
        ...ports.provider,
        async observe(order) {
          const { unread, ...seen } = await ports.provider.observe(order);
          return seen;
        },
      },
    }),
  },
};

const othersToo: Planted = {
  name: 'sessions that other rights opened are ended along',
  budget: 40,
  bend: {
    script: askedFor(IN_SHELL),
    ports: (ports) => ({
      ...ports,
      provider: {
        ...ports.provider,
        async observe(order) {
          const seen = await ports.provider.observe(order);
          const found = seen.found.map((one) =>
            one.id.kind === 'session'
              ? { ...one, id: { ...one.id, document: 'ProdAccess-Shell-15m' } }
              : one,
          );
          return { ...seen, found };
        },
      },
    }),
  },
};

export const SSM_BUGS: readonly Planted[] = [sessionsStay, silentSessions, othersToo];
