/** All that happened, as one hash, and as lines for whoever wants to read them. */

import { createHash } from 'node:crypto';

export class Trace {
  events = 0;
  readonly lines: string[] = [];
  readonly #hash = createHash('sha256');
  readonly #isTalking: boolean;

  constructor(isTalking: boolean) {
    this.#isTalking = isTalking;
  }

  /** @param replica -1 for what people do. */
  add(sinceMs: number, replica: number, what: string): void {
    this.events += 1;
    const by = replica < 0 ? 'people' : `r${replica}`;
    const line = `${(sinceMs / 1_000).toFixed(3)} ${by} ${what}\n`;
    this.#hash.update(line);
    if (this.#isTalking) this.lines.push(line);
  }

  digest = (): string => this.#hash.digest('hex');
}
