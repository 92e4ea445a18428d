/** Platform-neutral cards, notices and lines. The words are ours, the boxes the platform's. */

import type { DrawingId, PersonKey } from '../kernel/brand.ts';
import type { EpochMs } from '../kernel/time.ts';

/**
 * A piece of text. Nothing in it is markup: platforms draw `text` as it stands, mentions from
 * keys, and instants in each reader's own zone.
 */
export type Inline =
  | { readonly text: string; readonly bold?: boolean; readonly code?: boolean }
  | { readonly person: PersonKey; readonly name: string }
  | { readonly group: string; readonly name: string }
  /** A channel, as the platform names it. */
  | { readonly channel: string }
  | { readonly instant: EpochMs; readonly show: 'time' | 'date-time' | 'time-seconds' }
  | { readonly link: string; readonly label?: string };

export type Line = readonly Inline[];

export interface Fact {
  readonly name: string;
  readonly value: Line;
}

export const BUTTON_ACTIONS = [
  'approve',
  'approve-shorter',
  'deny',
  'why',
  'end-now',
  'done',
  'extend',
  'cancel',
  'review-justified',
  'review-unjustified',
  'drift-restore',
  'drift-remove',
  'drift-leave',
  'adopt',
  'confirm-rules',
] as const;
export type ButtonAction = (typeof BUTTON_ACTIONS)[number];

export interface Button {
  readonly action: ButtonAction;
  readonly label: string;
  readonly style?: 'primary' | 'danger';
  /** The id of one drawing, and nothing else. */
  readonly value: DrawingId | string;
}

export type Tone = 'waiting' | 'good' | 'bad' | 'over' | 'plain';

/** The message with buttons, in the approver channel. */
export interface Card {
  readonly headline: string;
  readonly status: Line;
  readonly tone: Tone;
  readonly facts: readonly Fact[];
  /** What the requester typed, drawn as typed. */
  readonly quoted?: { readonly label: string; readonly text: string };
  readonly notes: readonly Line[];
  readonly buttons: readonly Button[];
  /** Of which drawing this is, for as long as there may come another: a client may ask for it. */
  readonly drawing?: DrawingId;
  /** For notifications and screen readers. */
  readonly summary: string;
}

/** A message without a vote in it: a direct message, a whisper, a line to operators. */
export interface Notice {
  readonly lines: readonly Line[];
  readonly buttons: readonly Button[];
  readonly summary: string;
}
