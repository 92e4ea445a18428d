/** One entry of the catalogue, and its targets spelt so that equal ones are equal. */

import { ACCESS_ROLE } from '../catalog/access-role.ts';
import type { Entitlement, Question, Worded } from '../catalog/entitlement.ts';
import type { IdentityCenterTarget } from '../catalog/center-target.ts';
import { sessionReach } from '../catalog/session-reach.ts';
import {
  type JitnaTarget,
  type RoleRef,
  roleArn,
  type SsmTarget,
  type Target,
} from '../catalog/target.ts';
import { buildAutomation } from './build-automation.ts';
import { accountsOf } from './file-choice.ts';
import type { ConfigFile } from './file.ts';

type EntitlementFile = ConfigFile['entitlements'][number];
type TargetFile = NonNullable<EntitlementFile['target']>;

type Sections = Pick<ConfigFile, 'identity_center' | 'runbooks'>;

export function buildEntitlement(file: EntitlementFile, sections: Sections): Entitlement {
  const written = file.targets ?? (file.target ? [file.target] : []);
  const accounts = written.map(accountsOf).find((one) => one !== undefined);
  const build = (target: TargetFile, account?: string) => buildTarget(target, sections, account);
  // What leads to no account of the choice is given with each of them, and is one.
  const fixed = new Map(written.map((one) => [one, accountsOf(one) ? undefined : build(one)]));
  const targets = (accounts ?? [undefined]).flatMap((account) =>
    written.map((one) => fixed.get(one) ?? build(one, account)),
  );
  return {
    id: file.id,
    title: worded(file.title),
    targets,
    ...(accounts && { accounts }),
    maxMs: file.longest,
    ...(file.guidance && { guidance: worded(file.guidance) }),
    ...(file.risk && { risk: worded(file.risk) }),
    questions: file.questions.map(buildQuestion),
    ...(file.ticket && { ticket: file.ticket }),
    channel: file.channel,
    tags: Object.fromEntries(file.tags),
  };
}

function buildQuestion(file: EntitlementFile['questions'][number]): Question {
  const { id, label, required, allowed, pattern, example } = file;
  return {
    id,
    label: worded(label),
    required,
    ...(allowed && { allowed }),
    ...(pattern && { pattern }),
    ...(example && { example }),
  };
}

function buildTarget(
  file: TargetFile,
  { identity_center: center, runbooks }: Sections,
  chosen?: string,
): Target {
  if (file.kind === 'identity-center') return buildMembership(file, center, chosen);
  if (file.kind === 'ssm-automation') return buildAutomation(file, runbooks?.schedules);
  if (file.kind === 'iam-group') {
    const roles = file.roles.map(({ role, account }) => ({ account, name: role }));
    return { kind: file.kind, account: file.account, group: file.group, roles: inOrder(roles) };
  }
  if (file.kind === 'ssm-node' || file.kind === 'ssm-port-forward') return buildSessions(file);
  if (file.kind === 'jitna') return buildJitna(file);
  const { kind, user_account: account, mfa } = file;
  const where = chosen ?? file.account;
  if (file.role !== undefined && where !== undefined) {
    const role = { account: where, name: file.role };
    const reach = [{ actions: ['sts:AssumeRole'], resources: [roleArn(role)] }];
    return { kind, account, mfa, reach, roles: [role] };
  }
  const reach = [{ actions: sorted(file.actions), resources: sorted(file.resources) }];
  return { kind, account, mfa, reach, roles: inOrder(rolesAmong(reach)) };
}

type MembershipFile = Extract<TargetFile, { readonly kind: 'identity-center' }>;

/** Without the section there is no store; `check` says so. */
function buildMembership(
  { kind, group, leads_to: leads }: MembershipFile,
  center: ConfigFile['identity_center'],
  chosen = '',
): IdentityCenterTarget {
  return {
    kind,
    account: center?.store ?? NO_STORE,
    ...(group === undefined ? {} : { group: { name: group } }),
    leads: leads
      .map(({ account = chosen, permission_set: set }) => ({ account, set }))
      .toSorted((a, b) => (`${a.account} ${a.set}` < `${b.account} ${b.set}` ? -1 : 1)),
    ...(center?.portal === undefined ? {} : { portal: center.portal }),
    roles: [],
  };
}

export const NO_STORE = 'd-0000000000';

type SessionsFile = Extract<TargetFile, { readonly kind: 'ssm-node' | 'ssm-port-forward' }>;

/** What it reaches is known once its nodes are bound, at the ask. */
function buildSessions(file: SessionsFile): SsmTarget {
  const { account: where, region, document, mfa, tag, pick } = file;
  const { user_account: account = where } = file;
  const through = account === where ? undefined : { account: where, name: ACCESS_ROLE };
  const nodes = sorted(file.nodes);
  const which = {
    account,
    ...(through && { through }),
    region,
    nodes,
    ...(tag ? { tag } : {}),
    document,
  };
  const roles = through ? [through] : [];
  const sessions = { ...which, reach: sessionReach(which), roles, mfa };
  const all = pick ? { ...sessions, pick: true as const } : sessions;
  if (file.kind === 'ssm-node') return { kind: file.kind, ...all };
  const opens = file.opens === undefined ? {} : { opens: file.opens };
  return { kind: file.kind, ...all, localPort: file.local_port, ...opens };
}

/** What it gives is AWS's own role, so there is nothing to write in a statement. */
function buildJitna(file: Extract<TargetFile, { readonly kind: 'jitna' }>): JitnaTarget {
  const { kind, account, region, tag } = file;
  const which = { nodes: sorted(file.nodes), ...(tag ? { tag } : {}) };
  return { kind, account, region, ...which, reach: [], roles: [], mfa: false };
}

/** Actions that let somebody assume a role written out lead to that role as much as `role` does. */
function rolesAmong(
  reach: readonly { actions: readonly string[]; resources: readonly string[] }[],
) {
  return reach
    .filter(({ actions }) => actions.some((each) => each.toLowerCase() === 'sts:assumerole'))
    .flatMap(({ resources }) => resources.flatMap((arn) => readRole(arn) ?? []));
}

function readRole(arn: string): RoleRef | undefined {
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/([\w+=,.@-]+)$/.exec(arn) ?? [];
  return account && name ? { account, name } : undefined;
}

const worded = ({ en, ja }: { readonly en: string; readonly ja: string | undefined }): Worded =>
  ja === undefined ? { en } : { en, ja };
const sorted = (all: readonly string[] = []): readonly string[] => [...new Set(all)].sort();
const inOrder = (roles: readonly RoleRef[]): readonly RoleRef[] =>
  roles.toSorted((a, b) => (roleArn(a) < roleArn(b) ? -1 : 1));
