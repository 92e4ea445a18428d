/** Refusals of what approvers do, and of whoever is none. */

import type { PersonKey, RequestId } from './brand.ts';
import type { DurationMs, EpochMs } from './time.ts';

/** A person as a sentence names them. */
export interface Named {
  readonly key: PersonKey;
  readonly name: string;
}

/** So many approvals that are still missing, out of these people and groups. */
export interface Missing {
  readonly count: number;
  readonly from: readonly string[];
  /** Nobody is left to choose from: every one of these people. */
  readonly isEverybody?: true;
  /** Those of one stage are needed side by side, the others one after the other. */
  readonly stage: number;
  /** Whose approval would help. */
  readonly could: readonly PersonKey[];
}

/** Who can, in the place of the one who may not. */
interface WhoElse {
  readonly missing: readonly Missing[];
  /** Names, as far as they are known. */
  readonly approvers: readonly Named[];
}

/** Refusals whose own sentences speak to the one who asked. */
export const OF_REQUESTER = [
  'not-eligible',
  'too-long',
  'nobody-could-approve',
  'person-unmapped',
] as const;
type OfRequester = (typeof OF_REQUESTER)[number];

/** Code → the facts of its sentence. */
export interface ReviewRefusals {
  'own-request': WhoElse;
  'own-denial': { readonly id: RequestId };
  /** `isAsked`: their level has its approvals already, and they may still deny. */
  'not-an-approver': WhoElse & { readonly isAsked?: true };
  'level-not-reached': { readonly level: string };
  'already-approved-by-you': { readonly id: RequestId };
  'already-decided': {
    readonly id: RequestId;
    readonly outcome: string;
    readonly by: readonly Named[];
    readonly atMs: EpochMs;
  };
  'request-lapsed': { readonly id: RequestId; readonly atMs: EpochMs };
  'window-almost-over': { readonly endMs: EpochMs };
  'card-updated': { readonly id: RequestId };
  'card-elsewhere': { readonly id: RequestId };
  'rule-changed': { readonly id: RequestId; readonly needed: number };
  /** Said to whoever decides, where what stands in the way is the requester's. */
  'not-given-now': { readonly id: RequestId; readonly why: OfRequester };
  'reason-missing': Record<never, never>;
  'shorter-is-longer': { readonly askedMs: DurationMs };
}
