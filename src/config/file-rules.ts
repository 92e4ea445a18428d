/** The parts of the file that decide: rules and limits. */

import { DAY, HOUR, MINUTE } from '../kernel/time.ts';
import { LONGEST_LAPSE_MS } from '../policy/floors.ts';
import { writeDuration } from './duration.ts';
import { LONG, LONGEST } from './file-catalog.ts';
import { breakGlass, freeze, level, percent } from './file-levels.ts';
import { who } from './file-people.ts';
import { either } from './shape-either.ts';
import { nameOf, slug } from './shape-names.ts';
import { list, object } from './shape-object.ts';
import { duration, integer, text } from './shape-scalar.ts';
import { about, optional, withDefault, WRONG, type Shape } from './shape.ts';

type Scope = readonly string[] | 'all' | { readonly tag: string; readonly value: string };

const one = nameOf('entitlement');
const scope: Shape<Scope> = either({
  text: {
    schema: { type: 'string' },
    read: (at, reading) => {
      if (at.node && 'value' in at.node && at.node.value === 'all') return 'all' as const;
      const id = one.read(at, reading);
      return id === WRONG ? WRONG : [id];
    },
  } satisfies Shape<Scope>,
  list: list(one, { min: 1 }),
  map: object({
    tag: about('The name of a tag of entitlements', slug),
    value: about('What it must say', text({ what: 'a text in quotes', max: 100 })),
  }),
});

export const rule = object(
  {
    id: about('A short name, as cards and refusals call it', slug),
    for: about('An entitlement, a list of them, { tag, value }, or all', scope),
    eligible: about('Who may ask: people and groups', who),
    levels: about(
      'Whose approval it takes, in sequence',
      list(level, { min: 1, max: 50, unique: 'name' }),
    ),
    freeze: about('What becomes of an ask while a calendar is closed', optional(freeze)),
    break_glass: about('Access first, and approval after', optional(breakGlass)),
    reminders: about(
      'Shares of the life of a request after which approvers are reminded, as [50%, 80%]',
      withDefault(list(percent, { max: 5 }), [0.5, 0.8], ['50%', '80%']),
    ),
    lapse: about(
      'Unanswered for so long, a request is over',
      withDefault(duration(MINUTE, LONGEST_LAPSE_MS), HOUR, '1h'),
    ),
    max: about(
      'The longest one grant may be asked for',
      withDefault(duration(5 * MINUTE, LONGEST), LONG, '12h'),
    ),
    max_total: about(
      'With all extensions; as max unless given',
      optional(duration(5 * MINUTE, LONGEST)),
    ),
    warnings: about(
      'How long before the end to warn',
      withDefault(list(duration(MINUTE, DAY), { max: 5 }), [10 * MINUTE], ['10m']),
    ),
  },
  ({ max, max_total: total }, { report }) => {
    if (total !== undefined && max !== undefined && total < max)
      report(`expected no less than max, which is ${writeDuration(max)}`, 'max_total');
  },
);

const justification = object(
  {
    min: about('In characters', withDefault(integer(1, 500), 10)),
    max: about('In characters', withDefault(integer(10, 2000), 500)),
  },
  ({ min = 0, max = Number.POSITIVE_INFINITY }, { report }) => {
    if (min > max) report(`expected min to be at most max, got ${min} and ${max}`);
  },
);

const PLAIN = { min: 10, max: 500 };
const shape = object({
  open: about('Open requests of one person', withDefault(integer(1, 50), 3)),
  cooldown: about(
    'After a denial, before asking again',
    withDefault(duration(0, 7 * DAY), 15 * MINUTE, '15m'),
  ),
  justification: about('How long a justification is', withDefault(justification, PLAIN)),
  ahead: about(
    'How far ahead a window may start',
    withDefault(duration(HOUR, 365 * DAY), 90 * DAY, '90d'),
  ),
});
export const limits = withDefault(
  shape,
  { open: 3, cooldown: 15 * MINUTE, justification: PLAIN, ahead: 90 * DAY },
  {},
);
