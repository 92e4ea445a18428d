/** The simulated world: one clock, one store, one AWS, one chat, and the replicas between them. */

import type { Config } from '../../src/config/config.ts';
import type { Ports } from '../../src/engine/context.ts';
import type { ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { StoreHealth } from '../../src/ports/store.ts';
import type { Bend } from './bend.ts';
import { Board } from './board.ts';
import { Cloud } from './cloud.ts';
import { book } from './booked.ts';
import { carryOut } from './deliver.ts';
import type { Post } from './post.ts';
import { furnish } from './furnish.ts';
import { createDice } from './dice.ts';
import { Troubles } from './fate.ts';
import type { Meets, Port } from './faults.ts';
import type { Life } from './life.ts';
import { Loop } from './loop.ts';
import { type Luck, throwLuck } from './luck.ts';
import { Oracle } from './oracle.ts';
import { People } from './people.ts';
import { type Ground, type Replica, startReplica } from './replica.ts';
import type { Script } from './script.ts';
import { createShelf, type Shelf } from './shelf.ts';
import type { Variant } from './town.ts';
import { Trace } from './trace.ts';

export const START_MS = Date.UTC(2026, 10, 24, 9);

/** By then another replica goes on with it. */
const TAKEN_OVER_MS = 15_000;

export class World implements Ground, Post {
  readonly loop = new Loop(START_MS);
  readonly dice;
  readonly people = new People();
  readonly board = new Board();
  readonly cloud = new Cloud(this.loop);
  readonly oracle: Oracle;
  readonly shelf: Shelf;
  readonly replicas: (Replica | undefined)[] = [];
  readonly script: Script;
  readonly traced: Trace;
  deliveries = 0;
  readonly configured = new WeakMap<Life, Variant>();
  readonly #bend: Bend;
  readonly #troubles: Troubles;
  #names = 0;
  #isCopy = false;
  #variant: Variant = 0;
  readonly #deployed: Variant[] = [];

  constructor(script: Script, bend: Bend = {}, isTalking = false) {
    this.script = script;
    this.#bend = bend;
    this.traced = new Trace(isTalking);
    this.dice = createDice(script.seed, 2);
    this.#troubles = new Troubles(script.troubles, createDice(script.seed, 3));
    this.oracle = new Oracle(this.loop, this.cloud, this.people, script);
    this.shelf = createShelf((head, life) => {
      this.trace(life.replica, `commits ${head.key} v${head.version} ${head.index.state}`);
      this.oracle.committed(head, this.configured.get(life) ?? this.#variant);
    }, script.isOnSql ?? false);
  }

  /** Starts everybody and books all that the script says. */
  open(): void {
    this.#bend.world?.(this);
    furnish(this.cloud, this.script);
    for (let number = 0; number < this.script.replicas; number += 1) this.#start(number);
    for (const deed of this.script.deeds) {
      this.loop.at(START_MS + deed.atMs, () => carryOut(this, deed));
    }
    for (const one of this.script.troubles) book(this, one);
  }

  trace(replica: number, what: string): void {
    this.traced.add(this.loop.nowMs - START_MS, replica, what);
  }

  get faults() {
    return { faults: this.#troubles.met + this.deliveries, deaths: this.#troubles.deaths };
  }

  meets(port: Port, replica: number, what: string): Meets {
    this.traced.events += 1;
    const meets = this.#troubles.meets(port, this.loop.nowMs - START_MS, replica, what);
    if (meets.kind !== 'fine' || meets.delayMs > 1_000) {
      const atMs = this.loop.nowMs + (meets.kind === 'late' ? meets.landsMs : meets.delayMs);
      this.oracle.disturbed(atMs, port === 'cloud');
    }
    return meets;
  }

  dies(life: Life): 'before' | 'after' | undefined {
    return this.#troubles.dies(this.loop.nowMs - START_MS, life.replica);
  }

  swallows(replica: number): boolean {
    if (!this.#troubles.swallows(this.loop.nowMs - START_MS, replica)) return false;
    this.trace(replica, 'chat shows an update to nobody');
    return true;
  }

  kill(life: Life): void {
    if (!life.isAlive) return;
    if (life.replica === this.script.lost) return this.lose(life);
    life.end();
    this.trace(life.replica, 'is dead');
    this.replicas[life.replica] = undefined;
    const downMs = this.dice.between(1_000, 45_000);
    this.oracle.disturbed(this.loop.nowMs + downMs, false);
    this.loop.in(downMs, () => this.#start(life.replica));
  }

  /** Dies and does not come back: the others have all that it had begun. */
  lose(life: Life): void {
    life.end();
    this.trace(life.replica, 'is dead for good');
    this.replicas[life.replica] = undefined;
    this.oracle.disturbed(this.loop.nowMs + TAKEN_OVER_MS, false);
  }

  looking(holder: ApplyOrder['holder'], by: Life): void {
    this.oracle.looking(holder, by);
  }

  sending(order: ApplyOrder, replica: number): void {
    this.oracle.sending(order, replica);
  }

  luck(purpose: string): Luck {
    const { healMs, troubles } = this.script;
    const isRough = troubles.some(({ kind }) => kind !== 'delivery');
    const mayFail = isRough && this.loop.nowMs - START_MS < healMs;
    const luck = throwLuck(this.dice, purpose, mayFail);
    if (luck.fails) this.oracle.disturbed(this.loop.nowMs + luck.ms + 60_000, true);
    return luck;
  }

  travelMs = (): number => (this.dice.chance(0.5) ? 0 : this.dice.int(9_000));

  nextName = (): number => (this.#names += 1);

  bend(ports: Ports): Ports {
    return this.#bend.ports?.(ports, this) ?? ports;
  }

  bendConfig(config: Config): Config {
    return this.#bend.config?.(config) ?? config;
  }

  logged(replica: number, event: string, facts?: object): void {
    this.trace(replica, `${event} ${JSON.stringify(facts)}`);
    this.oracle.logged(event, facts);
  }

  paged(id: string): void {
    this.trace(-1, `page ${id}`);
    this.oracle.pages += 1;
  }

  /** One replica after the other gets the other one; until then it starts with what it has. */
  roll(): void {
    const next = (this.#variant = this.#variant === 0 ? 1 : 0);
    this.script.skewsMs.forEach((_, number) => {
      this.loop.in(1_000 + number * this.dice.between(5_000, 40_000), () => {
        this.#deployed[number] = next;
        const life = this.replicas[number]?.life;
        if (life) this.kill(life);
      });
    });
  }

  setBack(agoMs: number): void {
    this.#isCopy = true;
    this.shelf.setBack(this.loop.nowMs - agoMs);
    this.oracle.setBack(this.shelf.heads.values());
    for (const one of this.replicas) if (one) this.kill(one.life);
  }

  /** What the store knows of itself: nothing, unless it is an older copy. */
  health(): StoreHealth | undefined {
    if (!this.#isCopy) return undefined;
    const copy = { why: 'Simulated.', settle: async () => void (this.#isCopy = false) };
    return { trouble: () => undefined, copy };
  }

  #start(number: number): void {
    const variant = this.#deployed[number] ?? 0;
    this.trace(number, `starts with configuration ${variant}`);
    const skewMs = this.script.skewsMs[number] ?? 0;
    this.replicas[number] = startReplica(this, number, skewMs, variant);
  }
}
