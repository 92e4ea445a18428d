/** What a rule asks for: levels of approval, frozen calendars, and access before approval. */

import { DAY, HOUR, MINUTE } from '../kernel/time.ts';
import { LONGEST_BREAK_GLASS_MS } from '../policy/floors.ts';
import { who } from './file-people.ts';
import { channelId, nameOf, slug } from './shape-names.ts';
import { list, object } from './shape-object.ts';
import { duration, integer, text, word } from './shape-scalar.ts';
import { about, mapped, optional, withDefault } from './shape.ts';

const threshold = object({
  any: about('So many distinct people out of from', integer(1, 20)),
  from: about('People and groups', who),
});

const escalation = object({
  after: about('Unanswered for so long', duration(MINUTE, 7 * DAY)),
  to: about('These are asked as well, and may approve', who),
});

export const level = object(
  {
    name: about('As cards call it', slug),
    any: about('So many distinct people out of from', optional(integer(1, 20))),
    from: about('People and groups', optional(who)),
    each: about('Instead: every one of these, a group counting once', optional(who)),
    all: about(
      'Instead: several of { any, from }, every one of which is needed',
      optional(list(threshold, { min: 2, max: 10 })),
    ),
    escalate: about('Who is asked as well when nobody answers', optional(escalation)),
  },
  (_, { has, report }) => {
    const some = has('any') || has('from');
    const ways = [some, has('each'), has('all')].filter(Boolean).length;
    if (ways !== 1) report('expected either any and from, or each, or all');
    else if (some && !has('any')) report('any is missing beside from: how many?', 'from');
    else if (some && !has('from')) report('from is missing beside any: out of whom?', 'any');
  },
);

export const freeze = object(
  {
    calendars: about(
      'Names of calendars; closed while one of them is',
      list(nameOf('calendar'), { min: 1, max: 10 }),
    ),
    do: about(
      'refuse, hold until it opens, or ask an extra level',
      word('refuse', 'hold', 'level'),
    ),
    level: about('The extra level, after all others', optional(level)),
  },
  ({ do: effect }, { has, report }) => {
    if (effect === 'level' && !has('level')) {
      report('do: level needs level: { name: …, any: 1, from: […] }', 'do');
    }
    if (effect !== 'level' && has('level')) {
      report(`level belongs to do: level, and do is ${effect} here`, 'level');
    }
  },
);

export const breakGlass = object({
  eligible: about('Who may take access first: people and groups', who),
  longest: about(
    'For how long; at most 1h',
    withDefault(duration(5 * MINUTE, LONGEST_BREAK_GLASS_MS), HOUR, '1h'),
  ),
  channel: about('Where everybody hears of it', channelId),
  review: about(
    'Who says afterwards whether it was right',
    object({
      from: about('People and groups', who),
      within: about('By when; at most 24h', withDefault(duration(HOUR, DAY), DAY, '24h')),
    }),
  ),
});

/** Read as a share: 0.5 for 50%. */
export const percent = mapped(
  text({ what: 'a share such as 50%', pattern: /^[1-9]\d?%$/, max: 3 }),
  (written) => Number(written.slice(0, -1)) / 100,
);
