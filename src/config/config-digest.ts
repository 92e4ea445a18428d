/** The digest of a configuration: equal as long as two replicas would decide and act alike. */

import type { Entitlement, Question } from '../catalog/entitlement.ts';
import { requestEntries } from '../catalog/node-request.ts';
import { canonical, digestOf } from '../kernel/digest.ts';
import type { Rule } from '../policy/rule.ts';
import type { Config } from './config.ts';

/**
 * Texts, the order of lists that have none, and where operators are paged do not decide. What a
 * clock is read in does: `until 18:00` is another instant in another zone.
 */
export function configDigest(config: Omit<Config, 'digest'>): string {
  const { catalog, people, groups } = config;
  return digestOf({
    installation: config.installation,
    ...(config.slack && { team: config.slack.team }),
    ...(config.teams && { tenant: config.teams.tenant }),
    zone: config.zone,
    byTag: people.byTag,
    byEmail: people.byEmail,
    // Nothing where there are none: the digest stays what it was.
    ...(people.sessions && { sessions: people.sessions }),
    people: unordered(
      people.listed.map(({ key, keys, name, principal, center }) => {
        return { key, keys: unordered(keys), name, principal, ...(center && { center }) };
      }),
    ),
    groups: unordered(
      [...groups.values()].map(({ id, source }) => {
        if (source.kind === 'listed') return { id, keys: unordered(source.keys) };
        const isUsergroup = source.kind === 'slack';
        return { id, source: isUsergroup ? { kind: 'slack', usergroup: source.group } : source };
      }),
    ),
    operators: unordered(config.operators.who),
    accounts: unordered([...catalog.accounts.values()].map(({ id, role }) => ({ id, role }))),
    entitlements: unordered([...catalog.entitlements.values()].map(decidingPart)),
    rules: unordered(config.rules.map(ruleInOrder)),
    ...jitnaPart(config),
    ...centerPart(config),
    ...policyPart(config),
    limits: config.limits,
  });
}

/** Nothing where no entry leads to AWS's own requests: the digest stays what it was. */
function jitnaPart({ catalog, jitna }: Omit<Config, 'digest'>) {
  if (requestEntries(catalog.entitlements.values()).length === 0) return {};
  const { unmatched, people, roles } = jitna;
  return { jitna: { unmatched, people: unordered([...people]), roles: unordered(roles) } };
}

/** By whom it is given, and taken away at the end; nothing where there is none. */
export function centerPart({ center }: Pick<Config, 'center'>) {
  if (!center) return {};
  const { portal: _, ...decides } = center;
  return { center: decides };
}

/** Nothing where there is none of it: the digest stays what it was. */
function policyPart({ policies, calendars, people, operators }: Omit<Config, 'digest'>) {
  return {
    ...(policies.length > 0 && { policies: unordered(policies) }),
    ...(calendars.size > 0 && { calendars: unordered([...calendars]) }),
    ...(people.aliases.size > 0 && { aliases: unordered([...people.aliases]) }),
    ...(operators.confirmChanges && { confirmChanges: true }),
  };
}

export const decidingPart = ({
  id,
  targets,
  maxMs,
  questions,
  ticket,
  channel,
  tags,
}: Entitlement) => ({
  id,
  targets: unordered(targets),
  maxMs,
  questions: unordered(questions.map(takenBy)),
  ticket,
  channel,
  tags,
});

/** What a question takes goes to runbooks; how it is worded decides nothing. */
const takenBy = ({ id, required, allowed, pattern }: Question) => ({
  id,
  required,
  ...(allowed && { allowed: unordered(allowed) }),
  ...(pattern !== undefined && { pattern }),
});

/** When people are reminded decides nothing. */
export const ruleInOrder = ({ reminders: _, ...rule }: Rule) => ({
  ...rule,
  scope:
    rule.scope.by === 'id'
      ? { ...rule.scope, entitlements: unordered(rule.scope.entitlements) }
      : rule.scope,
  eligible: unordered(rule.eligible),
  levels: rule.levels.map((level) => ({ ...level, from: unordered(level.from) })),
});

export const unordered = (values: readonly unknown[]): readonly string[] =>
  values.map(canonical).sort();
