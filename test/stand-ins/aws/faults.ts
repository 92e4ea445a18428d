/** Trouble on the wire, on order: which call it meets, how often, and what then happens. */

import { AwsFault, serviceFailure, throttled } from './fault.ts';
import { createRandom, type Random } from './random.ts';
import type { CallRecord } from './types.ts';

/** What happens to a call:
 *  - `throttle`, `failure`, `denied`, `conflict`: an error instead of the deed;
 *  - `failure-after`: a 500 although the deed was done;
 *  - `lost-before`, `lost-after`: the socket dies, and the deed was not, or was, done;
 *  - `half`: done, and of its answer the first half arrives, while the socket lives on;
 *  - `hang`: answered after `ms` of real time;
 *  - `hold`: does not reach AWS until `release()`, whether or not its sender still waits.
 */
export type FaultKind =
  | 'throttle'
  | 'failure'
  | 'failure-after'
  | 'denied'
  | 'conflict'
  | 'lost-before'
  | 'lost-after'
  | 'half'
  | 'hang'
  | 'hold';

export interface FaultOrder {
  readonly kind: FaultKind;
  /** One action or several; all if absent. */
  readonly action?: string | readonly string[];
  readonly when?: (call: CallRecord) => boolean;
  /** How many calls it meets before it is used up; one if absent. */
  readonly times?: number;
  readonly ms?: number;
}

export interface Fault {
  readonly order: FaultOrder;
  readonly hits: readonly CallRecord[];
  /** Resolves when the first call has run into it. */
  met(): Promise<CallRecord>;
  /** Lets every held call through, and those still to come. */
  release(): void;
  remove(): void;
}

/** The chance of each kind of fault, for every call; what is left goes well. */
export interface RandomFaults {
  readonly seed: number;
  readonly ms?: number;
  readonly action?: readonly string[];
  readonly chance: Partial<Record<Exclude<FaultKind, 'hold'>, number>>;
}

export interface Faults {
  add(order: FaultOrder): Fault;
  random(faults: RandomFaults | undefined): void;
  clear(): void;
}

/** What the server does with it: wait before the deed, throw instead, lose or spoil the answer. */
export interface Trouble {
  readonly wait?: Promise<void>;
  readonly refuse?: AwsFault;
  readonly spoil?: 'lost-before' | 'lost-after' | 'half' | 'failure-after';
}

interface Armed extends Fault {
  left: number;
  readonly meet: (call: CallRecord) => Trouble;
}

export function createFaults(): Faults & { readonly meet: (call: CallRecord) => Trouble } {
  let armed: Armed[] = [];
  let chances: { readonly faults: RandomFaults; readonly random: Random } | undefined;
  return {
    add: (order) => {
      const fault: Armed = arm(order, () => {
        armed = armed.filter((one) => one !== fault);
      });
      armed.push(fault);
      return fault;
    },
    random: (faults) => {
      chances = faults && { faults, random: createRandom(faults.seed) };
    },
    clear: () => {
      for (const fault of armed) fault.release();
      armed = [];
      chances = undefined;
    },
    meet: (call) => {
      const fault = armed.find(({ left, order }) => left > 0 && concerns(order, call));
      if (fault) return fault.meet(call);
      const kind = chances && draw(chances.faults, chances.random, call);
      return kind ? trouble(kind, call, chances?.faults.ms ?? 0) : {};
    },
  };
}

function arm(order: FaultOrder, remove: () => void): Armed {
  const hits: CallRecord[] = [];
  const met = Promise.withResolvers<CallRecord>();
  const released = Promise.withResolvers<void>();
  const fault: Armed = {
    order,
    hits,
    left: order.times ?? 1,
    met: () => met.promise,
    release: () => released.resolve(),
    remove: () => {
      released.resolve();
      remove();
    },
    meet: (call) => {
      fault.left -= 1;
      hits.push(call);
      met.resolve(call);
      if (order.kind === 'hold') return { wait: released.promise };
      return trouble(order.kind, call, order.ms ?? 0);
    },
  };
  return fault;
}

function concerns(order: FaultOrder, call: CallRecord): boolean {
  const actions = typeof order.action === 'string' ? [order.action] : order.action;
  if (actions && !actions.includes(call.action)) return false;
  return order.when?.(call) ?? true;
}

function draw({ chance, action }: RandomFaults, random: Random, call: CallRecord) {
  let drawn = random.next();
  if (action && !action.includes(call.action)) return undefined;
  for (const [kind, probability] of Object.entries(chance)) {
    drawn -= probability;
    if (drawn < 0) return kind as Exclude<FaultKind, 'hold'>;
  }
  return undefined;
}

function trouble(kind: Exclude<FaultKind, 'hold'>, call: CallRecord, ms: number): Trouble {
  if (kind === 'hang') {
    return { wait: new Promise((resolve) => setTimeout(resolve, ms).unref()) };
  }
  if (isSpoil(kind)) return { spoil: kind };
  call.ordered = true;
  return { refuse: REFUSALS[kind](call) };
}

const SPOILS: readonly FaultKind[] = ['lost-before', 'lost-after', 'half', 'failure-after'];
const isSpoil = (kind: FaultKind): kind is NonNullable<Trouble['spoil']> => SPOILS.includes(kind);

const REFUSALS = {
  throttle: throttled,
  failure: serviceFailure,
  conflict: () =>
    new AwsFault(
      'ConcurrentModification',
      'The request was rejected because multiple requests to change this object were submitted ' +
        'simultaneously. Wait a few minutes and submit your request again.',
    ),
  denied: ({ principal, service, action }: CallRecord) =>
    new AwsFault(
      'AccessDenied',
      `User: ${principal} is not authorized to perform: ${service}:${action}`,
    ),
};
