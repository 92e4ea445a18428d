/** Virtual time: what happens next is whatever is due first, and nothing else moves the clock. */

export interface Event {
  readonly atMs: number;
  readonly seq: number;
  /** Set when nobody waits for it any more. */
  off?: boolean;
  readonly work: () => void;
}

/** Somebody who looks again when there is something to do, and not before. */
export interface Poller {
  wakeMs(): number;
  wake(): void;
}

export class Loop {
  readonly startMs: number;
  nowMs: number;
  steps = 0;
  readonly pollers = new Set<Poller>();
  readonly #heap: Event[] = [];
  #seq = 0;

  constructor(startMs: number) {
    this.startMs = startMs;
    this.nowMs = startMs;
  }

  at(atMs: number, work: () => void): Event {
    const event = { atMs: Math.max(atMs, this.nowMs), seq: (this.#seq += 1), work };
    push(this.#heap, event);
    return event;
  }

  in(ms: number, work: () => void): Event {
    return this.at(this.nowMs + ms, work);
  }

  /** When something happens next; infinite when nothing ever will. */
  nextMs(): number {
    while (this.#heap[0]?.off) pop(this.#heap);
    let nextMs = this.#heap[0]?.atMs ?? Infinity;
    for (const one of this.pollers) nextMs = Math.min(nextMs, one.wakeMs());
    return nextMs;
  }

  /** Carries out the next event and resolves when all that follows from it has come to rest. */
  async step(): Promise<void> {
    this.steps += 1;
    const atMs = this.nextMs();
    this.nowMs = Math.max(this.nowMs, atMs);
    const [first] = this.#heap;
    if (first && first.atMs <= atMs) {
      pop(this.#heap);
      first.work();
    } else {
      for (const one of this.pollers) {
        if (one.wakeMs() > atMs) continue;
        one.wake();
        break;
      }
    }
    await atRest();
  }
}

/** By then every promise that could go on has gone on: Node's ticks wait for all of them. */
export const atRest = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

const isBefore = (left: Event, right: Event): boolean =>
  left.atMs < right.atMs || (left.atMs === right.atMs && left.seq < right.seq);

function push(heap: Event[], event: Event): void {
  let at = heap.push(event) - 1;
  while (at > 0) {
    const up = (at - 1) >> 1;
    const parent = heap[up] as Event;
    if (!isBefore(event, parent)) break;
    heap[at] = parent;
    at = up;
  }
  heap[at] = event;
}

function pop(heap: Event[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    if (left >= heap.length) break;
    const isRight = right < heap.length && isBefore(heap[right] as Event, heap[left] as Event);
    const child = isRight ? right : left;
    if (!isBefore(heap[child] as Event, last)) break;
    heap[at] = heap[child] as Event;
    at = child;
  }
  heap[at] = last;
}
