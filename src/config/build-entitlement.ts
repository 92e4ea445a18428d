/** One entry of the catalogue, and its targets spelt so that equal ones are equal. */

import type { Entitlement, Question, Worded } from '../catalog/entitlement.ts';
import { sessionReach } from '../catalog/session-reach.ts';
import { type RoleRef, roleArn, type SsmTarget, type Target } from '../catalog/target.ts';
import { buildAutomation } from './build-automation.ts';
import type { ConfigFile } from './file.ts';

type EntitlementFile = ConfigFile['entitlements'][number];
type TargetFile = NonNullable<EntitlementFile['target']>;

export function buildEntitlement(file: EntitlementFile): Entitlement {
  const targets = file.targets ?? (file.target ? [file.target] : []);
  return {
    id: file.id,
    title: worded(file.title),
    targets: targets.map(buildTarget),
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

function buildTarget(file: TargetFile): Target {
  if (file.kind === 'ssm-automation') return buildAutomation(file);
  if (file.kind === 'iam-group') {
    const roles = file.roles.map(({ role, account }) => ({ account, name: role }));
    return { kind: file.kind, account: file.account, group: file.group, roles: inOrder(roles) };
  }
  if (file.kind === 'ssm-node' || file.kind === 'ssm-port-forward') return buildSessions(file);
  const { kind, user_account: account, mfa } = file;
  if (file.role !== undefined && file.account !== undefined) {
    const role = { account: file.account, name: file.role };
    const reach = [{ actions: ['sts:AssumeRole'], resources: [roleArn(role)] }];
    return { kind, account, mfa, reach, roles: [role] };
  }
  const reach = [{ actions: sorted(file.actions), resources: sorted(file.resources) }];
  return { kind, account, mfa, reach, roles: inOrder(rolesAmong(reach)) };
}

type SessionsFile = Extract<TargetFile, { readonly kind: 'ssm-node' | 'ssm-port-forward' }>;

/** What it reaches is known once its nodes are bound, at the ask. */
function buildSessions(file: SessionsFile): SsmTarget {
  const { account, region, document, mfa, tag } = file;
  const nodes = sorted(file.nodes);
  const which = { account, region, nodes, ...(tag ? { tag } : {}), document };
  const sessions = { ...which, reach: sessionReach(which), roles: [], mfa };
  if (file.kind === 'ssm-node') return { kind: file.kind, ...sessions };
  const opens = file.opens === undefined ? {} : { opens: file.opens };
  return { kind: file.kind, ...sessions, localPort: file.local_port, ...opens };
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
