/** IAM behind the grant provider, for people who come by an identity provider into a role. */

import type { Slot } from '../../../src/holding/slot.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { grantProviderContract } from '../../contract/grant-provider.ts';
import { createEngineer, ENGINEER, READER } from '../../story/engineers.ts';
import { JUMP } from '../../story/seed.ts';
import { createGround, groundOn, NOON, ROLE_PLACE, type Rights } from './ground.ts';
import { deployedRights, engineer } from './session-ground.ts';

const reach = [{ actions: ['sts:AssumeRole'], resources: [READER] }];
const fence = { kind: 'fence', target: 'abcdef012345', generation: 1 } as const;
const endMs = NOON + HOUR;
const SLOTS: readonly Slot[] = [
  { kind: 'allow', windows: [{ reach, mfa: false, startMs: NOON, endMs }] },
  { ...fence, place: { on: 'user' }, denials: [{ reach, fromMs: endMs }] },
  { ...fence, place: ROLE_PLACE, denials: [{ reach, fromMs: endMs }] },
];

const underTest = (by: 'session' | 'source-identity', rights: () => Rights) => async () => {
  const who = engineer(by);
  const ground = await createGround(rights(), undefined, who);
  const { aws, clock, holder, provider } = ground;
  return {
    provider,
    neighbour: groundOn(aws, clock, 'other1', who).provider,
    holder,
    groups: [],
    places: [ROLE_PLACE],
    writes: () => aws.calls.filter(({ action }) => /^(?:Put|Delete)/.test(action)).length,
    hand: {
      deletePrincipal: () => aws.account(JUMP).deleteRole(ENGINEER),
      createPrincipal: () => createEngineer(aws),
      join: () => undefined,
    },
    close: () => aws.close(),
  };
};

grantProviderContract(
  'IAM, for a named session, with the rights of deploy/,',
  SLOTS,
  underTest('session', deployedRights),
);
grantProviderContract(
  'IAM, for a SourceIdentity, with the rights of deploy/,',
  SLOTS,
  underTest('source-identity', deployedRights),
);
