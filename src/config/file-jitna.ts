/** The parts of the file about AWS's own requests for access to nodes, carried into chat. */

import { SESSION_NAME } from '../kernel/role-session.ts';
import { node, region, tag } from './file-sessions.ts';
import { accountId, iamName, nameOf } from './shape-names.ts';
import { dictionary, list, object } from './shape-object.ts';
import { text, word } from './shape-scalar.ts';
import { about, optional, withDefault } from './shape.ts';

/** An entry of the catalogue: requests for these nodes are its requests. */
export const jitnaTarget = object(
  {
    kind: word('jitna'),
    account: about('Where the nodes are, twelve digits in quotes', accountId),
    region: about('Where the nodes are', region),
    tag: about('The nodes, by a tag', optional(tag)),
    nodes: about('Or by their ids; without both, every node', optional(list(node, { min: 1 }))),
  },
  ({ tag: one, nodes }, { report }) => {
    if (one !== undefined && nodes !== undefined) report('expected tag or nodes, not both');
  },
);

/** Nothing in it could be read as a pattern or a variable by a condition of AWS. */
export const sessionName = text({
  what: 'a name of 2 to 64 letters, digits and _+=,.@-, as aiko or aiko@example.com',
  pattern: SESSION_NAME,
  max: 64,
});

export const jitna = object({
  unmatched: about(
    'What becomes of a request of nobody we know, or for a node of no entry',
    withDefault(word('leave', 'reject'), 'leave'),
  ),
  people: about(
    'The name of a role session → the person, where it is not the name of their IAM user',
    withDefault(dictionary(sessionName, nameOf('person')), new Map(), {}),
  ),
  roles: about(
    'Roles whose sessions your identity provider names, so that nobody chooses their own name',
    withDefault(list(iamName('a role', 64)), []),
  ),
});
