/**
 * What Session Manager lets somebody do on some nodes, as statements.
 *
 * The document is a resource of its own, and stands in a statement without the tag's condition;
 * `ssm:SessionDocumentAccessCheck` stands in every Allow of StartSession, or the default shell is
 * allowed with it (Systems Manager user guide: restrict access, enforce a session document check).
 */

import type { NodeTag, Reach, SsmTarget } from './target.ts';

/** So many are bound by id, so that a tag that is moved later widens nothing. */
export const MOST_BOUND = 15;

/**
 * So many may be picked: each stands in three policies at its end (the allowing one, the fence and
 * room for a spare), and AWS leaves a user 2,048 characters for all of them.
 */
export const MOST_PICKED = 4;

interface Sessions {
  readonly account: string;
  readonly region: string;
  readonly nodes: readonly string[];
  readonly tag?: NodeTag;
  readonly document: string;
  /** Of a person who comes by an identity provider: what their sessions of the role are called. */
  readonly opener?: string;
}

/** Characters of policy are scarce, so what has one condition stands in one statement. */
export function sessionReach(sessions: Sessions): readonly Reach[] {
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

/** What opens sessions: that much is fenced, and may not be there already. */
export const startReach = (target: SsmTarget): readonly Reach[] => [
  { actions: [START], resources: [...nodeArns(target), documentArn(target)] },
];

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

function nodeArns({ account, region, nodes }: Sessions): readonly string[] {
  const ec2 = (id: string) => `arn:aws:ec2:${region}:${account}:instance/${id}`;
  const managed = (id: string) => `arn:aws:ssm:${region}:${account}:managed-instance/${id}`;
  if (nodes.length === 0) return [ec2('*'), managed('*')];
  return nodes.toSorted().map((id) => (id.startsWith('mi-') ? managed(id) : ec2(id)));
}

const documentArn = ({ account, region, document }: Sessions): string =>
  `arn:aws:ssm:${region}:${account}:document/${document}`;
