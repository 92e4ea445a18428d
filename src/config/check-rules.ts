/** Whether every entry can be asked for by somebody, and approved by others. */

import type { PersonKey } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import { eligibility } from '../policy/eligibility.ts';
import type { Groups, Members, Rule } from '../policy/rule.ts';
import { selectRules } from '../policy/select.ts';
import { humansAmong } from '../policy/separation.ts';
import { checkApprovers } from './check-approvers.ts';
import { checkBreakGlass } from './check-break-glass.ts';
import { checkHolders } from './check-holders.ts';
import type { Config } from './config.ts';
import { writeDuration } from './duration.ts';
import { LONG } from './file-catalog.ts';
import { error, type Finding, warning } from './finding.ts';
import type { Here } from './here.ts';

/** By the functions that decide. Groups that the chat keeps may hold anybody, so they pass. */
export function checkRules(config: Config): readonly Finding[] {
  const groups = groupsOf(config);
  const humanOf = humansAmong(config.people.listed);
  return [...config.catalog.entitlements.values()].flatMap((entitlement, index) => {
    const rules = selectRules(config.rules, entitlement).flatMap(({ rule, used }) =>
      used ? [rule] : [],
    );
    const path = `entitlements[${index}]`;
    if (rules.length === 0)
      return [error(path, `no rule is for ${entitlement.id}, so nobody may ask for it`)];
    const here: Placed = { config, groups, humanOf, rules, entitlement, path };
    return [...combined(here), ...tooLongInAll(here), ...askers(here), ...checkBreakGlass(here)];
  });
}

interface Placed extends Here {
  readonly path: string;
}

function combined({ config, rules, entitlement }: Placed): readonly Finding[] {
  if (rules.length < 2) return [];
  const names = rules.map(({ id }) => id).join(' and ');
  const said = `${names} are equally close to ${entitlement.id}: all of them must be satisfied`;
  return [warning(`${pathOf(config, rules.at(-1))}.for`, said)];
}

function tooLongInAll({ config, rules, entitlement }: Placed): readonly Finding[] {
  if (entitlement.maxMs > LONG) return [];
  const limit = `${writeDuration(LONG)} in all for ${entitlement.id}, which has no allow_long`;
  return rules
    .filter(({ maxTotalMs }) => maxTotalMs > LONG)
    .map((rule) => error(`${pathOf(config, rule)}.max_total`, `expected at most ${limit}`));
}

function askers(here: Placed): readonly Finding[] {
  const { config, groups, rules, entitlement, path } = here;
  const mayAsk = (person: Person) =>
    rules.every((rule) => eligibility(rule, [person], groups).say !== 'no');
  const asking = [...config.people.listed, SOMEBODY].filter(mayAsk);
  if (asking.length > 0) {
    const known = asking.filter((one) => one !== SOMEBODY);
    const othersToo = known.length < asking.length;
    const holding = { entitlement, path, asking: known, othersToo };
    return [...checkApprovers(here, asking), ...checkHolders(config, holding)];
  }
  const names = rules.map(({ id }) => id).join(' and ');
  return [error(path, `nobody may ask for ${entitlement.id}: ${names} name nobody in common`)];
}

function groupsOf({ groups }: Config): Groups {
  const members = ({
    source,
  }: {
    source: { kind: string; keys?: readonly PersonKey[] };
  }): Members =>
    source.keys ? { known: true, keys: source.keys } : { known: false, why: 'kept by the chat' };
  return new Map([...groups.values()].map((group) => [group.id, members(group)]));
}

const pathOf = ({ rules }: Config, rule: Rule | undefined) =>
  `rules[${rule ? rules.indexOf(rule) : 0}]`;
/** Somebody of whom only the chat knows: in its groups perhaps, in none that is listed. */
const SOMEBODY: Person = { key: '' as PersonKey, keys: [], name: 'others' };
