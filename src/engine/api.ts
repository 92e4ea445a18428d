/** What transports call: one method an act, each answered for the person who acted. */

import type { ButtonAction, Card, Notice } from '../card/card.ts';
import type { Choice, FormKind, Typed } from '../card/form.ts';
import type { PersonKey } from '../kernel/brand.ts';
import type { Reply } from './reply.ts';

/** A message somebody pressed a button on, as the platform names it. */
export interface Place {
  readonly channel: string;
  readonly message: string;
}

export interface Press {
  readonly action: ButtonAction;
  readonly value: string;
  /** Absent on direct messages, whose buttons are checked by the case alone. */
  readonly place?: Place;
}

export interface FormSent {
  readonly kind: FormKind;
  readonly drawing?: string;
  readonly typed: Typed;
}

export interface Search {
  /** The id of the field that is typed into. */
  readonly field: string;
  readonly typed: string;
}

/** A card as it stands now, for one who looks at it. */
export interface Look {
  readonly card: Card;
  /** Whether their word would count; buttons are for them. What is pressed is decided anew. */
  readonly mayDecide: boolean;
}

export interface Engine {
  /** A line typed behind `/prod-access`. Never waits for AWS unless it files a request. */
  command(actor: PersonKey, line: string): Promise<Reply>;
  /** The request form with what was typed so far, drawn anew. From memory, at once. */
  redraw(actor: PersonKey, form: FormSent): Promise<Reply>;
  /** What a search box offers, at most a hundred: entitlements, or the nodes of one. */
  choices(actor: PersonKey, search: Search): Promise<readonly Choice[]>;
  press(actor: PersonKey, press: Press): Promise<Reply>;
  submit(actor: PersonKey, form: FormSent): Promise<Reply>;
  /** Undefined where there is no such drawing. Changes nothing. */
  look(actor: PersonKey, drawing: string): Promise<Look | undefined>;
  /** The person's own page: what they hold, what waits for them. */
  home(actor: PersonKey): Promise<Notice>;
}
