/** IAM behind the grant provider: with an owner's key, and with the rights of deploy/ alone. */

import type { Slot } from '../../../src/holding/slot.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { grantProviderContract } from '../../contract/grant-provider.ts';
import { JUMP } from '../../story/seed.ts';
import { BOUNDARY, deployRights } from './deploy-rights.ts';
import { createGround, groundOn, NOON, OPERATOR, ROLE_PLACE, type Rights } from './ground.ts';

const reach = [{ actions: ['sts:AssumeRole'], resources: [OPERATOR] }];
const everything = [{ actions: ['*'], resources: ['*'] }];
const fence = { kind: 'fence', target: 'abcdef012345', generation: 1 } as const;
const endMs = NOON + HOUR;
const SLOTS: readonly Slot[] = [
  { kind: 'allow', windows: [{ reach, mfa: true, startMs: NOON, endMs }] },
  { kind: 'tag', group: 'prod-operators', untilMs: endMs },
  { kind: 'member', group: 'prod-operators' },
  { ...fence, place: { on: 'user' }, denials: [{ reach, fromMs: endMs }] },
  { ...fence, place: ROLE_PLACE, denials: [{ reach: everything, fromMs: endMs }] },
];

const WRITE = /^(?:Put|Delete|Add|Remove|Tag|Untag)/;

const underTest = (rights?: () => Rights) => async () => {
  const ground = await createGround(rights?.());
  const { aws, clock, holder, provider } = ground;
  const home = aws.account(JUMP);
  const seed = rights ? { boundary: BOUNDARY } : {};
  return {
    provider,
    neighbour: groundOn(aws, clock, 'other1').provider,
    holder,
    groups: ['prod-operators'],
    places: [ROLE_PLACE],
    writes: () => aws.calls.filter(({ action }) => WRITE.test(action)).length,
    hand: {
      deletePrincipal: () => home.deleteUser(holder.user),
      createPrincipal: () => void home.createUser(holder.user, seed),
      join: (group: string) => home.join(holder.user, group),
    },
    close: () => aws.close(),
  };
};

grantProviderContract('IAM, with an owner’s key,', SLOTS, underTest());
grantProviderContract('IAM, with the rights of deploy/,', SLOTS, underTest(deployRights));
