/** A drawn policy as its configuration writes it. */

import type { Level, Rule, Threshold, Who } from '../../src/policy/rule.ts';
import type { Variant } from './town.ts';
import { CALENDAR, type DrawnPolicy, OWNERS, rulesIn } from './town-policy.ts';

export const ownersYaml = `
  owners: [${OWNERS.join(', ')}]`;

/** @param channel where everybody hears that the glass was broken. */
export function rulesYaml(policy: DrawnPolicy, variant: Variant, channel: string): string {
  const rules = rulesIn(policy, variant)
    .map((rule) => ruleYaml(rule) + glassYaml(rule, channel))
    .join('');
  return `${rules}\n${statementsYaml(policy)}calendars:\n  ${CALENDAR}: { ssm: ${CALENDAR} }`;
}

function ruleYaml({ id, scope, levels, freeze, maxMs }: Rule): string {
  const entitlements = scope.by === 'id' ? scope.entitlements : [];
  const max = `${maxMs / 60_000}m`;
  const extra = freeze?.effect === 'level' ? `, level: ${levelYaml(freeze.level)}` : '';
  const cold = freeze
    ? `\n    freeze: { calendars: [${freeze.calendars.join()}], do: ${freeze.effect}${extra} }`
    : '';
  return `
  - id: ${id}
    for: [${entitlements.join(', ')}]
    eligible: [engineers]
    levels: [${levels.map(levelYaml).join(', ')}]${cold}
    lapse: 8m
    max: ${max}
    max_total: ${max}
    warnings: [2m]`;
}

function glassYaml({ breakGlass }: Rule, channel: string): string {
  if (!breakGlass) return '';
  const { eligible, maxMs, review } = breakGlass;
  return `
    break_glass:
      eligible: ${whoYaml(eligible)}
      longest: ${maxMs / 60_000}m
      channel: ${channel}
      review: { from: ${whoYaml(review.from)}, within: ${review.withinMs / 3_600_000}h }`;
}

function levelYaml({ name, mode, count, from, parts = [], escalate }: Level): string {
  const ways = {
    any: thresholdYaml({ count, from }),
    each: `each: ${whoYaml(from)}`,
    all: `all: [${parts.map((part) => `{ ${thresholdYaml(part)} }`).join(', ')}]`,
  };
  const late = escalate
    ? `, escalate: { after: ${escalate.afterMs / 60_000}m, to: ${whoYaml(escalate.to)} }`
    : '';
  return `{ name: ${name}, ${ways[mode]}${late} }`;
}

const thresholdYaml = ({ count, from }: Threshold): string =>
  `any: ${count}, from: ${whoYaml(from)}`;

const whoYaml = (from: readonly Who[]): string =>
  `[${from.map((who) => ('group' in who ? who.group : who.person)).join(', ')}]`;

function statementsYaml({ statements }: DrawnPolicy): string {
  if (!statements.isAsked) return '';
  const { quota } = statements;
  const spent = quota ? `, quota: { times: ${quota.times}, per: ${quota.perMs / 60_000}m }` : '';
  return `policies:
  - { file: never.cedar, as: forbid }
  - { file: people.cedar, as: no-auto }
  - { file: small.cedar, as: auto-approve${spent} }
`;
}
