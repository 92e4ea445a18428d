/** One replica of the program: the real core over ports that fail. Dies and starts again. */

import { createOnce, type Once } from '../../adapters/chats/once.ts';
import { type App, createApp } from '../../src/app.ts';
import type { DrawingId, RequestId } from '../../src/kernel/brand.ts';
import type { Ports } from '../../src/engine/context.ts';
import type { StoreHealth } from '../../src/ports/store.ts';
import type { Config } from '../../src/config/config.ts';
import type { Board } from './board.ts';
import type { Cloud } from './cloud.ts';
import { type Fate, Gate } from './gate.ts';
import { Life } from './life.ts';
import type { Loop } from './loop.ts';
import type { People } from './people.ts';
import type { CloudWatch } from './cloud-watch.ts';
import { createCalendarDesk } from './calendar-desk.ts';
import { createDesk } from './desk.ts';
import { createProvider, createTargetReader } from './provider.ts';
import type { Shelf } from './shelf.ts';
import { chatsBehind } from './chats.ts';
import type { Script } from './script.ts';
import { engineOf } from './statements.ts';
import { configOf } from './town-config.ts';
import type { Variant } from './town.ts';

export interface Replica {
  readonly number: number;
  readonly life: Life;
  readonly app: App;
  /** At the door of Teams: what this replica has taken already. */
  readonly once: Once;
}

/** What a replica is put into. */
export interface Ground extends Fate, CloudWatch {
  readonly loop: Loop;
  readonly script: Script;
  readonly shelf: Shelf;
  readonly board: Board;
  readonly cloud: Cloud;
  readonly people: People;
  /** With which configuration each life runs. */
  readonly configured: WeakMap<Life, Variant>;
  health(): StoreHealth | undefined;
  nextName(): number;
  bend(ports: Ports): Ports;
  bendConfig(config: Config): Config;
  logged(replica: number, event: string, facts?: object): void;
  paged(id: string): void;
}

/** Starts in the clock and configuration it is given; `bend` is where planted bugs come in. */
export function startReplica(
  world: Ground,
  number: number,
  skewMs: number,
  variant: Variant,
): Replica {
  const life = new Life(world.loop, number, skewMs, () => world.shelf.dueMs());
  // Of this life: what it sent may land when the next has another configuration.
  world.configured.set(life, variant);
  const gate = new Gate(life, world);
  const name = `r${number}.${world.nextName()}`;
  const ports = world.bend(portsOf(world, gate, life));
  const app = createApp({
    ports,
    config: world.bendConfig(configOf(world.script, variant)),
    version: '0.0.0',
    storeName: 'memory',
    spread: () => world.dice.int(1_000) / 1_000,
    replica: name,
  });
  void app.start().catch((error: unknown) => {
    world.trace(number, `start failed: ${String(error)}`);
    // Whatever watches over containers starts it again.
    if (life.isAlive) world.kill(life);
  });
  return { number, life, app, once: createOnce(ports.log) };
}

function portsOf(world: Ground, gate: Gate, life: Life): Ports {
  const { dice } = world;
  const log = (event: string, facts?: object) => {
    world.logged(life.replica, event, facts);
  };
  return {
    store: world.shelf.behind(gate),
    ...chatsBehind(gate, world),
    ...policyBehind(gate, world),
    health: world.health(),
    principals: { entries: async () => [] },
    provider: createProvider(gate, world.cloud, world),
    targets: createTargetReader(gate, world.cloud),
    // Whoever has no such entry asks AWS for no such requests.
    access: world.cloud.access.includes('Nodes') ? createDesk(gate, world.cloud, world) : undefined,
    pager: { page: ({ id }) => gate.call('chat', `page ${id}`, () => world.paged(id)) },
    clock: life.clock,
    ids: {
      requestId: () => `PA-${shortId(dice.int(2 ** 25))}` as RequestId,
      drawing: (request) => `${request}.${dice.hex(32)}` as DrawingId,
      token: () => dice.hex(32),
    },
    log: { info() {}, warn: log, error: log },
    skewMs: () => -life.skewMs,
  };
}

/** Where the town has a policy of its own. */
function policyBehind(gate: Gate, { script, loop }: Ground) {
  const { policy } = script;
  if (!policy) return {};
  const calendars = createCalendarDesk(gate, policy.calendar, loop.startMs);
  return policy.statements.isAsked
    ? { calendars, policies: engineOf(policy.statements) }
    : { calendars };
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const shortId = (number: number): string =>
  Array.from({ length: 5 }, (_, at) => LETTERS[(number >> (5 * at)) & 31]).join('');
