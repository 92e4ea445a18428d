/** The digest of what policy demands of a request, as it is drawn on the card. */

import { canonical, digestOf } from '../kernel/digest.ts';
import type { Approvable, ReviewTerms, Stage } from './decision.ts';
import type { Who } from './rule.ts';

/**
 * Equal as long as an approver would be told the same: rules, levels in sequence, counts, whom
 * they are from, and the cap. Members of a group and names of people may change without an
 * approval losing its worth, and so may the order of rules in the file.
 */
export function policyDigest({ stages, maxMs, review }: Digested): string {
  const after = review && { from: review.from.map(namesOf), withinMs: review.withinMs };
  return digestOf({ stages: stages.map(demandsOf), maxMs, ...(after && { review: after }) });
}

type Digested = Pick<Approvable, 'stages' | 'maxMs'> & { readonly review?: ReviewTerms };

const demandsOf = ({ requirements }: Stage): readonly string[] =>
  requirements
    .map(({ rule, level, count, from }) => canonical({ rule, level, count, from: namesOf(from) }))
    .sort();

const namesOf = (from: readonly Who[]): readonly string[] =>
  from.map((who) => canonical('group' in who ? { group: who.group } : { person: who.key })).sort();
