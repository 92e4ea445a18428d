/** Session Manager in the simulated world: sessions that live on until they are ended. */

import type { FoundSlot, SessionId } from '../../src/holding/slot.ts';
import { type Access, DOCUMENTS, NODE, REGION, SHELL_MS } from './access.ts';
import type { Loop } from './loop.ts';

interface Shell {
  readonly id: SessionId;
  readonly user: string;
  /** None of ours: opened by other rights of its holder. */
  readonly access: Access | undefined;
  /** The same node was open to them by a tunnel as well. */
  readonly isShared: boolean;
  /** In lists only from then on. */
  readonly seenMs: number;
  untilMs: number;
}

interface Opened {
  readonly node?: string;
  readonly document: string;
  readonly unseenMs: number;
}

/** Of no access that can be asked for. */
const OWN_NODE = 'i-0fedcba9876543210';
export const OWN_DOCUMENT = 'Own-Shell';

export class Shells {
  readonly #loop: Loop;
  readonly #changed: () => void;
  /** Whose own sessions somebody ended. */
  readonly wronged: string[] = [];
  #open: Shell[] = [];
  /** Who may start sessions by a document of their own. */
  readonly #own = new Set<string>();
  #serial = 0;

  constructor(loop: Loop, changed: () => void) {
    this.#loop = loop;
    this.#changed = changed;
  }

  edges = (): readonly number[] => this.#open.map(({ untilMs }) => untilMs);

  /** Opens one that is in no list for so long. */
  open(user: string, access: Access, unseenMs: number, hasTunnel: boolean): void {
    const { nowMs } = this.#loop;
    // A tunnel's document has no longest time.
    const untilMs = access === 'Tunnel' ? Infinity : nowMs + SHELL_MS;
    this.#open = this.#open.filter((one) => one.untilMs > nowMs);
    // The node by what was given, and the document by their own rights: every second time.
    const isHalf = access === 'Shell' && this.#own.has(user) && this.#serial % 2 === 1;
    const document = isHalf ? OWN_DOCUMENT : (DOCUMENTS[access] ?? '');
    this.#add(user, { access, document, untilMs, unseenMs, isShared: isHalf && hasTunnel });
  }

  /** By rights that nobody gave here, and until its holder ends it. */
  openOwn(user: string): void {
    this.#own.add(user);
    const more = { access: undefined, untilMs: Infinity, unseenMs: 0, isShared: false };
    this.#add(user, { ...more, node: OWN_NODE, document: OWN_DOCUMENT });
  }

  #add(user: string, one: Pick<Shell, 'access' | 'untilMs' | 'isShared'> & Opened): void {
    const { access, isShared, node = NODE, document, untilMs, unseenMs } = one;
    const session = `${user}-${(this.#serial += 1)}`;
    const openedMs = this.#loop.nowMs;
    const id = { kind: 'session', region: REGION, session, node, document, openedMs } as const;
    this.#changed();
    this.#open.push({ id, user, access, isShared, untilMs, seenMs: openedMs + unseenMs });
  }

  /** It cannot be resumed after; word of it travels. */
  end({ session }: SessionId, travelMs: number): void {
    this.#changed();
    const one = this.#open.find(({ id }) => id.session === session);
    if (one && !one.access) this.wronged.push(one.user);
    if (one) one.untilMs = Math.min(one.untilMs, this.#loop.nowMs + travelMs);
  }

  /** What is open to them by a tunnel as well is the tunnel's, for as long as they have that. */
  isOpen(user: string, access: Access, atMs: number, hasTunnel: boolean): boolean {
    const own = this.#open.filter((one) => one.user === user && one.access === access);
    return own.some((one) => atMs < one.untilMs && !(one.isShared && hasTunnel));
  }

  /** Users of sessions that access opened, and that are open now. */
  users(): ReadonlySet<string> {
    const { nowMs } = this.#loop;
    const ours = this.#open.filter((one) => one.access && nowMs < one.untilMs);
    return new Set(ours.map(({ user }) => user));
  }

  listed(user: string): readonly FoundSlot[] {
    const { nowMs } = this.#loop;
    return this.#open
      .filter((one) => one.user === user && one.seenMs <= nowMs && nowMs < one.untilMs)
      .map(({ id }) => ({ id, content: id.session }));
  }
}
