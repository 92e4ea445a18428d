/** IAM behind the grant provider, with the rights of deploy/ and no others. */

import type { Slot } from '../../../src/holding/slot.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { grantProviderContract } from '../../contract/grant-provider.ts';
import { JUMP } from '../../story/seed.ts';
import { BOUNDARY } from '../../deploy/stacks.ts';
import { createGround, groundOn, NOON, OPERATOR, ROLE_PLACE } from './ground.ts';

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

const underTest = async () => {
  const ground = await createGround();
  const { aws, clock, holder, provider } = ground;
  const home = aws.account(JUMP);
  return {
    provider,
    neighbour: groundOn(aws, clock, 'other1').provider,
    holder,
    groups: ['prod-operators'],
    places: [ROLE_PLACE],
    writes: () => aws.calls.filter(({ action }) => WRITE.test(action)).length,
    hand: {
      deletePrincipal: () => home.deleteUser(holder.user),
      createPrincipal: () => void home.createUser(holder.user, { boundary: BOUNDARY }),
      join: (group: string) => home.join(holder.user, group),
    },
    close: () => aws.close(),
  };
};

grantProviderContract('IAM, with the rights of deploy/,', SLOTS, underTest);
