/** Just-in-time node access in the simulated world: AWS's own requests, and who decided them. */

import { type NodeRequest, requesterKind } from '../../src/catalog/node-request.ts';
import { NODE, REGION, TOKEN_MS } from './access.ts';
import type { Loop } from './loop.ts';

type Status = 'pending' | 'approved' | 'rejected' | 'cancelled' | 'revoked';
export type Signal = 'Approve' | 'Reject' | 'Revoke';

interface Filed {
  readonly opsItem: string;
  /** Of the requester's role session, as `ProdRequester/aiko.sato`. */
  readonly user: string;
  readonly reason: string;
  readonly durationMs: number;
  readonly createdMs: number;
  /** AWS's own policy wants an administrator besides us. */
  readonly wantsOther: boolean;
  hasOurs: boolean;
  hasTheirs: boolean;
  /** As the automation has it, which decides. */
  status: Status;
  by: string;
  approvedMs?: number;
  /** As the OpsItem tells it, a while later. */
  told: { status: Status; by: string };
}

const OURS = 'assumed-role/ProdAccess/bot';
const ADMIN = 'assumed-role/Admin/mina';
const BEFORE: Readonly<Record<Signal, Status>> = {
  Approve: 'pending',
  Reject: 'pending',
  Revoke: 'approved',
};
const AFTER: Readonly<Record<Signal, Status>> = {
  Approve: 'approved',
  Reject: 'rejected',
  Revoke: 'revoked',
};

export class Requests {
  readonly all: Filed[] = [];
  /** Whom an administrator gave access at AWS, by a hand that is not ours. */
  readonly foreign = new Set<string>();
  /** When the newest of each user is over. */
  readonly #tokens = new Map<string, number>();
  readonly #account: string;
  readonly #loop: Loop;
  readonly #changed: () => void;

  constructor(loop: Loop, account: string, changed: () => void) {
    this.#loop = loop;
    this.#changed = changed;
    this.#account = account;
  }

  file(user: string, reason: string, durationMs: number, wantsOther: boolean): void {
    const opsItem = `oi-${String(this.all.length + 1).padStart(12, '0')}`;
    const told = { status: 'pending', by: user } as const;
    const createdMs = this.#loop.nowMs;
    const approvals = { wantsOther, hasOurs: false, hasTheirs: false };
    const base = { opsItem, user, reason, durationMs, createdMs, ...approvals };
    this.#changed();
    this.all.push({ ...base, status: 'pending', by: user, told });
  }

  /** @returns false where it is not in the state for it. */
  signal(opsItem: string, signal: Signal, travelMs: number): boolean {
    const one = this.all.find((filed) => filed.opsItem === opsItem);
    if (one?.status !== BEFORE[signal] || !this.#isOpen(one)) return false;
    this.#changed();
    if (signal === 'Approve') {
      // Of one approver AWS takes one approval.
      if (one.hasOurs) return false;
      one.hasOurs = true;
      if (one.wantsOther && !one.hasTheirs) return true;
    }
    this.#set(one, AFTER[signal], OURS, travelMs);
    return true;
  }

  /** By an administrator, in AWS's console. */
  decide(reason: string, status: 'approved' | 'rejected' | 'cancelled'): void {
    const one = this.all.find((filed) => filed.reason === reason);
    if (one?.status !== 'pending') return;
    this.#changed();
    if (status === 'approved') {
      one.hasTheirs = true;
      if (one.wantsOther && !one.hasOurs) return;
      if (!one.hasOurs) this.foreign.add(one.user);
    }
    this.#set(one, status, ADMIN, 0);
  }

  #set(one: Filed, status: Status, by: string, travelMs: number): void {
    one.status = status;
    one.by = by;
    if (status === 'approved') one.approvedMs = this.#loop.nowMs;
    this.#loop.in(travelMs, () => {
      // Word of an older change never comes after that of a newer one.
      if (one.status === status) one.told = { status, by };
    });
  }

  #isOpen({ approvedMs, durationMs }: Filed, atMs = this.#loop.nowMs): boolean {
    return approvedMs === undefined || atMs < approvedMs + durationMs;
  }

  edges = (): readonly number[] =>
    this.all.flatMap(({ approvedMs, durationMs }) =>
      approvedMs === undefined ? [] : [approvedMs + durationMs],
    );

  /** May a token be had at that moment? */
  may(user: string, atMs: number): boolean {
    return this.all.some(
      (one) => one.user === user && one.status === 'approved' && this.#isOpen(one, atMs),
    );
  }

  /** Whoever may have a token takes one; those taken before stay good, whatever is over. */
  takeToken(user: string): void {
    const { nowMs } = this.#loop;
    if (this.may(user, nowMs)) this.#tokens.set(user, nowMs + TOKEN_MS);
  }

  /** Is a token good at that moment that was taken while it could be had? */
  hasToken = (user: string, atMs: number): boolean => atMs < (this.#tokens.get(user) ?? 0);

  users(): ReadonlySet<string> {
    const open = this.all.filter((one) => one.status === 'approved' && this.#isOpen(one));
    return new Set(open.map(({ user }) => user));
  }

  /** The status as the automation has it. */
  truth(opsItem: string): Status | undefined {
    return this.all.find((one) => one.opsItem === opsItem)?.status;
  }

  read(opsItem: string): NodeRequest | undefined {
    return this.list().find((one) => one.opsItem === opsItem);
  }

  list(): readonly NodeRequest[] {
    return this.all.map((one) => {
      const { opsItem, user, reason, durationMs, createdMs, told } = one;
      const account = this.#account;
      const arn = `arn:aws:sts::${account}:assumed-role/${user}`;
      const [, name = ''] = user.split('/');
      const isOver = told.status === 'approved' && !this.#isOpen(one);
      return {
        account,
        region: REGION,
        opsItem,
        execution: `x-${opsItem}`,
        requester: { arn, uniqueId: `AROAREQUESTER:${name}`, is: requesterKind(arn) },
        node: NODE,
        reason,
        durationMs,
        createdMs,
        status: isOver ? 'over' : told.status,
        lastBy: `arn:aws:sts::${account}:${told.by}`,
        owner: `arn:aws:sts::${account}:assumed-role/Token/${name}`,
      };
    });
  }
}

/** On our word, be it alone or beside another's. */
export const isOurs = ({ by, hasOurs, approvedMs }: Filed): boolean =>
  by === OURS || (hasOurs && approvedMs !== undefined);
export const requesterOf = (user: string): string => `ProdRequester/${user}`;
