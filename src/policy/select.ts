/** Which rules speak for an entitlement: the most specific ones, and all that match equally. */

import type { Entitlement } from '../catalog/entitlement.ts';
import type { Rule, Scope } from './rule.ts';

export type Match = 'id' | 'tag' | 'all' | 'no';

export interface Selected {
  readonly rule: Rule;
  readonly matched: Match;
  /** It matched, and no other rule matched more closely. */
  readonly used: boolean;
}

/** Every rule in the order given, with how it matched. A rule by id silences those by tag. */
export function selectRules(rules: readonly Rule[], entitlement: Entitlement): readonly Selected[] {
  const looked = rules.map((rule) => ({ rule, matched: matchOf(rule.scope, entitlement) }));
  const closest = CLOSEST_FIRST.find((match) => looked.some(({ matched }) => matched === match));
  return looked.map((each) => ({ ...each, used: each.matched === closest }));
}

const CLOSEST_FIRST: readonly Match[] = ['id', 'tag', 'all'];

function matchOf(scope: Scope, { id, tags }: Entitlement): Match {
  if (scope.by === 'all') return 'all';
  if (scope.by === 'id') return id !== '' && scope.entitlements.includes(id) ? 'id' : 'no';
  // An empty tag matches nothing, or every entitlement that leaves it empty would be meant.
  const isNamed = scope.tag !== '' && scope.value !== '';
  return isNamed && tags[scope.tag] === scope.value ? 'tag' : 'no';
}
