/** What people do in one run and what goes wrong meanwhile: all of it known beforehand. */

import type { Trouble } from './faults.ts';
import type { Chats, Who } from './town-chats.ts';
import type { DrawnPolicy } from './town-policy.ts';

export type Act =
  | {
      readonly do: 'ask';
      readonly ask: number;
      readonly entitlement: string;
      readonly minutes: number;
      /** A window, as typed, in place of the minutes. */
      readonly window?: string;
      /** Access first, and approval after. */
      readonly isBroken?: true;
      /** Whom the requester wants to approve as well. */
      readonly also?: Who;
    }
  /** Whether it was right to break the glass. */
  | { readonly do: 'judge'; readonly ask: number; readonly isJustified: boolean }
  /** At AWS, and carried into the chat from there. */
  | {
      readonly do: 'file';
      readonly ask: number;
      readonly minutes: number;
      /** AWS's own policy wants somebody else besides the bot to approve it there. */
      readonly wantsOther?: true;
    }
  /** An administrator decides at AWS what was filed there. */
  | {
      readonly do: 'elsewhere';
      readonly ask: number;
      readonly how: 'approved' | 'rejected' | 'cancelled';
    }
  /** As the card looked so many looks ago. */
  | { readonly do: 'approve'; readonly ask: number; readonly ago: number }
  | { readonly do: 'shorter'; readonly ask: number }
  | { readonly do: 'deny' | 'end-now' | 'done' | 'cancel' | 'extend'; readonly ask: number }
  /** With a drawing nobody ever drew, or on a card that stands elsewhere. */
  | { readonly do: 'forge'; readonly ask: number }
  | { readonly do: 'leave' | 'join' | 'quit' }
  | { readonly do: 'configure' }
  /** Opens a session wherever it can be had. */
  | { readonly do: 'grab' }
  /** Everybody has the channels open, and Teams asks for each person's own drawing of each card. */
  | { readonly do: 'look' }
  /** The store is put back to what it was so long ago, and every replica starts anew on it. */
  | { readonly do: 'set-back'; readonly agoMs: number }
  /** An operator confirms the store. */
  | { readonly do: 'adopt' }
  /** An administrator takes a membership away by hand. */
  | { readonly do: 'pull' }
  /** An administrator calls the group otherwise, or as before. */
  | { readonly do: 'rename-group'; readonly to: string }
  /** Makes one of that name, in place of the first if that still has it, with these in it. */
  | { readonly do: 'remake-group'; readonly joined: readonly Who[] }
  /** Deletes somebody's user, or makes another of the same name. */
  | { readonly do: 'delete-user' }
  | { readonly do: 'make-user' }
  /** At the command line of one replica. */
  | { readonly do: 'revoke'; readonly ask: number };

export interface Deed {
  readonly number: number;
  /** Since the start of the run. */
  readonly atMs: number;
  readonly who: Who;
  readonly act: Act;
}

export type ByHand = Extract<
  Act,
  { do: 'rename-group' | 'remake-group' | 'delete-user' | 'make-user' }
>;
/** All that is not done by hand at AWS. */
export type OtherDeed = Omit<Deed, 'act'> & { readonly act: Exclude<Act, ByHand> };

export interface Script {
  readonly seed: number;
  readonly chats: Chats;
  readonly replicas: number;
  readonly skewsMs: readonly number[];
  /** On the statements of SQLite. */
  readonly isOnSql?: boolean;
  /** The one that does not come back once it is dead. */
  readonly lost?: number;
  readonly deeds: readonly Deed[];
  readonly troubles: readonly Trouble[];
  /** From then on nothing goes wrong any more. */
  readonly healMs: number;
  /** Whether the run goes on until every fence is gone. */
  readonly isLong: boolean;
  /** Whether an administrator has made somebody a member by hand. */
  readonly isForeign: boolean;
  /** In place of the plain rules of the town. */
  readonly policy?: DrawnPolicy;
}
