/**
 * Nodes of another account: the role through which they are reached, and the tags that tell its
 * sessions which. An inline policy of a user reaches nothing in another account by itself.
 *
 * The role allows what the tags of a session name, so whoever chooses the tags chooses the nodes:
 * the statement at the user asks for just these, letter by letter, and for no other.
 */

import { digestOf } from '../kernel/digest.ts';
import { type Reach, type RoleRef, roleArn, type SessionTags } from './target.ts';

/** As `deploy/target-account.yml` names it: in any other, nobody knows what it allows. */
export const ACCESS_ROLE = 'prod-access-nodes';

interface Led {
  readonly account: string;
  readonly through?: RoleRef;
}

/** Where the nodes are: elsewhere than the users, if they are reached through a role. */
export const nodesAccount = ({ account, through }: Led): string => through?.account ?? account;

interface Opened {
  readonly through: RoleRef;
  readonly region: string;
  readonly nodes: readonly string[];
  readonly document: string;
}

/** One for each node, since the value of a tag has room for few of them. */
export function sessionTags(opened: Opened): SessionTags {
  const { document, nodes } = opened;
  const each = nodes.toSorted().map((id, index) => [`node-${index + 1}`, id]);
  const tags = { target: scopeOf(opened), person: '${aws:username}', document };
  return { ...tags, ...(Object.fromEntries(each) as SessionTags) };
}

/** What is opened alike ends alike, and has a fence of its own at the role. */
export const scopeOf = ({ through, region, nodes, document }: Opened): string =>
  digestOf({ account: through.account, region, nodes: nodes.toSorted(), document }).slice(0, 12);

export const accessReach = (opened: Opened): readonly Reach[] => [
  {
    actions: ['sts:AssumeRole', 'sts:TagSession'],
    resources: [roleArn(opened.through)],
    sessionTags: sessionTags(opened),
  },
];

/** As the command line takes them, for somebody of this name. */
export const tagsTyped = (opened: Opened, user: string): string =>
  Object.entries({ ...sessionTags(opened), person: user })
    .map(([key, value]) => `Key=${key},Value=${value}`)
    .join(' ');
