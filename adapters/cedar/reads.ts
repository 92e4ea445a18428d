/** What a statement speaks of that has to be looked up, or that nobody may know. */

import type { PolicyEngine } from '../../src/ports/policy-engine.ts';
import { namesIn, type Statement } from './statements.ts';

export interface Reads {
  readonly statement: Statement;
  readonly groups: readonly string[];
  /** It may be about a node. */
  readonly nodes: boolean;
  /** Of the tags that it reads of what is asked for; undefined stands for one it works out. */
  readonly tagKeys: readonly (string | undefined)[];
  readonly attributes: boolean;
}

export function readsOf(statement: Statement, schedules: readonly string[]): Reads {
  const { code, file } = statement;
  const isJitna = file.schema === 'jitna';
  const named = isJitna ? [] : namesIn(statement, 'Group').map(({ name }) => name);
  const onCall = !isJitna && /\bonCall\b/.test(code) ? schedules : [];
  return {
    statement,
    groups: [...new Set([...named, ...onCall])],
    nodes: !/\bresource\s*(?:==\s*Entitlement\s*::|is\s+Entitlement\b)/.test(code),
    tagKeys: [...code.matchAll(TAG_READ)].map(([, key]) => key),
    attributes: isJitna || OF_AWS.test(code),
  };
}

const TAG_READ = /\bresource\s*\.\s*(?:has|get)Tag\s*\(\s*(?:"([^"\\]*)")?/g;
const OF_AWS = /\b(?:costCenter|division|employeeNumber|organization|centerGroups|principalTags)\b/;

export const speaksOf = (
  reads: readonly Reads[],
): Required<Pick<PolicyEngine, 'groups' | 'asksAws' | 'asksNodes'>> => ({
  groups: [...new Set(reads.flatMap(({ groups }) => groups))],
  asksAws: reads.some(({ attributes }) => attributes),
  asksNodes: reads.some(({ nodes, tagKeys }) => nodes && tagKeys.length > 0),
});
