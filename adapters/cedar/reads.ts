/** What a statement speaks of that has to be looked up, or that nobody may know. */

import type { PolicyEngine } from '../../src/ports/policy-engine.ts';
import { namesIn, type Statement } from './statements.ts';

export interface Reads {
  readonly statement: Statement;
  readonly groups: readonly string[];
  /** It may be about a node. */
  readonly nodes: boolean;
  /** It tells nodes apart by which they are, or by their kind. */
  readonly identity: boolean;
  /** Of the tags that it reads of what is asked for; undefined stands for one it works out. */
  readonly tagKeys: readonly (string | undefined)[];
  readonly attributes: boolean;
}

export function readsOf(statement: Statement, schedules: readonly string[]): Reads {
  const { code, effect, file } = statement;
  const isJitna = file.schema === 'jitna';
  const named = isJitna ? [] : namesIn(statement, 'Group').map(({ name }) => name);
  const onCall = !isJitna && /\bonCall\b/.test(code) ? schedules : [];
  const [scope = ''] = code.slice(effect?.at).split('{');
  return {
    statement,
    groups: [...new Set([...named, ...onCall])],
    nodes: !/\bresource\s*(?:==\s*Entitlement\s*::|is\s+Entitlement\b)/.test(scope),
    identity: WHICH.test(code.slice(effect?.at)),
    tagKeys: tagKeysIn(code),
    attributes: isJitna || OF_AWS.test(code),
  };
}

const WHICH = /\bNode\s*::\s*"|\bid\b|\b(?:Managed)?Instance\b/;

/** Of whatever is written before the call only the principal's own tags are none of a resource. */
function tagKeysIn(code: string): readonly (string | undefined)[] {
  return [...code.matchAll(TAG_READ)].flatMap(([, of = '', key]) => {
    if (of === 'principalTags') return [];
    return [of === 'resource' ? key : undefined];
  });
}

const TAG_READ = /(?:\b(\w+)\s*)?(?:\.|\))\s*(?:has|get)Tag\s*\(\s*(?:"([^"\\]*)"\s*\))?/g;
const OF_AWS = /\b(?:costCenter|division|employeeNumber|organization|centerGroups|principalTags)\b/;

export const speaksOf = (
  reads: readonly Reads[],
): Required<Pick<PolicyEngine, 'groups' | 'asksAws' | 'asksNodes'>> => ({
  groups: [...new Set(reads.flatMap(({ groups }) => groups))],
  asksAws: reads.some(({ attributes }) => attributes),
  asksNodes: reads.some(({ nodes, tagKeys }) => nodes && tagKeys.length > 0),
});
