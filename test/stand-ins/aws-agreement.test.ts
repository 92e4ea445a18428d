/** The authorizer against an independent simulator: 10,000 drawn policies, one answer each. */

import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, test } from 'vitest';
import { type Decision, decide, type Question } from './aws/authorizer.ts';
import { createRandom, type Random } from './aws/random.ts';
import { drawPolicy } from './aws/random-policy.ts';
import { drawRequest } from './aws/random-request.ts';

const CASES = 10_000;
const SEED = 20_261_122;

describe('the authorizer', () => {
  test(`decides ${CASES} drawn questions as the independent simulator does`, async () => {
    const random = createRandom(SEED);
    const differing: object[] = [];
    const seen = { Allowed: 0, ExplicitDeny: 0, ImplicitDeny: 0 };
    for (let i = 0; i < CASES; i++) {
      const question = drawQuestion(random);
      const { theirs, context } = await simulate(question);
      const ours = decide({ ...question, context });
      seen[ours.why] += 1;
      if (ours.why !== theirs)
        differing.push({ i, ours, theirs, question: { ...question, context } });
    }
    expect(differing.slice(0, 3)).toEqual([]);
    expect(differing.length).toBe(0);
    // A comparison of nothing but refusals would prove little.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(CASES / 10);
  }, 60_000);
});

function drawQuestion(random: Random): Question {
  const request = drawRequest(random);
  const policies = (most: number, least = 0) =>
    Array.from({ length: least + random.below(most - least + 1) }, (_, i) => ({
      name: `policy-${i}`,
      document: drawPolicy(random, request),
    }));
  const assumes = request.action === 'sts:AssumeRole';
  return {
    ...request,
    identityPolicies: policies(3),
    ...(assumes
      ? { resourcePolicy: { name: 'trust', document: drawPolicy(random, request, true) } }
      : {}),
    ...(random.chance(0.2)
      ? { boundary: { name: 'b', document: drawPolicy(random, request) } }
      : {}),
    ...(random.chance(0.1) ? { scps: [policies(2, 1)] } : {}),
  };
}

const WHY: Readonly<Record<string, Decision['why']>> = {
  Allowed: 'Allowed',
  ExplicitlyDenied: 'ExplicitDeny',
  ImplicitlyDenied: 'ImplicitDeny',
};

/** Their answer, and the facts they counted: keys that an action does not have are left out. */
async function simulate(question: Question) {
  const { principal, action, resource, context, boundary, scps, resourcePolicy } = question;
  const known = Object.entries(context).filter((fact) => fact[1] !== undefined);
  const accountId = resource.split(':')[4] || principal.split(':')[4] || '';
  const policiesOf = (list: readonly { name: string; document: object | string }[]) =>
    list.map(({ name, document }) => ({ name, policy: document }));
  const simulation: Simulation = {
    request: {
      principal,
      action,
      resource: { resource, accountId },
      contextVariables: Object.fromEntries(known) as Record<string, string | string[]>,
    },
    identityPolicies: policiesOf(question.identityPolicies),
    serviceControlPolicies: (scps ?? []).map((level, i) => ({
      orgIdentifier: `ou-${i}`,
      policies: policiesOf(level),
    })),
    resourceControlPolicies: [],
    ...(resourcePolicy ? { resourcePolicy: resourcePolicy.document } : {}),
    ...(boundary ? { permissionBoundaryPolicies: policiesOf([boundary]) } : {}),
  };
  const result = await runSimulation(simulation, { simulationMode: 'Strict' });
  if (result.resultType !== 'single') throw new Error(JSON.stringify([result, question], null, 1));
  const ignored = new Set(result.result.ignoredContextKeys);
  return {
    theirs: WHY[result.overallResult],
    context: Object.fromEntries(known.filter(([key]) => !ignored.has(key))),
  };
}
