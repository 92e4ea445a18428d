/** What to do with access that is there: links and commands, ready to paste. */

import type { SsmAutomationTarget } from '../catalog/automation.ts';
import type { IdentityCenterTarget } from '../catalog/center-target.ts';
import { tagsTyped } from '../catalog/access-role.ts';
import { accountName } from '../catalog/catalog.ts';
import {
  nodesInWords,
  sessionConsoleUrl,
  setName,
  switchRoleUrl,
} from '../catalog/target-words.ts';
import {
  isJitna,
  isAutomation,
  isSsm,
  type JitnaTarget,
  roleArn,
  type RoleRef,
  type SsmTarget,
  type Target,
} from '../catalog/target.ts';
import type { Line } from './card.ts';
import type { CaseView } from './case-view.ts';
import { link } from './line.ts';
import type { Reader } from '../kernel/person.ts';
import { roleSessionOf } from '../kernel/role-session.ts';
import { wordsFor } from './words/words.ts';

export function howToLines(view: CaseView): readonly Line[] {
  const { file, reader } = view;
  const { holder, targets } = file.request;
  const lines = targets.flatMap((target, index) => targetLines(view, target, index));
  const session = roleSessionOf(holder.user);
  // Whoever asks AWS itself is signed in there already.
  if (!session || targets.some((target) => isJitna(target) || isAutomation(target))) return lines;
  return [wordsFor(reader.locale).notice.fromRole(session.role), ...lines];
}

function targetLines(view: CaseView, target: Target, index: number): readonly Line[] {
  const { file, catalog, reader } = view;
  const { notice } = wordsFor(reader.locale);
  const { user } = file.request.holder;
  const account = accountName(catalog, target.account);
  if (isJitna(target)) return tokenLines(view, target);
  if (isSsm(target)) return nodesLines(view, target);
  if (target.kind === 'identity-center') return portalLines(view, target);
  if (isAutomation(target)) return [runbookLine(target, reader)];
  const roles = target.roles.flatMap((role) => roleLines(view, role, index));
  if (target.kind === 'iam-policy' && target.mfa && roles.length > 0) roles.push(notice.mfa());
  if (roles.length > 0) return roles;
  if (target.kind === 'iam-group') return [notice.ownGroup(user, target.group, account)];
  const actions = target.reach.flatMap((reach) => reach.actions);
  return [notice.ownActions(user, actions, account)];
}

/** AWS gives out its own keys for it, a quarter of an hour at a time. */
function tokenLines({ reader }: CaseView, { region, nodes, request }: JitnaTarget): Line[] {
  const { notice } = wordsFor(reader.locale);
  const at = `--region ${region}`;
  const token = `aws ssm get-access-token ${at} --access-request-id ${request?.opsItem ?? ''}`;
  return [
    notice.token(token),
    ...nodes.flatMap((node) => [
      notice.session(`aws ssm start-session ${at} --target ${node}`),
      notice.console(link(sessionConsoleUrl(region, node))),
    ]),
  ];
}

function portalLines({ catalog, reader }: CaseView, target: IdentityCenterTarget): Line[] {
  const { notice } = wordsFor(reader.locale);
  const { portal } = target;
  const lines = target.leads.map((one): Line => {
    const account = accountName(catalog, one.account);
    return portal
      ? notice.portal(link(portal), account, setName(one))
      : notice.noPortal(account, setName(one));
  });
  return [...lines, notice.signIn('aws configure sso')];
}

/** One command for each while they are few; for many one, in which a node is filled in. */
function nodesLines(view: CaseView, target: SsmTarget): Line[] {
  const { through } = target;
  return through ? throughLines(view, { ...target, through }) : startLines(view, target);
}

/** The console passes no tags on when it switches roles, so there is no way by its pages. */
function throughLines(view: CaseView, target: SsmTarget & { through: RoleRef }): Line[] {
  const { notice } = wordsFor(view.reader.locale);
  const { user } = view.file.request.holder;
  const command =
    `aws sts assume-role --role-arn ${roleArn(target.through)} --role-session-name ${user}` +
    ` --tags ${tagsTyped(target, user)}`;
  const mfa = target.mfa ? [notice.keysMfa()] : [];
  return [notice.keys(command), ...mfa, ...startLines(view, target)];
}

function startLines(view: CaseView, target: SsmTarget): Line[] {
  const { nodes } = target;
  if (nodes.length > 0 && nodes.length <= EACH) {
    return nodes.flatMap((node) => sessionLines(view, target, node));
  }
  const { notice } = wordsFor(view.reader.locale);
  return [...sessionLines(view, target, 'NODE'), notice.anyNode(nodesInWords(target))];
}

const EACH = 4;

function sessionLines({ file, reader }: CaseView, target: SsmTarget, node: string): Line[] {
  const { notice } = wordsFor(reader.locale);
  const { region, document } = target;
  const command =
    `aws ssm start-session --region ${region} --target ${node}` +
    ` --document-name ${document} --reason ${file.id}`;
  if (target.kind === 'ssm-node') {
    if (target.through) return [notice.session(command)];
    const page = node === 'NODE' ? 'start-session' : node;
    return [notice.session(command), notice.console(link(sessionConsoleUrl(region, page)))];
  }
  const { localPort, opens = `localhost:${localPort}` } = target;
  const parameters = ` --parameters localPortNumber=${localPort}`;
  return [notice.tunnel(`${command}${parameters}`, opens)];
}

function roleLines({ file, reader }: CaseView, role: RoleRef, index: number): Line[] {
  const { notice } = wordsFor(reader.locale);
  const { facts, holder } = file.request;
  // Where the trust policy forces the session's name, it has to be the user's; elsewhere the id
  // of the request says in AWS's own log what the session was for.
  const isNamed = facts[index]?.namedRoles.some(
    ({ account, name, source }) =>
      account === role.account && name === role.name && source === undefined,
  );
  const session = isNamed ? holder.user : file.id;
  const command = `aws sts assume-role --role-arn ${roleArn(role)} --role-session-name ${session}`;
  return [notice.switchRole(link(switchRoleUrl(role, file.id))), notice.shell(command)];
}

function runbookLine({ runs }: SsmAutomationTarget, { locale }: Reader): Line {
  const { runbook } = wordsFor(locale);
  return runs.form === 'work'
    ? runbook.running(runs.work.document)
    : runbook.given(runs.grant.document);
}
