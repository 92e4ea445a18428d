/** A question as statements of ours read it: the person, what is asked for, and the moment. */

import type { CedarValueJson, EntityJson, TypeAndId } from '@cedar-policy/cedar-wasm/nodejs';
import { nodesAccount } from '../../src/catalog/access-role.ts';
import { isSsm, type Target } from '../../src/catalog/target.ts';
import { listedAs, type Person } from '../../src/kernel/person.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import type { Attributes, PolicyQuestion } from '../../src/ports/policy-engine.ts';

/** One call of Cedar, without the statements. */
export interface CedarRequest {
  readonly principal: TypeAndId;
  readonly action: TypeAndId;
  readonly resource: TypeAndId;
  readonly context: Record<string, CedarValueJson>;
  readonly entities: EntityJson[];
}

const ACTION = { type: 'Action', id: 'request' };
const TAGS = { type: 'PrincipalTags', id: 'tags' };

/**
 * What is asked for, and each node that it would lead to, for whoever asks; and the same for who
 * would hold it, if that is somebody else. A colleague is no way around a statement.
 */
export function ourRequests(
  question: PolicyQuestion,
  people: readonly Person[],
): readonly CedarRequest[] {
  const { requester, beneficiary, groups, heldGroups = [], onCall, attributes } = question;
  const isOne = requester.key === beneficiary.key;
  const known = isOne ? { attributes } : {};
  const asking = userOf(requester, { people, groups, onCall, ...known });
  const holding = userOf(beneficiary, { people, groups: heldGroups, onCall: false, attributes });
  const users = isOne ? [asking] : [asking, holding];
  const context = contextOf(question);
  const tags = { uid: TAGS, attrs: {}, parents: [], tags: tagsOf(question.attributes) };
  const resources = resourcesOf(question);
  return users.flatMap((user) =>
    resources.map((resource) => ({
      principal: user.uid as TypeAndId,
      action: ACTION,
      resource: resource.uid as TypeAndId,
      context,
      entities: [user, resource, tags],
    })),
  );
}

interface Of {
  readonly people: readonly Person[];
  readonly groups: readonly string[];
  readonly onCall: boolean;
  readonly attributes?: Attributes | undefined;
}

/** Whom the file does not list may call themselves what they like in a chat: they have no name. */
function userOf(person: Person, { people, groups, onCall, attributes }: Of): EntityJson {
  const name = listedAs(people, person.keys)?.name;
  const { centerGroups = [] } = attributes ?? {};
  return {
    uid: { type: 'User', id: name ?? person.key },
    attrs: {
      ...(name !== undefined && { name }),
      onCall,
      ...personal(attributes),
      centerGroups: [...centerGroups],
    },
    parents: groups.map((id) => ({ type: 'Group', id })),
  };
}

export function personal(attributes: Attributes | undefined): Record<string, string> {
  const { costCenter, division, employeeNumber, organization } = attributes ?? {};
  const all = Object.entries({ costCenter, division, employeeNumber, organization });
  return Object.fromEntries(all.flatMap(([key, value]) => (value ? [[key, value]] : [])));
}

export const tagsOf = (attributes: Attributes | undefined): Record<string, string> => ({
  ...attributes?.principalTags,
});

function resourcesOf({ entitlement, nodes }: PolicyQuestion): readonly EntityJson[] {
  const { id, targets, tags } = entitlement;
  const attrs = { accounts: accountsOf(targets), kinds: kindsOf(targets) };
  const uid = { type: 'Entitlement', id };
  return [
    { uid, attrs: { id, ...attrs }, parents: [], tags: { ...tags } },
    ...nodes.map((node) => ({
      uid: { type: 'Node', id: node.id },
      attrs: { id: node.id, ...attrs },
      parents: [uid],
      tags: { ...node.tags },
    })),
  ];
}

function contextOf(question: PolicyQuestion): Record<string, CedarValueJson> {
  const { account, entitlement, closed, ticket } = question;
  const accounts = accountsOf(entitlement.targets);
  const only = account ?? (accounts.length === 1 ? accounts[0] : undefined);
  return {
    ...momentOf(question),
    // A part of a minute counts, or a limit could be passed by it.
    durationMinutes: Math.ceil(question.durationMs / MINUTE),
    ...(only !== undefined && { account: only }),
    targetKinds: kindsOf(entitlement.targets),
    frozen: [...closed],
    ...(ticket !== undefined && ticket !== '' && { ticket }),
    recentDenials: question.recentDenials,
    liveGrants: question.liveGrants,
    breakGlass: question.breakGlass,
    onCall: question.onCall,
    iam: { principalTags: { __entity: TAGS } },
  };
}

/** Of two hours that a clock shows twice in autumn both are that hour. */
function momentOf({ atMs, zone }: PolicyQuestion) {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  return {
    date: at.toPlainDate().toString(),
    hour: at.hour,
    minute: at.minute,
    weekday: at.dayOfWeek,
    weekdayName: WEEKDAYS[at.dayOfWeek - 1] ?? '',
  };
}

export const WEEKDAYS: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

const kindsOf = (targets: readonly Target[]): string[] => [
  ...new Set(targets.map(({ kind }) => kind)),
];

/** Where it leads: the accounts of roles and nodes, or the one in which something is given. */
export const accountsOf = (targets: readonly Target[]): string[] => [
  ...new Set(targets.flatMap(ledTo)),
];

function ledTo(target: Target): readonly string[] {
  if (target.kind === 'identity-center') return target.leads.map(({ account }) => account);
  if (isSsm(target)) return [nodesAccount(target)];
  const roles = target.roles.map(({ account }) => account);
  return roles.length > 0 ? roles : [target.account];
}
