/** One person at their screen: everything they can do, and everything they see. */

import type { Answer, Person } from './answer.ts';
import type { ClickOptions } from './clickable.ts';
import type { Whisper } from './conversation.ts';
import type { FieldValue, FormValues } from './form-fill.ts';
import * as messages from './message-acts.ts';
import { createSight, homeOf, type Sight, type Until } from './sight.ts';
import type { View } from './view.ts';
import * as views from './view-acts.ts';

export interface Actor extends Sight {
  readonly id: string;
  /** "/prod-access", "prod-db 2h …". Typed in the direct message with the bot unless told. */
  command(command: string, text?: string, at?: { readonly channel?: string }): Promise<Answer>;
  /** Clicks by action id, by the words on a button, or by "block/action". */
  click(channel: string, ts: string, target: string, options?: ClickOptions): Promise<Answer>;
  clickInDm(target: string, options?: ClickOptions): Promise<Answer>;
  clickWhisper(whisper: Whisper, target: string, options?: ClickOptions): Promise<Answer>;
  clickView(target: string, options?: ClickOptions): Promise<Answer>;
  clickHome(target: string, options?: ClickOptions): Promise<Answer>;
  /** Types into fields without submitting: the bot hears nothing yet. */
  enter(values: FormValues): View;
  choose(field: string, value: FieldValue): Promise<Answer>;
  suggest(field: string, typed: string): Promise<Answer>;
  submitView(values?: FormValues): Promise<Answer>;
  closeView(how?: { readonly all?: boolean }): Promise<Answer>;
  /** Opens the bot's Home tab. The bot hears of it by event, answered when it likes. */
  openHome(): Promise<View | undefined>;
}

export interface ActorParts {
  readonly person: Person;
  readonly shouldEscape: boolean;
  readonly until: Until;
  readonly tellHomeOpened: (user: string) => Promise<unknown>;
}

export function createActor({ person, until, shouldEscape, tellHomeOpened }: ActorParts): Actor {
  const { workspace, user } = person;
  const top = () => views.openView(person);
  const acts: Omit<Actor, keyof Sight> = {
    id: user,
    command: (command, text = '', at = {}) => {
      const line = shouldEscape ? messages.escapeTyped(person, text) : text;
      return messages.command(person, { command, text: line, ...at });
    },
    click: async (channel, ts, target, options = {}) =>
      messages.click(person, { channel, ts }, target, options),
    clickInDm: async (target, options = {}) => messages.clickInDm(person, target, options),
    clickWhisper: async (whisper, target, options = {}) =>
      messages.clickWhisper(person, whisper, target, options),
    clickView: async (target, options = {}) => views.clickView(person, top(), target, options),
    clickHome: async (target, options = {}) => {
      const home = homeOf(workspace, user);
      if (home === undefined) throw new Error(`${user} has no Home tab.`);
      return views.clickView(person, home, target, options);
    },
    enter: (values) => views.enter(person, top(), values),
    choose: async (field, value) => views.choose(person, top(), field, value),
    suggest: async (field, typed) => views.suggest(person, top(), field, typed),
    submitView: (values = {}) => views.submit(person, values),
    closeView: ({ all = false } = {}) => views.close(person, all),
    openHome: async () => {
      await tellHomeOpened(user);
      return homeOf(workspace, user);
    },
  };
  // Assigned, not spread: what is seen is read anew each time.
  return Object.defineProperties(
    acts,
    Object.getOwnPropertyDescriptors(createSight(workspace, user, until)),
  ) as Actor;
}
