/** From the file as it is written to the configuration as the core reads it. */

import type { Account, Catalog } from '../catalog/catalog.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import { type PersonKey, personKey } from '../kernel/brand.ts';
import type { Person, PrincipalRef } from '../kernel/person.ts';
import { sessionUser } from '../kernel/role-session.ts';
import type { Who } from '../policy/rule.ts';
import { buildEntitlement } from './build-entitlement.ts';
import { buildAliases, buildGroup } from './build-groups.ts';
import { buildCalendars, buildPolicies } from './build-policies.ts';
import { buildRule } from './build-rule.ts';
import type {
  CenterConfig,
  Config,
  JitnaConfig,
  LedgerConfig,
  Limits,
  PeopleConfig,
} from './config.ts';
import { configDigest } from './config-digest.ts';
import type { ConfigFile } from './file.ts';

/** The file has been read without a problem, so every name in it is known. */
export function buildConfig(file: ConfigFile): Config {
  const people = file.people.listed.map((each) => buildPerson(each, file));
  const names = new Map(people.map((person) => [person.name, person.key]));
  const whoOf = whoAmong(names);
  const { installation, language, zone, slack, teams: tenant } = file.workspace;
  const config = {
    installation,
    language,
    zone,
    slack: slack === undefined ? undefined : { team: slack },
    teams: tenant === undefined ? undefined : { tenant },
    people: {
      listed: people,
      byTag: file.people.from_tags,
      byEmail: file.people.from_email,
      sessions: buildSessions(file),
      aliases: buildAliases(file, names),
    },
    groups: new Map([...file.groups].map(([id, group]) => [id, buildGroup(id, group, names)])),
    operators: {
      who: file.operators.people.map(whoOf),
      channel: file.operators.channel,
      contact: file.operators.contact,
      confirmChanges: file.operators.confirm_changes,
      ...(file.operators.page !== undefined && { pageUrl: file.operators.page }),
    },
    catalog: buildCatalog(file),
    rules: file.rules.map((rule) => buildRule(rule, whoOf)),
    policies: buildPolicies(file),
    calendars: buildCalendars(file),
    ...(file.webhook !== undefined && { webhook: file.webhook }),
    jitna: buildJitna(file, names),
    limits: buildLimits(file),
    ...(file.identity_center && { center: buildCenter(file.identity_center) }),
    ...(file.audit?.ledger && { ledger: buildLedger(file.audit.ledger) }),
    saysWhatWasDone: file.audit?.what_was_done ?? true,
  };
  return { digest: configDigest(config), ...config };
}

type Names = ReadonlyMap<string, PersonKey>;
type WhoOf = (name: string) => Who;

/** A name is a person's or a group's, never both. */
const whoAmong = (names: Names): WhoOf => {
  return (name) => {
    const key = names.get(name);
    return key === undefined ? { group: name } : { person: name, key };
  };
};

function buildPerson(
  file: ConfigFile['people']['listed'][number],
  { workspace, identity_center: center }: ConfigFile,
): Person {
  const { slack: team = '', teams: tenant = '' } = workspace;
  const inSlack = (file.slack ?? []).map((account) => keyOf(account, team));
  const inTeams = (file.teams ?? []).map((id) => personKey('teams', tenant, id));
  const keys = [...new Set([...inSlack, ...inTeams])];
  const [key = keyOf('', team)] = keys;
  const user = file.identity_center;
  const inCenter = center && user !== undefined && { account: center.store, user };
  return {
    key,
    keys,
    name: file.name,
    ...(file.aws && { principal: buildPrincipal(file.aws) }),
    ...(inCenter && { center: inCenter }),
  };
}

type PrincipalFile = NonNullable<ConfigFile['people']['listed'][number]['aws']>;

function buildPrincipal(file: PrincipalFile): PrincipalRef {
  const { account, user, role = '', session, source_identity: source = '' } = file;
  if (user !== undefined) return { account, user };
  const by = session === undefined ? 'source-identity' : 'session';
  return { account, user: sessionUser({ role, by, name: session ?? source }) };
}

/** What e-mail addresses are the names of. */
function buildSessions({ people }: ConfigFile): PeopleConfig['sessions'] {
  const { role_sessions: file } = people;
  if (!file) return undefined;
  const by = file.email_is === 'session' ? 'session' : 'source-identity';
  return { account: file.account, role: file.role, by };
}

function buildCenter(file: NonNullable<ConfigFile['identity_center']>): CenterConfig {
  const { portal, ...rest } = file;
  return { ...rest, ...(portal === undefined ? {} : { portal }) };
}

/** `U…` is of the workspace itself, `T…/U…` of another. */
function keyOf(account: string, team: string): PersonKey {
  const [id = '', other = team] = account.split('/').toReversed();
  return personKey('slack', other, id);
}

function buildJitna({ jitna }: ConfigFile, names: Names): JitnaConfig {
  const { unmatched = 'leave', people = new Map<string, string>(), roles = [] } = jitna ?? {};
  const known = [...people].flatMap(([session, name]): [string, PersonKey][] => {
    const key = names.get(name);
    return key === undefined ? [] : [[session, key]];
  });
  return { unmatched, people: new Map(known), roles };
}

function buildCatalog(file: ConfigFile): Catalog {
  const accounts = file.accounts.map(({ id, name, role }): Account => {
    return { id, name, ...(role && { role: { arn: role.arn, externalId: role.external_id } }) };
  });
  const entitlements = file.entitlements.map((one) => buildEntitlement(one, file));
  const byId = <T extends Account | Entitlement>(all: readonly T[]): ReadonlyMap<string, T> =>
    new Map(all.map((each) => [each.id, each]));
  return { accounts: byId(accounts), entitlements: byId(entitlements) };
}

type LedgerFile = NonNullable<NonNullable<ConfigFile['audit']>['ledger']>;

function buildLedger(file: LedgerFile): LedgerConfig {
  const { key, directory = '', s3 } = file;
  if (!s3) return { key, place: { directory } };
  const { retain, ...bucket } = s3;
  return { key, place: { ...bucket, retainMs: retain } };
}

const buildLimits = ({ limits }: ConfigFile): Limits => ({
  openPerPerson: limits.open,
  cooldownMs: limits.cooldown,
  justificationMin: limits.justification.min,
  justificationMax: limits.justification.max,
  aheadMs: limits.ahead,
});
