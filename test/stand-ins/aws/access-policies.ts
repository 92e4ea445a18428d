/** Manual approval policies: which nodes one is for, who approves in which order, and how long. */

import { approversIn } from './automation-approvals.ts';
import { AwsFault } from './fault.ts';
import { isObject, type Json, type Runbook } from './runbook.ts';
import { checkRunbook } from './runbook-check.ts';
import { parseJson } from './runbook-reading.ts';
import { typeOf } from './ssm-document.ts';
import type { DocumentFormat, DocumentVersion, Place, SsmDocument, SsmNode } from './ssm-types.ts';

export interface ApprovalPolicy {
  readonly description?: string;
  readonly accessSeconds: number;
  readonly tokenRole: string;
  /** Tags, any of which is enough; none where it is for all nodes. */
  readonly targets: readonly { readonly key: string; readonly values: readonly string[] }[];
  readonly runbook: Runbook;
}

const [LEAST_SECONDS, MOST_SECONDS] = [3_600, 336 * 3_600];
const MOST_LEVELS = 5;
const MOST_APPROVERS = 5;

/** @throws AwsFault */
export function parseApprovalPolicy(text: string, format: DocumentFormat = 'JSON'): ApprovalPolicy {
  const content = parseJson(text, format);
  const { accessDuration, accessTokenRole, targets, ...rest } = content;
  const runbook = checkRunbook(rest);
  const accessSeconds = Number(accessDuration);
  if (!(accessSeconds >= LEAST_SECONDS && accessSeconds <= MOST_SECONDS)) {
    throw invalid('accessDuration must be from 1 to 336 hours');
  }
  if (typeof accessTokenRole !== 'string') throw invalid('accessTokenRole is missing');
  const { mainSteps, description } = runbook;
  if (mainSteps.length > MOST_LEVELS) throw invalid(`there are more than ${MOST_LEVELS} levels`);
  for (const { action, inputs = {} } of mainSteps) {
    if (action !== 'aws:approve') throw invalid('a level must be aws:approve');
    const approvers = approversIn(inputs).length;
    if (approvers === 0 || approvers > MOST_APPROVERS) throw invalid('1 to 5 approvers a level');
  }
  return {
    ...(description === undefined ? {} : { description }),
    accessSeconds,
    tokenRole: accessTokenRole,
    targets: targetsIn(targets),
    runbook,
  };
}

const targetsIn = (targets: unknown): ApprovalPolicy['targets'] =>
  (Array.isArray(targets) ? (targets as readonly unknown[]) : [])
    .filter(isObject)
    .map(({ Key, Values }: Json) => ({ key: String(Key), values: Values as readonly string[] }))
    .filter(({ key }) => key.startsWith('tag:'));

interface Found {
  readonly document: SsmDocument;
  readonly version: DocumentVersion;
  readonly policy: ApprovalPolicy;
}

/**
 * A policy for the node's tags before one for all nodes; two that are equally near are a conflict.
 *
 * @throws AwsFault
 */
export function policyFor({ documents }: Place, node: SsmNode): Found {
  const all = [...documents.values()].flatMap((document) => {
    const { defaultVersion, versions } = document;
    const version = versions.find(({ number }) => number === defaultVersion);
    if (typeOf(document) !== 'ManualApprovalPolicy' || !version) return [];
    return [{ document, version, policy: parseApprovalPolicy(version.content, version.format) }];
  });
  const tagged = all.filter(({ policy }) => policy.targets.some((target) => isFor(node, target)));
  const near = tagged.length > 0 ? tagged : all.filter(({ policy }) => policy.targets.length === 0);
  const [found, ...others] = near;
  if (found && others.length === 0) return found;
  const words = found
    ? `More than one approval policy applies to ${node.id}.`
    : `No approval policy applies to ${node.id}.`;
  throw new AwsFault('ValidationException', words);
}

const isFor = ({ tags }: SsmNode, { key, values }: ApprovalPolicy['targets'][number]) =>
  tags.some((tag) => `tag:${tag.key}` === key && values.includes(tag.value));

const invalid = (words: string) => new AwsFault('InvalidDocumentContent', words);
