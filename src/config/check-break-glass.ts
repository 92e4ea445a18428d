/** Whether access that comes first can be had at all, and be reviewed by somebody else. */

import type { Person } from '../kernel/person.ts';
import { brokenRule, unreviewable } from '../policy/break-glass.ts';
import type { PolicyFacts } from '../policy/decision.ts';
import { eligibility } from '../policy/eligibility.ts';
import { NOTHING_SAID } from '../policy/statement.ts';
import { error, type Finding, warning } from './finding.ts';
import type { Here } from './here.ts';

export function checkBreakGlass(here: Here): readonly Finding[] {
  const { config, rules, entitlement } = here;
  const open = rules.find(({ breakGlass }) => breakGlass);
  if (!open) return [];
  const path = `rules[${config.rules.indexOf(open)}].break_glass`;
  const shut = rules.filter(({ breakGlass }) => !breakGlass).map(({ id }) => id);
  if (shut.length > 0) {
    const said = `does not open ${entitlement.id}: not allowed by ${shut.join(', ')}`;
    return [warning(path, said)];
  }
  return reviewers(here, `${path}.review`);
}

function reviewers(here: Here, path: string): readonly Finding[] {
  const { config, groups, rules, entitlement } = here;
  const broken = rules.map(brokenRule);
  const asking = config.people.listed.filter((person) =>
    broken.every((rule) => eligibility(rule, [person], groups).say !== 'no'),
  );
  const stuck = asking.filter((person) => isStuck(here, person));
  if (stuck.length === 0) return [];
  if (stuck.length === asking.length) {
    return [error(path, `nobody else could review ${entitlement.id}, so it is never opened`)];
  }
  const names = stuck.map(({ name }) => name).join(', ');
  return [warning(path, `nobody else could review ${entitlement.id} for ${names}`)];
}

function isStuck({ groups, humanOf, rules, entitlement }: Here, person: Person): boolean {
  const facts: PolicyFacts = {
    requester: person,
    beneficiary: person,
    entitlement,
    durationMs: 0,
    rules,
    groups,
    said: NOTHING_SAID,
    breakGlass: true,
  };
  // Groups that the chat keeps may hold anybody.
  return unreviewable(rules, facts, humanOf)?.code === 'nobody-could-review';
}
