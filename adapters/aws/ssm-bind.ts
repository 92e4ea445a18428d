/** Nodes chosen by a tag, bound by their ids; and whether a session can be opened there at all. */

import { nodesAccount } from '../../src/catalog/access-role.ts';
import { isPicking } from '../../src/catalog/pick.ts';
import { MOST_BOUND, sessionReach } from '../../src/catalog/session-reach.ts';
import { nodesInWords } from '../../src/catalog/target-words.ts';
import type { NodeTag, SsmTarget } from '../../src/catalog/target.ts';
import { type Answer, ok, type Refusal, refuse } from '../../src/kernel/refusal.ts';
import { roleSessionOf } from '../../src/kernel/role-session.ts';
import type { DocumentProblem } from '../../src/ports/examiner.ts';
import type { Clients } from './clients.ts';
import { tagsOfEc2 } from './ec2-tags.ts';
import { type Node, type NodeFilter, nodesOf } from './ssm-nodes.ts';
import { outsiders, type PickReader } from './ssm-pick.ts';
import { documentAt, type Place, type SessionDocument } from './ssm-read.ts';

/**
 * As it is granted: every node by its id, so that a tag that is moved later widens nothing. Where
 * they are too many to be named, by the tag; whoever asks may then not be able to move it.
 */
export async function bindSessions(
  reader: PickReader,
  target: SsmTarget,
  user: string,
  signal: AbortSignal,
): Promise<Answer<SsmTarget>> {
  const { account, region, tag, through } = target;
  const place = { clients: reader.clients, account: nodesAccount(target), region, signal };
  const read = await fitDocument(reader.clients, target, signal);
  if (!read.ok) return read;
  const document = read.value;
  const by = tag && !target.pick ? { tag } : { ids: target.nodes };
  const nodes = await nodesOf(place, by);
  const no =
    missingAmong(target, by, nodes) ??
    (isPicking(target) ? await outsiders(reader, target, signal) : undefined) ??
    unreachable(by, nodes, document);
  if (no) return no;
  const online = nodes.filter((one) => one.isOnline).map(({ id }) => id);
  const { pick: _picked, ...rest } = target;
  const opener = roleSessionOf(user)?.name;
  const led = { account, ...(through && { through }) };
  const where = { ...led, region, document: target.document, ...(opener && { opener }) };
  if (tag && 'tag' in by && online.length > MOST_BOUND) {
    if (through) return manyElsewhere(tag, online.length);
    const alike = await taggedAlike(place, tag);
    if (alike) return alike;
    const reach = sessionReach({ ...where, nodes: [], tag });
    return ok({ ...rest, found: online.length, reach });
  }
  const bound = { ...where, nodes: online.toSorted() };
  return ok({ ...rest, nodes: bound.nodes, reach: sessionReach(bound) });
}

/** The access role knows no tag of a node: it is told each by its id. */
const manyElsewhere = ({ key, value }: NodeTag, found: number): Refusal =>
  refuse('nodes-many', { tag: `${key}=${value}`, found, max: MOST_BOUND });

/**
 * The key of a tag is compared without regard to its case by IAM (user guide, `aws:ResourceTag`),
 * and with regard to it by Systems Manager, by which the nodes were counted. Machines that are none
 * of EC2's are not looked at.
 */
async function taggedAlike(place: Place, { key, value }: NodeTag): Promise<Refusal | undefined> {
  const nodes = new Set<string>();
  let other = '';
  for await (const tag of tagsOfEc2(place, { 'resource-type': ['instance'], value: [value] })) {
    const isAlike = tag.key !== key && tag.key.toLowerCase() === key.toLowerCase();
    if (!isAlike || tag.value !== value) continue;
    nodes.add(tag.id);
    other = tag.key;
  }
  if (nodes.size === 0) return undefined;
  const said = { tag: `${key}=${value}`, other: `${other}=${value}` };
  return refuse('tags-alike', { ...said, found: nodes.size });
}

/** Read again before anything is given by it: what it pins is what was approved. */
export async function fitDocument(
  clients: Clients,
  target: SsmTarget,
  signal: AbortSignal,
): Promise<Answer<SessionDocument>> {
  const place = { clients, account: nodesAccount(target), region: target.region, signal };
  const document = await documentAt(place, target.document);
  if (!document) return refuse('target-missing', { what: `session document ${target.document}` });
  return unfitness(target, document) ?? ok(document);
}

function unfitness(
  { kind, document: name }: SsmTarget,
  document: SessionDocument,
): Refusal | undefined {
  const unfit = (problem: Exclude<DocumentProblem, 'missing'>) =>
    refuse('document-unfit', { document: name, problem });
  if (kind === 'ssm-port-forward') {
    if (document.kind !== 'port') return unfit('not-port');
    // IAM has no word for a document's parameters: whoever may choose port or host may choose any.
    if (document.port === undefined) return unfit('not-pinned');
    return document.takesLocalPort ? undefined : unfit('no-local-port');
  }
  if (document.kind !== 'shell') return unfit('not-shell');
  return document.longestMs === undefined ? unfit('endless') : undefined;
}

/** The least agent for each kind of session (user guide, starting a session). */
const AGENT = { shell: '2.3.68.0', port: '2.3.672.0', host: '3.1.1374.0' } as const;

function missingAmong(target: SsmTarget, by: NodeFilter, nodes: readonly Node[]) {
  const wanted = 'ids' in by ? by.ids : [];
  const missing = wanted.filter((id) => !nodes.some((one) => one.id === id));
  if (nodes.length > 0 && missing.length === 0) return undefined;
  return refuse('nodes-missing', { what: missing.join(', ') || nodesInWords(target) });
}

function unreachable(
  by: NodeFilter,
  nodes: readonly Node[],
  document: SessionDocument,
): Refusal | undefined {
  const online = nodes.filter((one) => one.isOnline);
  const isShort = !('ids' in by) ? online.length === 0 : online.length < nodes.length;
  if (isShort) {
    const offline = nodes.filter((one) => !one.isOnline).map(({ id }) => id);
    return refuse('nodes-offline', { nodes: offline });
  }
  const needed = AGENT[document.host ? 'host' : document.kind === 'port' ? 'port' : 'shell'];
  const old = online.find(({ agentVersion }) => isBefore(agentVersion, needed));
  return old && refuse('agent-old', { node: old.id, found: old.agentVersion, needed });
}

/** Of versions as `3.1.1374.0`, part by part. */
function isBefore(version: string, needed: string): boolean {
  const [parts, least] = [version, needed].map((text) => text.split('.').map(Number));
  const at = least?.findIndex((part, index) => part !== (parts?.[index] ?? 0)) ?? -1;
  return at >= 0 && (parts?.[at] ?? 0) < (least?.[at] ?? 0);
}
