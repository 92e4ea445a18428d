/** AWS behind the core's ports: the provider of IAM policies and groups, and who is who there. */

import type { Catalog } from '../../src/catalog/catalog.ts';
import { isJitna } from '../../src/catalog/target.ts';
import type { Config } from '../../src/config/config.ts';
import { nodeSets } from '../../src/catalog/pick.ts';
import type { Holder } from '../../src/request/request.ts';
import type { Slot } from '../../src/holding/slot.ts';
import { isIdentityStore } from '../../src/kernel/person.ts';
import { shortDigestOf } from '../../src/kernel/digest.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { AccessDesk } from '../../src/ports/access-desk.ts';
import type { PrincipalDirectory } from '../../src/ports/directory.ts';
import type { AttributeDirectory, NodeTags } from '../../src/ports/policy-engine.ts';
import type { Examiner } from '../../src/ports/examiner.ts';
import type { GrantProvider } from '../../src/ports/grant-provider.ts';
import { createAttributeDirectory } from './attributes.ts';
import { byRealm, type RealmProvider } from './by-realm.ts';
import type { CenterRoster } from './center-roster.ts';
import type { StateOfCalendar } from './ssm-calendars.ts';
import { lateCalendars, lateCenter, lateDesk, lateRoster, lateTrail } from './late.ts';
import type { TargetReader } from '../../src/ports/target-reader.ts';
import type { Trail } from '../../src/ports/trail.ts';
import type { NodeIndex } from '../../src/ports/node-index.ts';
import { createClients } from './clients.ts';
import { apply, documentOf, tagValue } from './iam-apply.ts';
import { callerOf } from './iam-call.ts';
import { factsNow } from './iam-facts.ts';
import { memberContent } from './iam-members.ts';
import { observe, tagContent } from './iam-observe.ts';
import { preflight } from './iam-preflight.ts';
import { uniqueIdOf } from './iam-home.ts';
import { survey } from './iam-survey.ts';
import { requestContent } from './names.ts';
import { createNodeIndex } from './node-index.ts';
import { createNodeTags } from './node-tags.ts';
import { bookingContent } from './scheduler-bookings.ts';
import { bookedRun, isBookedRun, schedulePlaces } from './ssm-automation-booked.ts';
import { createPrincipalDirectory } from './principals.ts';
import { sessionRoles } from './session-roles.ts';

export interface AwsOptions {
  readonly region: string;
  readonly config: Pick<
    Config,
    'catalog' | 'center' | 'installation' | 'people' | 'policies' | 'saysWhatWasDone'
  >;
  readonly clock: Clock;
}

export interface Aws {
  readonly provider: GrantProvider;
  readonly targets: TargetReader;
  readonly principals: PrincipalDirectory;
  readonly attributes: AttributeDirectory;
  readonly nodeTags: NodeTags;
  readonly examiner: Examiner;
  /** Undefined where nobody wants to be told what was done. */
  readonly trail: Trail | undefined;
  /** Empty until it is refreshed. */
  readonly nodes: NodeIndex;
  readonly access: AccessDesk;
  /** Of Change Calendars. */
  readonly changeCalendar: StateOfCalendar;
  /** Groups of Identity Center; undefined where there is none. */
  readonly centerRoster: CenterRoster | undefined;
  /** How far AWS's clock was ahead of ours at its last answer. */
  skewMs(): number | undefined;
}

const READ_MS = 10_000;

export function createAws({ region, config, clock }: AwsOptions): Aws {
  const { catalog, installation } = config;
  const clients = createClients({ region, catalog, clock, installation });
  const userAccounts = usersIn(config);
  // Only where a role lets us in, or where our own credentials are at home.
  const withRole = [...catalog.accounts.values()].filter((account) => account.role);
  const accounts = new Set([...userAccounts, ...withRole.map((account) => account.id)]);
  const roles = sessionRoles(config.people).filter((role) => userAccounts.has(role.account));
  const nodes = createNodeIndex({ clients, sets: nodeSets(catalog), clock });
  const reader = { clients, accounts, installation, nodes, clock };
  const booked = schedulePlaces(catalog);
  const iam: RealmProvider = {
    async uniqueId({ account, user }) {
      const caller = await callerOf(clients, account, AbortSignal.timeout(READ_MS));
      return uniqueIdOf(caller, account, user);
    },
    preflight: (order) => preflight(reader, order),
    facts: (order) => factsNow(reader, order),
    async observe(order) {
      if (!order.requests?.length && !order.requestsOnly) return observe(reader, order);
      const { observeSession } = await import('./observe-session.ts');
      return observeSession(reader, order);
    },
    content: (holder, slot) => contentOf(reader, holder, slot),
    apply: (order) => apply(reader, order),
    survey: (groups, signal) => survey({ ...reader, booked }, userAccounts, roles, groups, signal),
  };
  const { center } = config;
  const inCenter = center && { clients, center, installation, clock };
  const provider = inCenter ? byRealm(iam, lateCenter(inCenter)) : iam;
  const people = { clients, accounts: userAccounts, inCenter };
  const principals = createPrincipalDirectory(people, clock);
  const attributes = createAttributeDirectory({ ...people, accounts: everywhere(config) }, clock);
  const looked = new Set([...accounts, ...(center ? [center.account] : [])]);
  const nodeTags = createNodeTags(clients, clock);
  const examined = { config, clients, userAccounts, accounts: looked, clock };
  // Its files are for `doctor` alone: a start does not read them.
  const examiner: Examiner = {
    weaknesses: async (bot) =>
      (await import('./examine.ts')).createExaminer(examined).weaknesses(bot),
  };
  const trail = config.saysWhatWasDone ? lateTrail({ clients, region, clock }) : undefined;
  const access = lateDesk(clients);
  const account = homeOf(catalog, userAccounts);
  const changeCalendar = lateCalendars({ clients, account, region, clock });
  const centerRoster = inCenter && lateRoster(inCenter);
  const skewMs = () => clients.skewMs();
  const known = { principals, attributes, nodes, nodeTags, changeCalendar, centerRoster };
  return { provider, targets: provider, ...known, examiner, access, trail, skewMs };
}

/** The accounts whose users hold access through us. */
const usersIn = ({ catalog }: AwsOptions['config']): ReadonlySet<string> =>
  new Set(
    [...catalog.entitlements.values()].flatMap(({ targets }) =>
      targets
        .filter((target) => !isJitna(target))
        .map((target) => target.account)
        .filter((account) => !isIdentityStore(account)),
    ),
  );

/** Also those whose users hold access by AWS's own requests: of them only the tags are read. */
const everywhere = ({ catalog }: AwsOptions['config']): ReadonlySet<string> =>
  new Set(
    [...catalog.entitlements.values()].flatMap(({ targets }) =>
      targets.map(({ account }) => account),
    ),
  );

/** Where our own credentials are at home: they need no role there. */
const homeOf = ({ accounts }: Catalog, users: ReadonlySet<string>): string =>
  [...accounts.values()].find(({ role }) => !role)?.id ?? [...users][0] ?? '';

/** Of what would be written, as it is read back: parsed, so that spelling does not count. */
function contentOf(reader: { readonly installation: string }, holder: Holder, slot: Slot): string {
  if (slot.kind === 'access') return requestContent(slot.opsItem);
  if (slot.kind === 'run') return shortDigestOf(slot);
  if (slot.kind === 'member') return memberContent(slot.group);
  if (slot.kind === 'tag') return tagContent(tagValue(reader, slot));
  if (isBookedRun(slot)) return bookingContent(bookedRun(slot));
  return shortDigestOf(documentOf(holder, slot));
}
