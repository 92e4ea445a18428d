/** What one person sees right now, and waiting until they see it. */

import type { Message, Whisper } from './conversation.ts';
import type { Look } from './until.ts';
import type { View } from './view.ts';
import { topView } from './view-stack.ts';
import { type Saying, says } from './words.ts';
import type { Workspace } from './workspace.ts';

export interface Sight {
  readonly view: View | undefined;
  readonly home: View | undefined;
  readonly whispers: readonly Whisper[];
  /** What the bot wrote in their direct message. */
  readonly dms: readonly Message[];
  /** Waits for a modal, perhaps for one that says the given words. */
  untilView(saying?: string | RegExp, timeoutMs?: number): Promise<View>;
  untilHome(saying?: Saying, timeoutMs?: number): Promise<View>;
  untilWhisper(saying?: Saying, timeoutMs?: number): Promise<Whisper>;
  untilDm(saying?: string | RegExp, timeoutMs?: number): Promise<Message>;
}

export type Until = <T>(look: Look<T>, timeoutMs?: number) => Promise<T>;

export const homeOf = ({ state }: Workspace, user: string): View | undefined =>
  state.views[state.homes[user] ?? ''];

export function createSight(workspace: Workspace, user: string, until: Until): Sight {
  const whispers = () => workspace.state.whispers.filter((one) => one.user === user);
  const dms = () => {
    const channel = Object.values(workspace.state.channels).find((one) => one.im === user);
    return workspace.state.messages[channel?.id ?? ''] ?? [];
  };
  return {
    get view() {
      return topView(workspace, user);
    },
    get home() {
      return homeOf(workspace, user);
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
        return view !== undefined && says(workspace.state, view, saying) && view;
      }, timeoutMs),
    untilHome: (saying = '', timeoutMs) =>
      until(() => {
        const home = homeOf(workspace, user);
        return home !== undefined && says(workspace.state, home, saying) && home;
      }, timeoutMs),
    untilWhisper: (saying = '', timeoutMs) =>
      until(() => whispers().findLast((one) => says(workspace.state, one, saying)), timeoutMs),
    untilDm: (saying = '', timeoutMs) =>
      until(() => dms().findLast((one) => says(workspace.state, one, saying)), timeoutMs),
  };
}
