/** Reads an activity: who acted, where, and what was meant. */

import type { Press } from '../../src/engine/api.ts';
import { BUTTON_ACTIONS, type ButtonAction } from '../../src/card/card.ts';
import type { Typed } from '../../src/card/form.ts';
import { type PersonKey, personKey } from '../../src/kernel/brand.ts';
import { baseOf, rootIn } from './places.ts';
import { isWire, part, partsOf, type Wire, word } from './wire.ts';

/** By the id that Entra gives, which nobody can choose; undefined for whoever has none. */
export function actorOf(activity: Wire, tenant: string): PersonKey | undefined {
  const id = word(part(activity, 'from'), 'aadObjectId').toLowerCase();
  return /^[0-9a-f-]{36}$/.test(id) ? personKey('teams', tenant, id) : undefined;
}

export const conversationOf = (activity: Wire): string =>
  word(part(activity, 'conversation'), 'id');

export const isDirect = (activity: Wire): boolean =>
  word(part(activity, 'conversation'), 'conversationType') === 'personal';

/** The line as typed: without the mention of the bot, a slash, and its own name. */
export function lineOf(activity: Wire): string {
  const own = word(part(activity, 'recipient'), 'id');
  let text = word(activity, 'text');
  for (const mention of partsOf(activity, 'entities')) {
    const tag = word(mention, 'text');
    const isOwn =
      word(mention, 'type') === 'mention' && word(part(mention, 'mentioned'), 'id') === own;
    if (isOwn && tag !== '') text = text.replaceAll(tag, ' ');
  }
  text = text.replaceAll(/<at\b[^>]*>([^<]*)<\/at>/g, mentioned);
  // What is typed in plain text between two signs is no tag.
  if (word(activity, 'textFormat') !== 'plain') text = text.replaceAll(/<[^>]+>/g, ' ');
  return text
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim()
    .replace(/^\/?prod-access(?![\w-])/i, '')
    .trim();
}

/**
 * Anybody else who is mentioned is who is meant. Whoever is to approve as well is named in one
 * word, and refused where nobody is known by it: never half of a name, which may be another's.
 */
function mentioned(_tag: string, name: string, at: number, line: string): string {
  const isAdded = /\balso=\S*$/i.test(line.slice(0, at));
  return isAdded ? name.trim().replaceAll(/[\s,、]+/g, '_') : name;
}

const ACTIONS: ReadonlySet<string> = new Set(BUTTON_ACTIONS);

/** The button behind some data, and the message it is on; undefined when it is none of ours. */
export function pressOf(activity: Wire, data: Wire | undefined): Press | undefined {
  const act = word(data, 'act');
  if (!ACTIONS.has(act)) return undefined;
  const press = { action: act as ButtonAction, value: word(data, 'value') };
  if (isDirect(activity)) return press;
  // Never left out: what is nowhere is no card of ours.
  const conversation = conversationOf(activity);
  const message = word(activity, 'replyToId') || rootIn(conversation);
  return { ...press, place: { channel: baseOf(conversation), message } };
}

/** Of a client that draws the card anew for one person: it changes nothing. */
export const isLook = (activity: Wire): boolean =>
  word(part(part(activity, 'value'), 'action'), 'verb') === 'look';

/** What a button, a form or a dialog carries, wherever this kind of activity keeps it. */
export function dataOf(activity: Wire): Wire | undefined {
  const value = part(activity, 'value');
  return part(part(value, 'action'), 'data') ?? part(value, 'data') ?? value;
}

/** Only texts; anything else in it was not typed. */
export function textsOf(value: unknown): Typed {
  const texts: Record<string, string> = {};
  if (!isWire(value)) return texts;
  for (const [name, text] of Object.entries(value))
    if (typeof text === 'string') texts[name] = text;
  return texts;
}
