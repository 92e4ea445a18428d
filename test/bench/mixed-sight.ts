/** What is seen of the mixed storm: who may still do what, until when, and whose turn came when. */

import type { Holding } from '../../src/holding/holding.ts';
import { type EpochMs, SECOND } from '../../src/kernel/time.ts';
import type { AwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { JUMP } from '../story/seed.ts';
import type { Held, Judged } from './mixed-grants.ts';
import type { Kind } from './mixed-kinds.ts';

/** What came of one of the thousand; times in milliseconds from the end. */
export interface Fate {
  readonly kind: Kind;
  readonly account: string;
  /** The authorizer's word for the last moment of the grant, and for the second of its end. */
  might: boolean;
  mayAtEnd: boolean;
  /** The authorizer said yes once more after its no. */
  mayAgain: boolean;
  /** When the authorizer first said no, and when the last of their sessions was over. */
  takenMs: number | undefined;
  sessionMs: number | undefined;
  /** When the program first looked after it, and when it had proved that it is over. */
  turnMs: number | undefined;
  provedMs: number | undefined;
}

interface When {
  readonly endMs: EpochMs;
  readonly now: () => EpochMs;
}

export interface Sight {
  readonly looked: (holding: string) => void;
  readonly committed: (holding: Holding) => void;
  /** How many hold what they were to be given. */
  active(): number;
  /** A moment before the end: what the authorizer will say at it. */
  before(): void;
  /** Asks the authorizer about all of whom it has not said no; how many are proved to be over. */
  look(): number;
  told(): readonly Fate[];
}

export function createSight(
  aws: AwsStandIn,
  judged: readonly Judged[],
  { endMs, now }: When,
): Sight {
  const fates = new Map(judged.map((one) => [one.holder.key as string, fateOf(one)]));
  const active = new Set<string>();
  let failed: string | undefined;
  function each(ask: (one: Judged, fate: Fate) => void): void {
    for (const one of judged) {
      const fate = fates.get(one.holder.key);
      if (fate) ask(one, fate);
    }
  }

  return {
    looked(key) {
      const fate = fates.get(key);
      const sinceMs = now() - endMs;
      if (fate && sinceMs >= 0) fate.turnMs ??= sinceMs;
    },
    committed({ key, leases }) {
      const states = leases.map(({ report }) => report.state);
      if (states.every((state) => state === 'active')) active.add(key);
      const { failure } = leases.find((lease) => lease.failure) ?? {};
      if (failure) failed ??= `${key}: ${JSON.stringify(failure)}`;
      const fate = fates.get(key);
      if (fate && states.every((state) => state === 'ended')) fate.provedMs ??= now() - endMs;
    },
    active() {
      if (failed !== undefined) throw new Error(failed);
      return active.size;
    },
    before: () => each(({ held }, fate) => askBefore(aws, held, fate, endMs)),
    look() {
      const sinceMs = now() - endMs;
      const live = ownersOf(aws);
      each(({ held }, fate) => {
        if (fate.kind.session && !live.has(held.name)) fate.sessionMs ??= sinceMs;
        askSince(aws, held, fate, { nowMs: now(), sinceMs });
      });
      return [...fates.values()].filter(({ provedMs }) => provedMs !== undefined).length;
    },
    told: () => [...fates.values()],
  };
}

function askBefore(aws: AwsStandIn, held: Held, fate: Fate, endMs: EpochMs): void {
  fate.might = held.kind.may(aws, held, endMs - 1);
  fate.mayAtEnd = held.kind.may(aws, held, endMs);
}

interface Moment {
  readonly nowMs: EpochMs;
  readonly sinceMs: number;
}

/** Of those who were told no, once a second: each word takes a moment of the processor. */
function askSince(aws: AwsStandIn, held: Held, fate: Fate, { nowMs, sinceMs }: Moment): void {
  const isTold = fate.takenMs !== undefined;
  if (isTold && sinceMs % SECOND !== 0) return;
  const may = held.kind.may(aws, held, nowMs);
  if (may && isTold) fate.mayAgain = true;
  if (!may) fate.takenMs ??= sinceMs;
}

const fateOf = ({ held, holder }: Judged): Fate => ({
  kind: held.kind,
  account: holder.account,
  might: false,
  mayAtEnd: true,
  mayAgain: false,
  takenMs: undefined,
  sessionMs: undefined,
  turnMs: undefined,
  provedMs: undefined,
});

/** The names of all who have a session open. */
const ownersOf = (aws: AwsStandIn): ReadonlySet<string> =>
  new Set(
    aws.sessionsOf({ account: JUMP, live: true }).map(({ owner }) => owner.split('/').at(-1) ?? ''),
  );
