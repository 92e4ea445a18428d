/** Modals and Home tabs: what the bot sent, and what the person has typed into it. */

import type { Json, JsonObject } from './json.ts';

export type Typed = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;

export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly user: string;
  /** As the bot sent it, with block ids filled in. */
  readonly definition: JsonObject;
  readonly blocks: readonly JsonObject[];
  readonly hash: string;
  readonly rootId: string;
  readonly previousId: string | null;
  /** State values by block id and action id. */
  readonly typed: Typed;
  /** What the person sees in red under a field, by block id. */
  readonly errors: Readonly<Record<string, string>>;
}

const PASSED_ON = [
  'title',
  'submit',
  'close',
  'callback_id',
  'private_metadata',
  'clear_on_close',
  'notify_on_close',
  'external_id',
] as const;

const DEFAULTS: JsonObject = {
  callback_id: '',
  private_metadata: '',
  clear_on_close: false,
  notify_on_close: false,
  close: null,
  submit: null,
  external_id: '',
};

/** The view as the API answers with it and as payloads carry it. */
export function viewObject(
  view: View,
  app: { readonly id: string; readonly teamId: string; readonly botId: string },
): JsonObject {
  const passed: Record<string, Json> = {};
  for (const key of PASSED_ON) {
    const value = view.definition[key] ?? DEFAULTS[key];
    if (value !== undefined) passed[key] = value;
  }
  return {
    id: view.id,
    team_id: app.teamId,
    type: view.type,
    blocks: view.blocks,
    ...passed,
    state: { values: view.typed },
    hash: view.hash,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: app.id,
    app_installed_team_id: app.teamId,
    bot_id: app.botId,
  };
}
