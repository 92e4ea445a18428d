/** The parts of the file that decide: rules and limits. */

import { DAY, HOUR, MINUTE } from '../kernel/time.ts';
import { writeDuration } from './duration.ts';
import { LONG, LONGEST } from './file-catalog.ts';
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

const level = object(
  {
    name: about('As cards call it', slug),
    any: about('So many distinct people out of from', optional(integer(1, 20))),
    from: about('People and groups', optional(who)),
    each: about('Instead: every one of these, a group counting once', optional(who)),
  },
  (_, { has, report }) => {
    const some = has('any') || has('from');
    if (has('each') === some) report('expected either any and from, or each');
    else if (some && !has('any')) report('any is missing beside from: how many?', 'from');
    else if (some && !has('from')) report('from is missing beside any: out of whom?', 'any');
  },
);

export const rule = object(
  {
    id: about('A short name, as cards and refusals call it', slug),
    for: about('An entitlement, a list of them, { tag, value }, or all', scope),
    eligible: about('Who may ask: people and groups', who),
    levels: about(
      'Whose approval it takes, in sequence',
      list(level, { min: 1, max: 5, unique: 'name' }),
    ),
    lapse: about(
      'Unanswered for so long, a request is over',
      withDefault(duration(MINUTE, 7 * DAY), HOUR, '1h'),
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
