/** What `explain` cannot know, as others keep it of people, calendars and nodes: it asks files. */

import { opensSessions } from '../catalog/target.ts';
import type { Locale } from '../kernel/person.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Decision } from '../policy/decision.ts';
import { EXPLAIN_WORDS } from './explain-words.ts';
import type { DeskAsk, PolicyFiles, Supposed } from './policy-desk.ts';

/** Each in a sentence that says who knows. */
export function unknownHere(
  { config: { calendars }, policies }: PolicyFiles,
  decision: Decision,
  { person, entitlement: { id, targets } }: Pick<DeskAsk, 'person' | 'entitlement'>,
  locale: Locale,
  supposed: Supposed = {},
): readonly string[] {
  const words = EXPLAIN_WORDS[locale];
  const groups = decision.kind === 'forbidden' ? silentIn(decision.refusal) : decision.silent;
  const closed = decision.trace.frozen.flatMap(({ calendar, why }) =>
    why === 'silent' && calendars.get(calendar)?.kind !== 'ics' ? [calendar] : [],
  );
  const isUnread = policies?.asksAws === true && !supposed.attributes;
  const areUnread = policies?.asksNodes === true && targets.some(opensSessions);
  return [
    ...(groups?.length ? [words.unknownGroups(groups.join(', '), id)] : []),
    ...[...new Set(closed)].map((one) => words.unknownCalendars(one, id)),
    ...(isUnread ? [words.unknownAtAws(person.name, id)] : []),
    ...(areUnread ? [words.unknownNodes()] : []),
  ];
}

const silentIn = ({ code, facts }: Refusal): readonly string[] =>
  code === 'directory-silent' ? [facts.what] : [];
