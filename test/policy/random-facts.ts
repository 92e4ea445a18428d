/** Random people, groups, rules, statements and calendars, and somebody who asks. */

import * as fc from 'fast-check';
import type { Person } from '../../src/kernel/person.ts';
import { ok, refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { PolicyFacts } from '../../src/policy/decision.ts';
import type { CalendarState } from '../../src/policy/freeze.ts';
import type { Level, Members, Rule, Who } from '../../src/policy/rule.ts';
import { factsOf, keyOf } from './case-world.ts';

const NAMES = ['aiko', 'ben', 'chie', 'dai', 'emi', 'fumi'] as const;
const GROUPS = ['leads', 'owners', 'security'] as const;
const EVERYBODY: readonly Who[] = [{ group: 'everybody' }];
/** Most of what is drawn should get somewhere, or nothing but refusals would be compared. */
const mostly = <T, U>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<U>, weight = 9) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd });

const name = fc.constantFrom(...NAMES);
const who: fc.Arbitrary<Who> = fc.oneof(
  fc.constantFrom(...GROUPS, 'nowhere').map((group): Who => ({ group })),
  name.map((person): Who => ({ person, key: keyOf(person) })),
);
const some = fc.array(who, { minLength: 1, maxLength: 3 });
const threshold = fc.record({
  count: mostly(fc.constant(1), fc.integer({ min: 2, max: 3 }), 3),
  from: some,
});

const level: fc.Arbitrary<Level> = fc
  .tuple(
    fc.constantFrom('one', 'two'),
    fc.constantFrom('any', 'each', 'all'),
    threshold,
    fc.array(threshold, { minLength: 1, maxLength: 2 }),
    fc.option(some, { nil: undefined }),
    mostly(fc.constant(false), fc.constant(true), 19),
  )
  .map(
    ([title, mode, { count, from }, parts, to, isHollow]): Level => ({
      name: title,
      mode,
      count: isHollow ? 0 : count,
      from,
      ...(mode === 'all' && { parts }),
      ...(to && { escalate: { afterMs: HOUR, to } }),
    }),
  );

const times = fc.constantFrom(30 * MINUTE, HOUR, 2 * HOUR, 2 * HOUR + 1, 4 * HOUR);

const rule: fc.Arbitrary<Rule> = fc
  .record({
    id: fc.constant('r'),
    scope: fc.constantFrom(
      { by: 'all' } as const,
      { by: 'all' } as const,
      { by: 'all' } as const,
      { by: 'id', entitlements: ['prod-db'] } as const,
      { by: 'id', entitlements: ['other'] } as const,
      { by: 'tag', tag: 'env', value: 'prod' } as const,
      { by: 'tag', tag: 'env', value: '' } as const,
    ),
    eligible: mostly(fc.constant(EVERYBODY), some),
    levels: mostly(fc.array(level, { minLength: 1, maxLength: 2 }), fc.constant([]), 29),
    lapseMs: times,
    maxMs: times,
    maxTotalMs: times,
    warnings: fc.constant([]),
    freeze: fc.option(
      fc.oneof(
        fc.record({
          effect: fc.constantFrom('refuse', 'hold'),
          calendars: fc.constantFrom(['cal'], ['cal', 'other']),
        }),
        fc.record({
          effect: fc.constant('level' as const),
          calendars: fc.constant(['cal']),
          level,
        }),
      ),
      { nil: undefined },
    ),
    breakGlass: fc.option(
      fc.record({
        eligible: mostly(fc.constant(EVERYBODY), some),
        maxMs: times,
        channel: fc.constant('C1'),
        review: fc.record({ from: some, withinMs: times }),
      }),
      { nil: undefined },
    ),
  })
  .map(
    ({ freeze, breakGlass, ...rest }): Rule => ({
      ...rest,
      ...(freeze && { freeze }),
      ...(breakGlass && { breakGlass }),
    }),
  );

const members: fc.Arbitrary<Members> = fc.oneof(
  { weight: 9, arbitrary: fc.array(name, { minLength: 2, maxLength: 6 }).map(known) },
  { weight: 1, arbitrary: fc.constant<Members>({ known: false, why: 'timed out' }) },
);
function known(names: readonly string[]): Members {
  return { known: true, keys: names.map(keyOf) };
}

/** Some humans have a second account or share a principal with another account. */
const people: fc.Arbitrary<readonly Person[]> = fc
  .array(fc.tuple(name, name, fc.boolean()), { maxLength: 2 })
  .map((twins) =>
    NAMES.map((one): Person => {
      const same = twins.filter(([a]) => a === one);
      const keys = [...new Set([one, ...same.flatMap(([, b, byKey]) => (byKey ? [b] : []))])];
      const shared = twins.find(([a, b, byKey]) => !byKey && (a === one || b === one));
      const user = shared ? shared[0] : one;
      const principal = { account: '111122223333', user };
      return { key: keyOf(one), keys: keys.map(keyOf), name: one, principal };
    }),
  );

const state: fc.Arbitrary<CalendarState> = fc.oneof(
  fc.constant({ open: true } as const),
  fc.constant({ open: false, why: 'closed' } as const),
);
const quota = { name: 'small', times: 2, perMs: HOUR };
const said = fc.oneof(
  { weight: 1, arbitrary: fc.constant(refuse('policy-failed', { what: 'x' })) },
  {
    weight: 19,
    arbitrary: fc
      .record({
        forbid: mostly(fc.constant([]), fc.constant(['never#0']), 19),
        noAuto: fc.constantFrom([], [], ['ask#0']),
        auto: fc.constantFrom([], [{ statement: 's#0' }], [{ statement: 's#0', quota }]),
      })
      .map((all) => ok(all)),
  },
);

export const randomFacts: fc.Arbitrary<PolicyFacts> = fc
  .record({
    // No two rules of a file have one name.
    rules: fc
      .array(rule, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((one, at): Rule => ({ ...one, id: `r${at + 1}` }))),
    people,
    requester: fc.nat(5),
    beneficiary: fc.nat(5),
    groups: fc.tuple(members, members, members),
    calendars: fc.tuple(fc.option(state), fc.option(state)),
    durationMs: mostly(fc.constant(30 * MINUTE), times, 4),
    env: fc.constantFrom('prod', '', undefined),
    said,
    breakGlass: mostly(fc.constant(false), fc.constant(true), 4),
    spent: fc.constantFrom(new Map(), new Map([['small', 1]]), new Map([['small', 2]])),
    escalated: fc.constantFrom([], ['r1/one'], ['r1/one', 'r2/two']),
    added: fc.constantFrom<readonly Who[]>([], [], [{ person: 'fumi', key: keyOf('fumi') }]),
  })
  .map(({ people: all, requester, beneficiary, groups, calendars, env, ...rest }) => {
    const [first = all[0], second = all[0]] = [all[requester], all[beneficiary]];
    if (!first || !second) throw new Error('Nobody is there.');
    const base = factsOf({ tags: env === undefined ? {} : { env } });
    const states = calendars.flatMap((one, at) =>
      one ? [[at === 0 ? 'cal' : 'other', one] as const] : [],
    );
    return {
      ...base,
      ...rest,
      people: all,
      requester: first,
      beneficiary: second,
      groups: new Map<string, Members>([
        ...GROUPS.map((id, at) => [id, groups[at] ?? known([])] as const),
        ['everybody', known(NAMES)],
      ]),
      calendars: new Map(states),
    };
  });
