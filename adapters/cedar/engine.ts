/** What statements say of one question, once they are loaded. Any error of theirs is a no. */

import {
  type AuthorizationAnswer,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import { opensSessions } from '../../src/catalog/target.ts';
import type { PolicyFile } from '../../src/config/config.ts';
import type { Person } from '../../src/kernel/person.ts';
import { type Answer, ok, type Refusal, refuse } from '../../src/kernel/refusal.ts';
import { NO_STATEMENT, type Said } from '../../src/policy/statement.ts';
import type { PolicyEngine } from '../../src/ports/policy-engine.ts';
import { approvedEverywhere } from './approved-everywhere.ts';
import { jitnaRequests } from './jitna-request.ts';
import { type CedarRequest, ourRequests } from './our-request.ts';
import { readsOf, speaksOf } from './reads.ts';
import { asPermit, type Statement } from './statements.ts';
import { unknownIn } from './unknown.ts';

interface Around {
  readonly people: readonly Person[];
  readonly schedules: readonly string[];
}

/** Cedar keeps what it has read under a name, in one room for all. */
let loaded = 0;

export function createEngine(statements: readonly Statement[], around: Around): PolicyEngine {
  loaded += 1;
  const reads = statements.map((one) => readsOf(one, around.schedules));
  const ours = readied(`ours-${loaded}`, statements, 'prod-access');
  const jitna = readied(`jitna-${loaded}`, statements, 'jitna');
  return {
    ...speaksOf(reads),
    statements: statements.map(({ id }) => id),
    evaluate(question) {
      const unknown = unknownIn(reads, question);
      if (unknown.refusal) return unknown.refusal;
      const byUs = saidBy(ours, () => ourRequests(question, around.people), unknown.statements);
      if (!byUs.ok) return byUs;
      const byAws = saidBy(jitna, () => jitnaRequests(question), unknown.statements);
      if (!byAws.ok) return byAws;
      if (jitna.byId.size === 0) return byUs;
      // AWS's speak of nodes: a role or a group that the entry gives as well, they do not approve.
      const isOfNodes = question.entitlement.targets.every(opensSessions);
      return ok({
        forbid: [...byUs.value.forbid, ...byAws.value.forbid],
        noAuto: [...byUs.value.noAuto, ...byAws.value.noAuto],
        auto: [...byUs.value.auto, ...(isOfNodes ? byAws.value.auto : [])],
      });
    },
  };
}

interface Readied {
  readonly name: string;
  readonly byId: ReadonlyMap<string, Statement>;
}

function readied(name: string, all: readonly Statement[], schema: PolicyFile['schema']): Readied {
  const own = all.filter(({ file }) => file.schema === schema);
  const byId = new Map(own.map((one) => [one.id, one]));
  const staticPolicies = Object.fromEntries(own.map((one) => [one.id, asPermit(one)]));
  if (own.length > 0) preparsePolicySet(name, { staticPolicies });
  return { name, byId };
}

/**
 * Forbidden for one is forbidden for all of them; approved at once is what is for every one. Where
 * it is not known whether a statement matches, it does if it asks for a person, or else does not.
 */
function saidBy(
  { name, byId }: Readied,
  requestsOf: () => readonly CedarRequest[],
  unknown: ReadonlySet<Statement>,
): Answer<Said> {
  if (byId.size === 0) return ok(NO_STATEMENT);
  const matched: (readonly Statement[])[] = [];
  for (const request of requestsOf()) {
    const answer = matching(name, request);
    if (!answer.ok) return answer;
    matched.push(answer.value.flatMap((id) => byId.get(id) ?? []).filter((s) => !unknown.has(s)));
  }
  const anywhere = new Set(matched.flat());
  if (matched.length > 0) for (const one of unknown) if (byId.has(one.id)) anywhere.add(one);
  if (anywhere.size === 0) return ok(NO_STATEMENT);
  const inOrder = [...byId.values()].filter((one) => anywhere.has(one));
  const idsOf = (as: PolicyFile['as']) =>
    inOrder.filter(({ file }) => file.as === as).map(({ id }) => id);
  const auto = approvedEverywhere(matched);
  return ok({ forbid: idsOf('forbid'), noAuto: idsOf('no-auto'), auto });
}

function matching(name: string, request: CedarRequest): Answer<readonly string[]> {
  const answer = statefulIsAuthorized({ ...request, preparsedPolicySetId: name });
  if (answer.type === 'failure') return failureOf(answer);
  const [first] = answer.response.diagnostics.errors;
  if (first) return policyFailed(`${first.policyId} (${first.error.message})`);
  return ok(answer.response.diagnostics.reason);
}

const failureOf = (answer: AuthorizationAnswer & { readonly type: 'failure' }): Refusal =>
  policyFailed(answer.errors[0]?.message ?? 'Cedar');

const policyFailed = (what: string): Refusal => refuse('policy-failed', { what });
