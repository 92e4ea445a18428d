/** One person at their screen: everything they can do, and everything they see. */

import type { Answer, Person } from './answer.ts';
import type { ClickOptions } from './clickable.ts';
import type { Message, Whisper } from './conversation.ts';
import type { FieldValue, FormValues } from './form-fill.ts';
import * as messages from './message-acts.ts';
import type { View } from './view.ts';
import * as views from './view-acts.ts';
import { topView } from './view-stack.ts';
import { plainText } from './words.ts';

export interface Actor {
  readonly id: string;
  /** "/prod-access", "prod-db 2h …". Typed in the direct message with the bot unless told. */
  command(command: string, text?: string, at?: { readonly channel?: string }): Promise<Answer>;
  /** Clicks by action id, by the words on a button, or by "block/action". */
  click(channel: string, ts: string, target: string, options?: ClickOptions): Promise<Answer>;
  clickInDm(target: string, options?: ClickOptions): Promise<Answer>;
  clickWhisper(whisper: Whisper, target: string, options?: ClickOptions): Promise<Answer>;
  clickView(target: string, options?: ClickOptions): Promise<Answer>;
  clickHome(target: string, options?: ClickOptions): Promise<Answer>;
  fill(values: FormValues): View;
  choose(field: string, value: FieldValue): Promise<Answer>;
  suggest(field: string, typed: string): Promise<Answer>;
  submitView(values?: FormValues): Promise<Answer>;
  closeView(how?: { readonly all?: boolean }): Promise<Answer>;
  /** Opens the bot's Home tab. The bot hears of it by event, answered when it likes. */
  openHome(): Promise<View | undefined>;
  readonly view: View | undefined;
  readonly home: View | undefined;
  readonly whispers: readonly Whisper[];
  /** What the bot wrote in their direct message. */
  readonly dms: readonly Message[];
  /** Waits for a modal, perhaps for one that says the given words. */
  untilView(saying?: string | RegExp, timeoutMs?: number): Promise<View>;
  untilWhisper(saying?: string | RegExp, timeoutMs?: number): Promise<Whisper>;
  untilDm(saying?: string | RegExp, timeoutMs?: number): Promise<Message>;
}

type Until = <T>(look: () => T | undefined | false, timeoutMs?: number) => Promise<T>;

export interface ActorParts {
  readonly person: Person;
  readonly shouldEscape: boolean;
  readonly until: Until;
  readonly tellHomeOpened: (user: string) => Promise<unknown>;
}

export function createActor(parts: ActorParts): Actor {
  const { person, until } = parts;
  const { workspace, user } = person;
  const home = () => workspace.state.views[workspace.state.homes[user] ?? ''];
  const whispers = () => workspace.state.whispers.filter((one) => one.user === user);
  const dms = () => {
    const channel = Object.values(workspace.state.channels).find((one) => one.im === user);
    return workspace.state.messages[channel?.id ?? ''] ?? [];
  };
  const says = (saying: string | RegExp, thing: Message | Whisper | View): boolean => {
    const words = plainText(thing, workspace.state);
    return typeof saying === 'string' ? words.includes(saying) : saying.test(words);
  };
  return {
    id: user,
    command: (command, text = '', at = {}) => {
      const line = parts.shouldEscape ? messages.escapeTyped(person, text) : text;
      return messages.command(person, { command, text: line, ...at });
    },
    click: async (channel, ts, target, options = {}) =>
      messages.click(person, { channel, ts }, target, options),
    clickInDm: async (target, options = {}) => messages.clickInDm(person, target, options),
    clickWhisper: async (whisper, target, options = {}) =>
      messages.clickWhisper(person, whisper, target, options),
    clickView: async (target, options = {}) =>
      views.clickView(person, views.openView(person), target, options),
    clickHome: async (target, options = {}) => {
      const view = home();
      if (view === undefined) throw new Error(`${user} has no Home tab.`);
      return views.clickView(person, view, target, options);
    },
    fill: (values) => views.fill(person, views.openView(person), values),
    choose: async (field, value) => views.choose(person, views.openView(person), field, value),
    suggest: async (field, typed) => views.suggest(person, views.openView(person), field, typed),
    submitView: (values = {}) => views.submit(person, values),
    closeView: ({ all = false } = {}) => views.close(person, all),
    openHome: async () => {
      await parts.tellHomeOpened(user);
      return home();
    },
    get view() {
      return topView(workspace, user);
    },
    get home() {
      return home();
    },
    get whispers() {
      return whispers();
    },
    get dms() {
      return dms();
    },
    untilView: (saying = '', timeoutMs) =>
      until(() => {
        const view = topView(workspace, user);
        return view !== undefined && says(saying, view) && view;
      }, timeoutMs),
    untilWhisper: (saying = '', timeoutMs) =>
      until(() => whispers().findLast((one) => says(saying, one)), timeoutMs),
    untilDm: (saying = '', timeoutMs) =>
      until(() => dms().findLast((one) => says(saying, one)), timeoutMs),
  };
}
