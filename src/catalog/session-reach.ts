/**
 * What Session Manager lets somebody do on some nodes, as statements.
 *
 * The document is a resource of its own, and stands in a statement without the tag's condition;
 * `ssm:SessionDocumentAccessCheck` stands in every Allow of StartSession, or the default shell is
 * allowed with it (Systems Manager user guide: restrict access, enforce a session document check).
 */

import { accessReach } from './access-role.ts';
import { actionsMeet, patternsMeet } from './pattern.ts';
import {
  isSsm,
  type NodeTag,
  type Reach,
  type RoleRef,
  type SsmTarget,
  type Target,
} from './target.ts';

/**
 * So many are bound by id, so that a tag that is moved later widens nothing: what AWS's 2,048
 * characters hold, with a fence and room for a spare. Beyond, the tag itself is the condition.
 */
export const MOST_BOUND = 15;

/** So many have a fence each; that of more is their document, which stands for all of them. */
const MOST_FENCED = 4;

interface Sessions {
  readonly account: string;
  /** Where the nodes are of another account, of which the access role there says the rest. */
  readonly through?: RoleRef;
  readonly region: string;
  readonly nodes: readonly string[];
  readonly tag?: NodeTag;
  readonly document: string;
  /** Of a person who comes by an identity provider: what their sessions of the role are called. */
  readonly opener?: string;
}

/** Characters of policy are scarce, so what has one condition stands in one statement. */
export function sessionReach(sessions: Sessions): readonly Reach[] {
  const { through } = sessions;
  if (through) return accessReach({ ...sessions, through });
  const [nodes, document] = [nodeArns(sessions), documentArn(sessions)];
  const { tag } = sessions;
  const own = ownSessions(sessions);
  if (sessions.nodes.length > 0 || !tag) {
    const resources = [...nodes, document, ...own];
    return [{ actions: [START, ...ON_OWN_SESSIONS], resources, checksDocument: true }];
  }
  return [
    { actions: [START], resources: nodes, tag, checksDocument: true },
    { actions: [START], resources: [document], checksDocument: true },
    { actions: ON_OWN_SESSIONS, resources: own },
  ];
}

/** What opens sessions: on which nodes, by which document. */
export function startReach({ reach }: Pick<SsmTarget, 'reach'>): readonly Reach[] {
  const starts = reach.filter(({ actions }) => actions.includes(START));
  const resources = starts.flatMap((one) => one.resources);
  return [{ actions: [START], resources: resources.filter((one) => !isOwnSession(one)) }];
}

/** As much of it as is fenced: each node, while they are few, and the document of many. */
export function fencedReach(target: Pick<SsmTarget, 'reach' | 'nodes'>): readonly Reach[] {
  if (!isFencedByDocument(target)) return startReach(target);
  return startReach(target).map(({ actions, resources }) => {
    return { actions, resources: resources.filter((one) => one.includes(':document/')) };
  });
}

const isFencedByDocument = ({ nodes }: Pick<SsmTarget, 'nodes'>): boolean =>
  nodes.length === 0 || nodes.length > MOST_FENCED;

/** The fence of one would not hold, or would cut the other, while both are held. */
export function sharesDocument(one: SsmTarget, other: SsmTarget): boolean {
  // At an access role each has a fence of its own, whatever they share.
  if (one.through || other.through) return false;
  const isShared =
    one.account === other.account && one.region === other.region && one.document === other.document;
  return isShared && (isFencedByDocument(one) || isFencedByDocument(other));
}

/**
 * Held at once they would open more than each alone: IAM asks for the node and for the document
 * apart, so the nodes of one open by the document of the other.
 */
export function mixes(one: SsmTarget, other: SsmTarget): boolean {
  // At an access role each session says which nodes and which document it is for.
  if (one.through || other.through || one.document === other.document) return false;
  const isNear = one.account === other.account && one.region === other.region;
  return isNear && whichNodes(one) !== whichNodes(other);
}

function whichNodes({ nodes, tag, pick }: SsmTarget): string {
  if (nodes.length > 0) return nodes.toSorted().join(' ');
  return `${pick ? 'some of ' : ''}${tag?.key}=${tag?.value}`;
}

/** By a tag that decides which nodes are opened, for as long as it is held. */
export const isByTag = (target: Target): target is SsmTarget & { readonly tag: NodeTag } =>
  isSsm(target) && !target.through && target.nodes.length === 0 && target.tag !== undefined;

/** What moves a tag of a node: of EC2, and of machines that Systems Manager manages elsewhere. */
export const TAGGING: readonly string[] = ['ec2:CreateTags', 'ssm:AddTagsToResource'];

const NODES = ['instance/*', 'managed-instance/*'];
const DOCUMENTS = ['document/*'];

/** What an ARN names behind account and Region; anything, where it does not go so far. */
const namedBy = (resource: string): string => resource.split(':').slice(5).join(':') || '*';

const reaches = (
  reach: readonly Reach[],
  doing: readonly string[],
  something: readonly string[],
): boolean =>
  reach.some(
    ({ actions, resources }) =>
      actions.some((action) => doing.some((one) => actionsMeet(action, one))) &&
      resources.some((one) => something.some((other) => patternsMeet(namedBy(one), other))),
  );

export const movesTags = (reach: readonly Reach[]): boolean => reaches(reach, TAGGING, NODES);

export const startsSessions = (reach: readonly Reach[]): boolean =>
  reaches(reach, [START], [...NODES, ...DOCUMENTS]);

const START = 'ssm:StartSession';
const ON_OWN_SESSIONS = [
  'ssm:ResumeSession',
  'ssm:TerminateSession',
  'ssmmessages:OpenDataChannel',
];
/**
 * The user guide has both spellings, at different times. An id begins with the name of whoever
 * opened it, which of a role's session is the session's own, and no variable of IAM.
 */
const ownSessions = ({ opener = '${aws:username}' }: Sessions): readonly string[] =>
  [opener, '${aws:userid}'].map((who) => `arn:aws:ssm:*:*:session/${who}-*`);

const isOwnSession = (resource: string): boolean => resource.startsWith(SESSIONS);
const SESSIONS = 'arn:aws:ssm:*:*:session/';

/** An id is one machine's alone, wherever it runs, and characters are scarce. */
function nodeArns({ account, region, nodes }: Sessions): readonly string[] {
  const ec2 = (where: string, id: string) => `arn:aws:ec2:${where}:instance/${id}`;
  const managed = (where: string, id: string) => `arn:aws:ssm:${where}:managed-instance/${id}`;
  const here = `${region}:${account}`;
  if (nodes.length === 0) return [ec2(here, '*'), managed(here, '*')];
  return nodes.toSorted().map((id) => (id.startsWith('mi-') ? managed : ec2)('*:*', id));
}

const documentArn = ({ account, region, document }: Sessions): string =>
  `arn:aws:ssm:${region}:${account}:document/${document}`;
