/** Pieces of a line as rich text: nodes for what we mean, text for everything anybody typed. */

import type { types } from '@slack/bolt';
import type { Inline, Line } from '../../src/card/card.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { plainLine } from '../../src/card/line.ts';
import { clip } from './render-limits.ts';

/** What the renderers know of the workspace they draw for. */
export interface Surroundings {
  /** `T…`: people of any other workspace or platform are named, never mentioned. */
  readonly team: string;
  /** The id `S…` of the user group behind a group of the configuration, if one is. */
  readonly usergroup: (group: string) => string | undefined;
  /** For notifications, which know no reader: the language and zone of the channel. */
  readonly reader: Reader;
}

/** The length of rich text still to be used in a message, counted down as it is drawn. */
export interface Room {
  left: number;
}

export function richLine(line: Line, around: Surroundings, room: Room): types.RichTextElement[] {
  const elements = line.flatMap((part) => element(part, around, room));
  return elements.length > 0 ? elements : [{ type: 'text', text: ' ' }];
}

function element(part: Inline, around: Surroundings, room: Room): types.RichTextElement[] {
  if ('instant' in part) return [instant(part, around)];
  if ('person' in part) {
    const user = userOf(part.person, around.team);
    return user ? [{ type: 'user', user_id: user }] : text(part.name, { bold: true }, room);
  }
  if ('group' in part) {
    const id = around.usergroup(part.group);
    const isGroup = id !== undefined && /^S[A-Z0-9]{2,20}$/.test(id);
    return isGroup ? [{ type: 'usergroup', usergroup_id: id }] : text(part.name, {}, room);
  }
  if ('channel' in part) {
    const isId = /^[CG][A-Z0-9]{2,20}$/.test(part.channel);
    return isId ? [{ type: 'channel', channel_id: part.channel }] : text(part.channel, {}, room);
  }
  if ('link' in part) return link(part, room);
  const { bold, code } = part;
  return text(part.text, { ...(bold ? { bold } : {}), ...(code ? { code } : {}) }, room);
}

type Style = NonNullable<types.RichTextText['style']>;

function text(words: string, style: Style, room: Room): types.RichTextText[] {
  if (words === '' || room.left <= 0) return [];
  const fitting = clip(words, room.left);
  room.left -= words.length;
  const isStyled = Object.keys(style).length > 0;
  return [{ type: 'text', text: fitting, ...(isStyled ? { style } : {}) }];
}

function link(
  { link: url, label }: Extract<Inline, { link: string }>,
  room: Room,
): types.RichTextElement[] {
  if (!url.startsWith('https://') || url.length > 2000) return text(label ?? url, {}, room);
  return [{ type: 'link', url, ...(label ? { text: label } : {}) }];
}

const FORMATS = {
  time: '{time}',
  'date-time': '{date_short_pretty} {time}',
  'time-seconds': '{time_secs}',
} as const;

/** Slack shows it in each reader's own zone. */
function instant(
  part: Extract<Inline, { instant: number }>,
  { reader }: Surroundings,
): types.RichTextDate {
  return {
    type: 'date',
    timestamp: Math.floor(part.instant / 1000),
    format: FORMATS[part.show],
    fallback: plainLine([part], reader),
  };
}

/** `U…` when the key is of this workspace. */
export function userOf(key: PersonKey, team: string): string | undefined {
  const [platform, tenant, id = ''] = key.split(':');
  const isOurs = platform === 'slack' && tenant === team;
  return isOurs && /^[UW][A-Z0-9]{2,20}$/.test(id) ? id : undefined;
}

/** For the `text` of a message, the one place that Slack reads as markup. */
export const escapeText = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
