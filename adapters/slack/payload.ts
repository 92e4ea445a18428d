/** Reads what people did out of Slack's payloads. Nothing in them is trusted but who did it. */

import { BUTTON_ACTIONS, type ButtonAction } from '../../src/card/card.ts';
import { FORM_KINDS, type FormKind, type Typed } from '../../src/card/form.ts';
import type { FormSent, Place, Press } from '../../src/engine/api.ts';
import { type PersonKey, personKey } from '../../src/kernel/brand.ts';
import { installedTeam, type Payload } from './admit.ts';

/** Where an answer to one person may go, in the order of preference; at last to them directly. */
export interface WhisperTo {
  readonly user: string;
  readonly actor: PersonKey;
  readonly responseUrl?: string;
  readonly channel?: string;
  readonly thread?: string;
}

export interface OpenView {
  readonly id: string;
  readonly hash: string;
  readonly definition: Payload;
}

/**
 * A person is keyed by their own workspace: that is how strangers in shared channels show. Of an
 * organisation with several, a click names any of those the person is in (slackapi/bolt-js#1875),
 * and a form the one it was sent from (slackapi/bolt-js#1614): there all are keyed by ours, as
 * people are looked up, and it is the directory that tells strangers.
 */
export function actorOf(body: Payload): PersonKey {
  const user = part(body, 'user');
  const id = word(user, 'id') || word(body, 'user_id');
  const ours = installedTeam(body) ?? '';
  const own = part(body, 'enterprise') === undefined ? word(user, 'team_id') : '';
  return personKey('slack', own || ours, id);
}

export function whisperTo(body: Payload): WhisperTo {
  const container = part(body, 'container');
  const channel = word(container, 'channel_id') || word(body, 'channel_id');
  const responseUrl = word(body, 'response_url');
  const thread = word(container, 'thread_ts');
  return {
    user: word(part(body, 'user'), 'id') || word(body, 'user_id'),
    actor: actorOf(body),
    ...(responseUrl === '' ? {} : { responseUrl }),
    ...(channel === '' ? {} : { channel }),
    ...(thread === '' ? {} : { thread }),
  };
}

/** A button of ours that was pressed; undefined for links and whatever is not ours. */
export function pressOf(body: Payload): Press | undefined {
  const [first] = Array.isArray(body['actions']) ? (body['actions'] as Payload[]) : [];
  // Slack wants each action id once in a block, so a number may stand behind ours.
  const action = word(first, 'action_id').split(/[.:]/)[0] as ButtonAction;
  if (first === undefined || !ACTIONS.has(action)) return undefined;
  const place = placeOf(body);
  return { action, value: word(first, 'value'), ...(place === undefined ? {} : { place }) };
}

/** None in a direct message, on the Home tab, or under a whisper. */
function placeOf(body: Payload): Place | undefined {
  const container = part(body, 'container');
  const channel = word(container, 'channel_id');
  const message = word(container, 'message_ts');
  const isDirect = channel.startsWith('D') || word(part(body, 'channel'), 'name') === DIRECT;
  const isWhisper = container?.['is_ephemeral'] === true;
  if (channel === '' || message === '' || isDirect || isWhisper) return undefined;
  return { channel, message };
}

/** The form as it stands on the screen; undefined when it is none of ours. */
export function formOf(body: Payload): FormSent | undefined {
  const view = part(body, 'view');
  const kind = word(view, 'callback_id') as FormKind;
  if (!KINDS.has(kind)) return undefined;
  const drawing = word(view, 'private_metadata');
  return {
    kind,
    typed: typedIn(view, installedTeam(body) ?? ''),
    ...(drawing === '' ? {} : { drawing }),
  };
}

export function viewOf(body: Payload): OpenView {
  const view = part(body, 'view') ?? {};
  return { id: word(view, 'id'), hash: word(view, 'hash'), definition: view };
}

/** Field id → what was typed or chosen. Fields left empty are absent. */
function typedIn(view: Payload | undefined, team: string): Typed {
  const typed: Record<string, string> = {};
  for (const [id, elements] of Object.entries(part(part(view, 'state'), 'values') ?? {})) {
    const held = part(elements as Payload, id);
    const chosen = [part(held, 'selected_option'), ...listIn(held, 'selected_options')];
    const values = [
      ...chosen.map((one) => word(one, 'value')),
      ...usersIn(held).map((user) => personKey('slack', team, user)),
    ];
    const value = word(held, 'value') || values.join(' ').trim();
    if (value !== '') typed[id] = value;
  }
  return typed;
}

export const usersIn = (held: Payload | undefined): readonly string[] => {
  const users: unknown = held?.['selected_users'];
  return Array.isArray(users) ? users.filter((one) => typeof one === 'string') : [];
};

export function part(of: Payload | undefined, key: string): Payload | undefined {
  const value = of?.[key];
  return typeof value === 'object' && value !== null ? (value as Payload) : undefined;
}

export const listIn = (of: Payload | undefined, key: string): readonly Payload[] =>
  Array.isArray(of?.[key]) ? (of[key] as Payload[]) : [];

export function word(of: Payload | undefined, key: string): string {
  const value = of?.[key];
  return typeof value === 'string' ? value : '';
}

const DIRECT = 'directmessage';
const KINDS: ReadonlySet<FormKind> = new Set(FORM_KINDS);
const ACTIONS: ReadonlySet<ButtonAction> = new Set(BUTTON_ACTIONS);
