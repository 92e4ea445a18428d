/** What `explain` cannot know: groups and calendars that others keep. It asks files alone. */

import type { Config } from '../config/config.ts';
import type { Locale } from '../kernel/person.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Decision } from '../policy/decision.ts';
import { EXPLAIN_WORDS } from './explain-words.ts';

/** Each in a sentence that says who knows. */
export function unknownHere(
  { calendars }: Pick<Config, 'calendars'>,
  decision: Decision,
  entitlement: string,
  locale: Locale,
): readonly string[] {
  const words = EXPLAIN_WORDS[locale];
  const groups = decision.kind === 'forbidden' ? silentIn(decision.refusal) : decision.silent;
  const closed = decision.trace.frozen.flatMap(({ calendar, why }) =>
    why === 'silent' && calendars.get(calendar)?.kind !== 'ics' ? [calendar] : [],
  );
  return [
    ...(groups?.length ? [words.unknownGroups(groups.join(', '), entitlement)] : []),
    ...[...new Set(closed)].map((one) => words.unknownCalendars(one, entitlement)),
  ];
}

const silentIn = ({ code, facts }: Refusal): readonly string[] =>
  code === 'directory-silent' ? [facts.what] : [];
