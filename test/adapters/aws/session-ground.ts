/** The provider for somebody who comes by an identity provider, in the example's accounts. */

import { sessionId, roleSessionOf, sessionUser } from '../../../src/kernel/role-session.ts';
import { AIKO, asEngineers, ENGINEER, engineerRole } from '../../story/engineers.ts';
import { JUMP } from '../../story/seed.ts';
import type { AwsStandIn } from '../../stand-ins/aws/stand-in.ts';
import { deployRights } from './deploy-rights.ts';
import type { Rights, Who } from './ground.ts';

type By = 'session' | 'source-identity';

export const engineer = (by: By = 'session', name = AIKO): Required<Who> => {
  const user = sessionUser({ role: ENGINEER, by, name });
  const session = roleSessionOf(user) ?? never();
  return {
    user,
    idOf: (aws: AwsStandIn) => sessionId(aws.account(JUMP).role(ENGINEER)?.id ?? '', session),
    configure: asEngineers(by === 'session' ? 'session' : 'source_identity'),
  };
};

function never(): never {
  throw new Error('That is no role session.');
}

const withRole = ({ key, accounts }: Rights): Rights => {
  const jump = accounts[JUMP] ?? {};
  const roles = { ...jump.roles, [ENGINEER]: engineerRole() };
  return { key, accounts: { ...accounts, [JUMP]: { ...jump, roles } } };
};

export const deployedRights = (): Rights => withRole(deployRights());
