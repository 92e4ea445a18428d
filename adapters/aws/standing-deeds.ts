/** What nobody should be able to do standing: the catalogue gives it, or does it, when asked. */

import type { SsmAutomationTarget } from '../../src/catalog/automation.ts';
import { actionsMeet } from '../../src/catalog/pattern.ts';
import { startReach } from '../../src/catalog/session-reach.ts';
import { isSsm, type Reach, roleArn, type Target } from '../../src/catalog/target.ts';
import type { Deed } from './standing-reach.ts';

export interface NamedDeed extends Deed {
  readonly words: string;
}

interface Place {
  readonly account: string;
  readonly targets: readonly Target[];
}

/** What the catalogue gives for a while: its roles, and sessions on its nodes. */
export function deedsOf({ account, targets }: Place): readonly NamedDeed[] {
  const roles = targets.flatMap((target) => target.roles).map(roleArn);
  const assume = [...new Set(roles)].map((resource) => {
    return { action: ASSUME, resource, words: `${ASSUME} on ${resource}` };
  });
  const start = targets
    .filter((target) => target.account === account)
    .flatMap((target) => sessionsOf(target).flatMap((reach) => nodesIn(target, reach)));
  return [...assume, ...start];
}

/** What gives it, or does the work, when it is started by hand; and what lends its role away. */
export const runsIn = ({ account, targets }: Place): readonly NamedDeed[] =>
  targets
    .filter((target) => target.kind === 'ssm-automation')
    .filter((target) => target.account === account)
    .flatMap((target) => [...runsOf(target), ...lendingOf(target)]);

/** Whoever may lend the role gives it a document of their own, which writes what they like. */
const lendingOf = ({ role }: SsmAutomationTarget): readonly NamedDeed[] =>
  role === undefined
    ? []
    : [{ action: LEND, resource: role, service: TO, words: `${LEND} on ${role}` }];

/**
 * A policy may name the document, or as before the definition of the automation: of any version,
 * since each does the work, and whoever names none asks for `$DEFAULT`.
 */
function runsOf(target: SsmAutomationTarget): readonly NamedDeed[] {
  const { account, region, runs } = target;
  const { document } = runs.form === 'work' ? runs.work : runs.grant;
  const at = `arn:aws:ssm:${region}:${document.startsWith('AWS') ? '' : account}`;
  const words = `${RUN} on ${at}:document/${document}`;
  return [`document/${document}`, `automation-definition/${document}:*`].map((what) => {
    return { action: RUN, resource: `${at}:${what}`, words };
  });
}

const RUN = 'ssm:StartAutomationExecution';
const LEND = 'iam:PassRole';
const TO = 'ssm.amazonaws.com';

const ASSUME = 'sts:AssumeRole';
const START = 'ssm:StartSession';

function sessionsOf(target: Target): readonly Reach[] {
  if (isSsm(target)) return target.through ? [] : startReach(target);
  return target.kind === 'iam-policy' ? target.reach : [];
}

function nodesIn(target: Target, { actions, resources }: Reach): readonly NamedDeed[] {
  if (!actions.some((action) => actionsMeet(action, START))) return [];
  const nodes = resources.filter((resource) => !resource.includes(':document/'));
  const tag = isSsm(target) && target.nodes.length === 0 ? target.tag : undefined;
  return nodes.map((resource) => {
    const what = tag ? `nodes with ${tag.key}=${tag.value}` : resource;
    return { action: START, resource, words: `${START} on ${what}`, ...(tag ? { tag } : {}) };
  });
}
