/** Statements that cannot be judged by what is known. Unknown is not yes. */

import { type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { NodeAsked, PolicyQuestion } from '../../src/ports/policy-engine.ts';
import type { Reads } from './reads.ts';
import type { Statement } from './statements.ts';

export interface Unknown {
  /** A forbid may be among them: then nobody can say that it is allowed. */
  readonly refusal: Refusal | undefined;
  readonly statements: ReadonlySet<Statement>;
}

export function unknownIn(reads: readonly Reads[], question: PolicyQuestion): Unknown {
  const { silent = [], nodes } = question;
  const unread = nodes.filter(({ isWhole }) => !isWhole);
  if (silent.length === 0 && unread.length === 0) return NOTHING;
  const found = reads.flatMap((read) => {
    const groups = read.groups.filter((one) => silent.includes(one));
    const node = read.nodes ? unread.find((one) => lacks(one, read)) : undefined;
    return groups.length > 0 || node ? [{ read, groups, node }] : [];
  });
  const forbids = found.filter(({ read }) => read.statement.file.as === 'forbid');
  const groups = [...new Set(forbids.flatMap((each) => each.groups))];
  const [first] = forbids;
  const tags = first?.node && `${first.read.statement.id}, ${first.node.id}`;
  return {
    refusal:
      groups.length > 0
        ? refuse('directory-silent', { what: groups.join(', ') })
        : tags === undefined
          ? undefined
          : refuse('policy-failed', { what: tags }),
    statements: new Set(found.map(({ read }) => read.statement)),
  };
}

const NOTHING: Unknown = { refusal: undefined, statements: new Set() };

const lacks = ({ tags, isUnnamed }: NodeAsked, { tagKeys, identity }: Reads): boolean =>
  tagKeys.some((key) => key === undefined || !Object.hasOwn(tags, key)) ||
  (isUnnamed === true && identity);
