/** Everything the verbs need, handed in once: ports, configuration, and a bell for the worker. */

import type { Config } from '../config/config.ts';
import type { Claims } from './claim-watch.ts';
import type { Mark } from './installation-mark.ts';
import type { Log } from '../kernel/log.ts';
import type { Stop } from '../kernel/stop.ts';
import type { Clock } from '../kernel/time.ts';
import type { AccessDesk } from '../ports/access-desk.ts';
import type { CalendarDesk } from '../ports/calendar.ts';
import type { Chat } from '../ports/chat.ts';
import type { Directory, PrincipalDirectory } from '../ports/directory.ts';
import type { GrantProvider } from '../ports/grant-provider.ts';
import type { Ids } from '../ports/ids.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { NodeIndex } from '../ports/node-index.ts';
import type { Pager } from '../ports/pager.ts';
import type { AttributeDirectory, NodeTags, PolicyEngine } from '../ports/policy-engine.ts';
import type { Rosters } from '../ports/roster.ts';
import type { Head, RecordKey, Store, StoreHealth } from '../ports/store.ts';
import type { TargetReader } from '../ports/target-reader.ts';
import type { Webhook } from '../ports/webhook.ts';
import type { Trail } from '../ports/trail.ts';

export interface Ports {
  readonly store: Store;
  readonly chat: Chat;
  readonly directory: Directory;
  readonly principals: PrincipalDirectory;
  readonly provider: GrantProvider;
  readonly targets: TargetReader;
  /** Undefined where nobody carries AWS's own requests. */
  readonly access?: AccessDesk | undefined;
  /** Undefined where there are no statements in Cedar. */
  readonly policies?: PolicyEngine | undefined;
  /** Undefined where no statement speaks of what AWS knows of people. */
  readonly attributes?: AttributeDirectory | undefined;
  /** Undefined where no statement speaks of the tags of nodes. */
  readonly nodeTags?: NodeTags | undefined;
  /** Undefined where nothing is ever frozen. */
  readonly calendars?: CalendarDesk | undefined;
  /** Undefined where no group is kept elsewhere. */
  readonly rosters?: Rosters | undefined;
  readonly pager: Pager;
  /** Undefined where nobody outside the chats is told. */
  readonly webhook?: Webhook | undefined;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** How far AWS's clock is ahead of ours; undefined while nobody has heard. */
  readonly skewMs: () => number | undefined;
  /** Undefined where the store knows nothing of itself. */
  readonly health?: StoreHealth | undefined;
  /** Undefined where nobody picks nodes. */
  readonly nodes?: NodeIndex | undefined;
  /** Undefined where none is kept. */
  readonly ledger?: Ledger | undefined;
  /** Undefined where nobody wants to be told what was done. */
  readonly trail?: Trail | undefined;
}

export interface Context extends Ports {
  readonly config: Config;
  /** Between replicas on one store; undefined where this is the only one. */
  readonly claims?: Claims;
  /** Tells the worker what became due, and whether it was we who committed it. */
  readonly wake: (head: Head, answer: 'committed' | 'conflict') => void;
  /** Has a holding looked at by this worker, though nothing on record says that it is due. */
  readonly look: (record: RecordKey) => void;
  /** Between 0 and 1, for the spread of retries. */
  readonly spread: () => number;
  /** Why nothing is granted for now; undefined in normal life. Revoking never stops. */
  readonly stopped: () => Stop | undefined;
  /** Its rules are changed ones that no second operator has confirmed: what is given waits. */
  readonly waits?: () => boolean;
  /** Its rules are older ones: others have gone on from them. */
  readonly isBehind?: () => boolean;
  /** Whose mark is on what stands at AWS; ours, unless it is said. */
  readonly mark?: () => Mark;
  /** Asks anew what speaks against granting. */
  readonly lookAgain?: () => Promise<void>;
}

/** What a decision is fed from; offline, a file alone will do. */
export type Deciding = Pick<
  Context,
  'config' | 'clock' | 'log' | 'policies' | 'attributes' | 'nodeTags' | 'calendars' | 'rosters'
> & {
  readonly store: Pick<Store, 'list'>;
  readonly directory: Pick<Directory, 'members'>;
};

/** A chat call may take so long; an AWS call five seconds, see adapters/aws. */
export const CHAT_TIMEOUT_MS = 10_000;
