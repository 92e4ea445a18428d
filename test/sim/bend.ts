/** How a planted bug bends what the core is given. The core itself is never changed. */

import type { Config } from '../../src/config/config.ts';
import type { Ports } from '../../src/engine/context.ts';
import type { Board } from './board.ts';
import type { Cloud } from './cloud.ts';
import type { Loop } from './loop.ts';
import type { Script } from './script.ts';
import type { Shelf } from './shelf.ts';

export interface Surroundings {
  readonly loop: Loop;
  readonly cloud: Cloud;
  readonly board: Board;
  readonly shelf: Shelf;
}

export interface Bend {
  readonly ports?: (ports: Ports, around: Surroundings) => Ports;
  readonly config?: (config: Config) => Config;
  readonly world?: (around: Surroundings) => void;
  /** So that what the bug needs does happen. */
  readonly script?: (script: Script) => Script;
}

export const bentStore = (
  change: (store: Ports['store'], around: Surroundings) => object,
): Bend => ({
  ports: (ports, around) => ({
    ...ports,
    store: { ...ports.store, ...change(ports.store, around) },
  }),
});

type Seen = Awaited<ReturnType<Ports['provider']['observe']>>;
/** AWS as the core is made to see it. */
export const bentSight =
  (change: (seen: Seen) => Seen): NonNullable<Bend['ports']> =>
  (ports) => ({
    ...ports,
    provider: {
      ...ports.provider,
      observe: async (order) => change(await ports.provider.observe(order)),
    },
  });

export interface Planted {
  readonly name: string;
  /** Seeds within which it must be found. */
  readonly budget: number;
  readonly bend: Bend;
}
