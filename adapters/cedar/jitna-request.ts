/** A question as statements of AWS's just-in-time node access read it: a person and a node. */

import { type CedarRequest, personal, tagsOf } from './our-request.ts';
import type { NodeAsked, PolicyQuestion } from '../../src/ports/policy-engine.ts';

const ACTION = { type: 'AWS::SSM::Action', id: 'getTokenForInstanceAccess' };
const TAGS = { type: 'AWS::IAM::PrincipalTags', id: 'tags' };
const STRANGER = 'nobody';

/** One for each node: AWS decides by the node. It is the holder whom AWS would see. */
export function jitnaRequests({ nodes, attributes }: PolicyQuestion): readonly CedarRequest[] {
  const uid = { type: 'AWS::IdentityStore::User', id: attributes?.centerUser ?? STRANGER };
  const groups = attributes?.centerGroups ?? [];
  const user = {
    uid,
    attrs: personal(attributes),
    parents: groups.map((id) => ({ type: 'AWS::IdentityStore::Group', id })),
  };
  const tags = { uid: TAGS, attrs: {}, parents: [], tags: tagsOf(attributes) };
  return nodes.map((node) => {
    const resource = { type: typeOf(node), id: node.id };
    return {
      principal: uid,
      action: ACTION,
      resource,
      context: { iam: { principalTags: { __entity: TAGS } } },
      entities: [user, { uid: resource, attrs: {}, parents: [], tags: { ...node.tags } }, tags],
    };
  });
}

/** A computer that was registered by hand is `mi-…`. */
const typeOf = ({ id }: NodeAsked): string =>
  id.startsWith('mi-') ? 'AWS::SSM::ManagedInstance' : 'AWS::EC2::Instance';
