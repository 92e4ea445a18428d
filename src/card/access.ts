/** What is asked for, in AWS's words. */

import { nodesAccount } from '../catalog/access-role.ts';
import { accountName, type Catalog } from '../catalog/catalog.ts';
import { nodesInWords, setName } from '../catalog/target-words.ts';
import { isAutomation, type Target } from '../catalog/target.ts';
import type { Runbook, SsmAutomationTarget } from '../catalog/automation.ts';
import type { Line } from './card.ts';
import { joined } from './line.ts';
import type { Words } from './words/words.ts';

/** `role ProdDbOperator, account production 1111-2222-3333`. */
export function accessLine(targets: readonly Target[], catalog: Catalog, words: Words): Line {
  const { card, runbook } = words;
  const inAccount = (id: string): string => accountName(catalog, id);
  const describe = (target: Target): Line => {
    const roles = target.roles.map((role) => card.role(role.name, inAccount(role.account)));
    if (target.kind === 'iam-group') {
      const membership = card.group(target.group, inAccount(target.account));
      return roles.length > 0 ? card.leadingTo(membership, roles) : membership;
    }
    if (target.kind === 'ssm-node') {
      return card.shellOn(nodesInWords(target), inAccount(nodesAccount(target)));
    }
    if (target.kind === 'ssm-port-forward') {
      const where = inAccount(nodesAccount(target));
      return card.tunnelThrough(target.document, nodesInWords(target), where);
    }
    if (target.kind === 'jitna') {
      const { opsItem = '' } = target.request ?? {};
      return card.accessRequest(opsItem, nodesInWords(target), inAccount(target.account));
    }
    if (target.kind === 'identity-center') {
      const leads = target.leads.map((one) =>
        card.permissionSet(setName(one), inAccount(one.account)),
      );
      if (!target.group) return joined(leads, card.comma);
      return card.leadingTo(card.centerGroup(target.group.name), leads);
    }
    if (isAutomation(target)) return runbookLine(target, inAccount(target.account), runbook);
    if (roles.length > 0) return joined(roles, card.comma);
    const actions = target.reach.flatMap((reach) => reach.actions);
    return card.actions(actions, inAccount(target.account));
  };
  return joined(targets.map(describe), card.between);
}

function runbookLine(
  { runs }: SsmAutomationTarget,
  account: string,
  words: Words['runbook'],
): Line {
  if (runs.form === 'work') return words.work(pinned(runs.work), account);
  return words.pair(pinned(runs.grant), pinned(runs.revoke), account);
}

const pinned = ({ document, version }: Runbook): string => `${document} v${version}`;
