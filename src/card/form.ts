/** Platform-neutral forms: what a modal asks, what it says under each field, what was typed. */

import type { Line } from './card.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Small print beside it. */
  readonly detail?: string;
}

export type Field =
  | { readonly kind: 'note'; readonly id: string; readonly lines: readonly Line[] }
  | {
      readonly kind: 'select';
      readonly id: string;
      readonly label: string;
      /** None when there are more than a platform shows: then they are searched for. */
      readonly choices?: readonly Choice[];
      readonly value?: Choice;
      readonly placeholder?: string;
      readonly optional: boolean;
      /** The form is drawn anew when this changes. */
      readonly redraws: boolean;
    }
  | {
      /** Some out of more than a form could list: found by typing, and never all shown. */
      readonly kind: 'pick';
      readonly id: string;
      readonly label: string;
      readonly values: readonly Choice[];
      readonly most: number;
      readonly placeholder: string;
      readonly hint: string;
    }
  | {
      /** Some people, as the platform lists them; a value is the key of an account. */
      readonly kind: 'people';
      readonly id: string;
      readonly label: string;
      readonly values: readonly Choice[];
      /** Some of those who may be chosen, where the platform has no list of its own. */
      readonly offered: readonly Choice[];
      readonly most: number;
      readonly placeholder: string;
      readonly hint: string;
      readonly optional: boolean;
    }
  | {
      readonly kind: 'text';
      readonly id: string;
      readonly label: string;
      readonly value?: string;
      readonly placeholder?: string;
      readonly hint?: string;
      readonly multiline: boolean;
      readonly optional: boolean;
      readonly maxLength: number;
    };

export const FORM_KINDS = [
  'request',
  'approve-shorter',
  'deny',
  'extend',
  'end-now',
  'break-glass',
  'break-glass-confirm',
  'review-justified',
  'review-unjustified',
] as const;
export type FormKind = (typeof FORM_KINDS)[number];

/** Forms that stand for no button of a card: they are drawn anew from what was typed in them. */
export const ASKING = ['request', 'break-glass', 'break-glass-confirm'] as const;
export type AskingKind = (typeof ASKING)[number];
export const isAsking = (kind: FormKind): kind is AskingKind => ASKING.some((one) => one === kind);

export interface Form {
  readonly kind: FormKind;
  readonly title: string;
  /** None on a form that only says something. */
  readonly submit?: string;
  readonly close: string;
  readonly fields: readonly Field[];
  /** The drawing the form was opened from; none on a new request. */
  readonly drawing?: string;
}

/** What came back: field id → what was typed or chosen; several parted by a space. */
export type Typed = Readonly<Record<string, string>>;
