/** What a look at one principal read, and what of it could not be read. */

import type { TargetFacts } from '../catalog/target.ts';
import type { Answer } from '../kernel/refusal.ts';
import type { SeenRun } from './run.ts';
import { type FencePlace, type FoundSlot, placeName } from './slot.ts';

/** What was read of one principal. */
export interface Seen {
  readonly principal: 'present' | 'gone' | 'replaced';
  readonly found: readonly FoundSlot[];
  readonly facts: Readonly<Record<string, Answer<TargetFacts>>>;
  readonly unread?: Unread;
  /** Regions where more sessions may be open than those that were found. */
  readonly listed?: readonly string[];
  /** Runs of runbooks that were asked for and are there. */
  readonly runs?: readonly SeenRun[];
}

/** Unknown means no: nothing is given on the word of it, and nothing is said to be gone. */
export interface Unread {
  /** Keys of targets of which it is not known what they lead to. */
  readonly targets: readonly string[];
  /** Places in which sessions may be open, as `sessionPlace` names them. */
  readonly sessions: readonly string[];
  /** Names of runs of which it is not known what became of them. */
  readonly runs?: readonly string[];
  /** Places of fences, as `placeName` names them: there, what was seen last counts. */
  readonly places?: readonly string[];
}

export const isPlaceUnread = ({ unread }: Pick<Seen, 'unread'>, place: FencePlace): boolean =>
  unread?.places?.includes(placeName(place)) === true;
