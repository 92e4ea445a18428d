/** The configuration as two people compare it: everything that decides, one item each. */

import type { Entitlement } from '../catalog/entitlement.ts';
import { requestEntries } from '../catalog/node-request.ts';
import { shortDigestOf } from '../kernel/digest.ts';
import type { Person, PrincipalRef } from '../kernel/person.ts';
import type { Item, Part, Summary, Told } from '../policy/differences.ts';
import { whoName } from '../policy/eligibility.ts';
import type { CalendarConfig, Config, GroupConfig, PolicyFile } from './config.ts';
import { centerPart, decidingPart, ruleInOrder, unordered } from './config-digest.ts';
import { toldOfRule } from './rule-summary.ts';
import { targetText, untoldOf } from './target-summary.ts';

/** Whatever changes the digest of the configuration changes an item of this. */
export function summaryOf(config: Config): Summary {
  const { people, groups, catalog, rules, policies, calendars } = config;
  const names = new Map(people.listed.map(({ key, name }) => [key, name]));
  const nameOf = (key: Person['key']) => names.get(key) ?? key;
  return [
    ...whole(config),
    ...rules.map((rule) => {
      const { warnings } = rule;
      return item('rule', rule.id, toldOfRule(rule), ruleInOrder(rule), { warnings });
    }),
    ...[...catalog.entitlements.values()].map(entitlement),
    ...[...groups.values()].map((one) => group(one, nameOf)),
    ...people.listed.map((one) => person(one, config)),
    ...[...catalog.accounts.values()].map(({ id, role }) =>
      item('account', id, role ? { role: { text: role.arn } } : {}, { id, role }, role?.externalId),
    ),
    ...policies.map(policy),
    ...[...calendars].map(([id, one]) => calendar(id, one)),
  ];
}

/** Of which there is but one each. */
function whole(config: Config): Summary {
  const { installation, slack, teams, zone, people, operators, limits, jitna, catalog } = config;
  const { byTag, byEmail, sessions } = people;
  const chats = { installation, slack, teams, zone };
  const workspace = { ...chats, byTag, byEmail, sessions, ...centerPart(config) };
  const hasRequests = requestEntries(catalog.entitlements.values()).length > 0;
  const requests = {
    unmatched: jitna.unmatched,
    people: unordered([...jitna.people]),
    roles: unordered(jitna.roles),
  };
  const { who, confirmChanges } = operators;
  return [
    item('workspace', '', toldOfWorkspace(config), workspace, {
      by: sessions?.by,
      ...centerPart(config),
    }),
    item(
      'operators',
      '',
      { people: { names: who.map(whoName) }, confirm: { yes: confirmChanges } },
      { who: unordered(who), confirmChanges },
    ),
    item('limits', '', toldOfLimits(limits), limits),
    ...(hasRequests
      ? [item('requests', '', toldOfRequests(config), requests, requests.people)]
      : []),
  ];
}

function toldOfWorkspace({ installation, slack, teams, zone, people }: Config) {
  const { byTag, byEmail, sessions } = people;
  return {
    installation: { text: installation },
    zone: { text: zone },
    'from-tags': { yes: byTag },
    'from-email': { yes: byEmail },
    ...(slack && { slack: { text: slack.team } }),
    ...(teams && { teams: { text: teams.tenant } }),
    ...(sessions && { sessions: { text: `${sessions.account}/${sessions.role}` } }),
  };
}

const toldOfLimits = (limits: Config['limits']) => ({
  open: { count: limits.openPerPerson },
  cooldown: { ms: limits.cooldownMs },
  'justification-min': { count: limits.justificationMin },
  'justification-max': { count: limits.justificationMax },
  ahead: { ms: limits.aheadMs },
});

const toldOfRequests = ({ jitna }: Config) => ({
  unmatched: { text: jitna.unmatched },
  sessions: { names: [...jitna.people.keys()] },
  roles: { names: jitna.roles },
});

function entitlement(one: Entitlement): Item {
  const { id, targets, maxMs, channel, ticket, tags, questions } = one;
  const decides = decidingPart(one);
  const mfa = targets.map((target) => 'mfa' in target && target.mfa);
  const untold = {
    targets: unordered(targets.map(untoldOf)),
    mfa: new Set(mfa).size > 1 ? mfa : [],
    questions: decides.questions,
    ticket: ticket?.pattern,
  };
  const told = {
    leads: { names: targets.map(targetText) },
    mfa: { yes: mfa.includes(true) },
    longest: { ms: maxMs },
    channel: { text: channel },
    ticket: { yes: ticket?.required ?? false },
    questions: { names: questions.map((question) => question.id) },
    tags: { names: Object.entries(tags).map(([key, value]) => `${key}=${value}`) },
  };
  return item('entitlement', id, told, decides, untold);
}

function group({ id, source }: GroupConfig, nameOf: (key: Person['key']) => string): Item {
  if (source.kind === 'listed') {
    const { keys } = source;
    return item('group', id, { members: { names: keys.map(nameOf) } }, unordered(keys));
  }
  const kept = 'roster' in source ? source.roster : source.group;
  return item('group', id, { kept: { text: `${source.kind} ${kept}` } }, source);
}

function person({ key, keys, name, principal, center }: Person, { people }: Config): Item {
  const aliases = [...people.aliases].flatMap(([alias, of]) => (of === key ? [alias] : []));
  const told = {
    accounts: { names: keys },
    ...(principal && { aws: { text: userText(principal) } }),
    ...(center && { center: { text: userText(center) } }),
    ...(aliases.length > 0 && { aliases: { names: aliases } }),
  };
  return item('person', name, told, { key, keys: unordered(keys), principal, center, aliases });
}

const userText = ({ account, user }: PrincipalRef): string => `${account}/${user}`;

function policy({ name, as, schema, text, quota }: PolicyFile): Item {
  const told = {
    as: { text: as },
    schema: { text: schema },
    statements: { digest: shortDigestOf(text) },
    ...(quota && { quota: { count: quota.times, ms: quota.perMs } }),
  };
  return item('policy', name, told, { as, schema, text, quota });
}

function calendar(id: string, one: CalendarConfig): Item {
  const outside = one.kind === 'ssm' ? {} : { outside: { text: one.outside } };
  if (one.kind === 'ics') {
    return item('calendar', id, { events: { digest: shortDigestOf(one.text) }, ...outside }, one);
  }
  const { kind } = one;
  if (kind === 'ssm') return item('calendar', id, { place: { text: one.name } }, one, one.region);
  // Whoever has the address reads the calendar: its host may be told.
  const place = { text: new URL(one.url).host };
  const address = { digest: shortDigestOf(one.url) };
  return item('calendar', id, { place, address, ...outside }, one);
}

const item = (
  part: Part,
  name: string,
  told: Readonly<Record<string, Told>>,
  all: unknown,
  untold?: unknown,
): Item => ({
  part,
  name,
  told,
  digest: shortDigestOf(all),
  ...(untold !== undefined && { untold: shortDigestOf(untold) }),
});
