/** May this caller start a session here with that document, or touch one that is there? */

import type { Decision } from './authorizer.ts';
import { type Caller, timeFacts } from './caller.ts';
import { judge } from './judge.ts';
import { type SsmKnobs, tagsOfResource } from './ssm-call.ts';
import { DEFAULT_DOCUMENT } from './ssm-content.ts';
import { documentArn, findDocument, ofType } from './ssm-document.ts';
import { nodeArn } from './ssm-nodes.ts';
import type { Place, SsmSession } from './ssm-types.ts';
import { mfaFacts } from './trust.ts';

export interface StartWish {
  readonly node: string;
  /** The shell of the account's preferences if absent. */
  readonly document?: string;
  readonly atMs: number;
  /** Signed in with a device, or not; absent where AWS does not say. */
  readonly mfa?: boolean;
}

/**
 * The node is asked for always, and the document only where one is named: without a name the
 * default one is started by whoever may reach the node. An Allow that wants
 * `ssm:SessionDocumentAccessCheck` is met by calls alone that name their document.
 */
export function startDecision(caller: Caller, place: Place, wish: StartWish) {
  const { node, document, atMs, mfa } = wish;
  const known = {
    ...timeFacts(atMs),
    ...mfaFacts(mfa),
    'ssm:SessionDocumentAccessCheck': String(document !== undefined),
  };
  const tags = place.nodes.get(node)?.tags ?? [];
  const ofNode = nodeArn(place, node);
  const facts = { ...known, ...tagsOfResource(tags) };
  const onNode = judge(caller, 'ssm:StartSession', ofNode, facts);
  if (!onNode.allowed || document === undefined) return { resource: ofNode, ...onNode };

  const resource = documentArn(place, document);
  const ofDocument = tagsOfResource(findDocument(place, document)?.tags ?? []);
  const more = { ...known, ...ofType('Session'), ...ofDocument };
  return { resource, ...judge(caller, 'ssm:StartSession', resource, more) };
}

export const documentOf = ({ document }: Pick<StartWish, 'document'>) =>
  document ?? DEFAULT_DOCUMENT;

/** The action on a session, by the ARNs that AWS may give it and the tags it puts on each. */
export function sessionDecision(
  caller: Caller,
  action: string,
  session: Pick<SsmSession, 'id' | 'ownerId' | 'node'>,
  { region, account }: Pick<Place, 'region' | 'account'>,
  { sessionArns, atMs }: Pick<SsmKnobs, 'sessionArns'> & { readonly atMs: number },
): Decision & { readonly resource: string } {
  const { id, ownerId, node } = session;
  const suffix = id.slice(id.lastIndexOf('-'));
  const names = {
    name: [id],
    userid: [`${ownerId}${suffix}`],
    either: [id, `${ownerId}${suffix}`],
  };
  const facts = {
    ...timeFacts(atMs),
    'ssm:resourceTag/aws:ssmmessages:session-id': ownerId,
    'ssm:resourceTag/aws:ssmmessages:target-id': node,
  };
  const decisions = names[sessionArns].map((name) => {
    const resource = `arn:aws:ssm:${region}:${account}:session/${name}`;
    return { resource, ...judge(caller, action, resource, facts) };
  });
  const denied = decisions.find(({ why }) => why === 'ExplicitDeny');
  const first = decisions[0] as (typeof decisions)[number];
  return denied ?? decisions.find(({ allowed }) => allowed) ?? first;
}
