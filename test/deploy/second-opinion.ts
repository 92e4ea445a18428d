/** An independent simulator's word on a question; it knows which actions and keys there are. */

import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Question } from '../stand-ins/aws/authorizer.ts';

/** @throws Error where no such action, resource or condition key exists */
export async function secondOpinion(question: Question): Promise<boolean> {
  const { principal, action, resource, context, boundary, resourcePolicy, scps = [] } = question;
  const known = Object.entries(context).filter((fact) => fact[1] !== undefined);
  const accountId = resource.split(':')[4] || principal.split(':')[4] || '';
  const policiesOf = (list: Question['identityPolicies']) =>
    list.map(({ name, document }) => ({ name, policy: document }));
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId },
        contextVariables: Object.fromEntries(known) as Record<string, string | string[]>,
      },
      identityPolicies: policiesOf(question.identityPolicies),
      serviceControlPolicies: scps.map((level, at) => ({
        orgIdentifier: `level-${at}`,
        policies: policiesOf(level),
      })),
      resourceControlPolicies: [],
      ...(resourcePolicy ? { resourcePolicy: resourcePolicy.document } : {}),
      ...(boundary ? { permissionBoundaryPolicies: policiesOf([boundary]) } : {}),
    },
    { simulationMode: 'Strict' },
  );
  if (answer.resultType !== 'single')
    throw new Error(`${action} on ${resource}: ${JSON.stringify(answer)}`);
  return answer.overallResult === 'Allowed';
}
