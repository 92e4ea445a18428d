/** Pieces of a line: whom they mention, which moments they show, what they say in plain text. */

import type { Inline } from '../../src/card/card.ts';
import { plainLine } from '../../src/card/line.ts';
import { TEAMS_WORDS } from '../../src/card/words/teams-words.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Reader } from '../../src/kernel/person.ts';
import type { Room } from './render-limits.ts';
import type { Mention } from './render-types.ts';

/** What the renderers know of the tenant they draw for. */
export interface Surroundings {
  /** People of any other tenant or platform are named, never mentioned. */
  readonly tenant: string;
  /** For words, and for moments that cannot be shown in each reader's own zone. */
  readonly reader: Reader;
  readonly member: (
    person: PersonKey,
  ) => { readonly mri: string; readonly name: string } | undefined;
  readonly channelName: (id: string) => string | undefined;
}

/** One message while it is drawn: whom it has mentioned so far. */
export interface Sheet {
  readonly around: Surroundings;
  readonly mentions: Mention[];
}

/** A part of it, with the room that it has. */
export interface Place extends Sheet {
  readonly room: Room;
}

export const newSheet = (around: Surroundings): Sheet => ({ around, mentions: [] });

export const placeIn = (sheet: Sheet, left: number): Place => ({ ...sheet, room: { left } });

export type PersonPart = Extract<Inline, { person: PersonKey }>;

/** The tag that stands for somebody of our tenant; undefined for whoever is only named. */
export function mentionOf({ person, name }: PersonPart, sheet: Sheet): string | undefined {
  const mention = mentionFor(person, name, sheet.around);
  if (!mention) return undefined;
  const same = sheet.mentions.find(({ text }) => text === mention.text);
  // Teams tells people apart by the text alone: a namesake is named rather than mixed up.
  if (same) return same.mentioned.id === mention.mentioned.id ? mention.text : undefined;
  sheet.mentions.push(mention);
  return mention.text;
}

export const isOurs = (person: PersonKey, { tenant }: Surroundings): boolean =>
  objectIdOf(person, tenant) !== undefined;

function mentionFor(
  person: PersonKey,
  said: string,
  { tenant, member }: Surroundings,
): Mention | undefined {
  const objectId = objectIdOf(person, tenant);
  if (objectId === undefined) return undefined;
  const known = member(person);
  const name = mentionName(known?.name ?? said) || mentionName(said);
  if (name === '') return undefined;
  const mentioned = { id: known?.mri ?? objectId, name };
  return { type: 'mention', text: `<at>${name}</at>`, mentioned };
}

function objectIdOf(key: PersonKey, tenant: string): string | undefined {
  const [platform, where, id = '', ...rest] = key.split(':');
  const isHere = platform === 'teams' && where === tenant && rest.length === 0;
  return isHere && /^[\w-]{1,64}$/.test(id) ? id : undefined;
}

/** The tag's text must stand in the message letter by letter: nothing in it may need an escape. */
const mentionName = (name: string): string =>
  name
    .replace(/[^\p{L}\p{M}\p{N} .,'’()・-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * A function of Adaptive Cards, which shows the moment in each reader's own zone. Seconds it does
 * not show, and only a TextBlock is sure to know it.
 */
export function momentFor({ instant, show }: Extract<Inline, { instant: number }>) {
  if (show === 'time-seconds') return undefined;
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toString({ smallestUnit: 'second' });
  return show === 'time' ? `{{TIME(${at})}}` : `{{DATE(${at},SHORT)}} {{TIME(${at})}}`;
}

/** What a piece says where it is nothing but text. */
export function wordsOf(part: Inline, { reader, channelName }: Surroundings): string {
  if ('channel' in part) {
    const isOfSlack = /^[CG][A-Z0-9]{2,20}$/.test(part.channel);
    const words = TEAMS_WORDS[reader.locale];
    const unnamed = isOfSlack ? words.channelOfSlack : words.channel;
    return channelName(part.channel) ?? unnamed;
  }
  return plainLine([part], reader);
}

/** Where it leads, if that is a place on the web. */
export const urlOf = (part: Inline): string | undefined =>
  'link' in part && /^https:\/\/[^\s<>"\\^`{|}]{1,2000}$/.test(part.link) ? part.link : undefined;
