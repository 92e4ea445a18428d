/** What must hold of memberships where a name may lead to another group by now. */

import { OPS, OPS_ANEW } from './groups.ts';
import { SEND_RULES, type SendRule, type Sending } from './oracle-send.ts';

/** What was just read may be so much older than the call. */
const READ_MS = 30_000;
/** A call that was never answered may have landed since. */
const OPEN_MS = 20 * 60_000 + READ_MS;
const ANSWERED_MS = 60_000 + READ_MS;

const approved: SendRule = {
  id: 'I2',
  says: 'A group is joined only where its name leads to the one that was approved.',
  wrong({ step, cloud, holding, nowMs, user }) {
    if (step.do !== 'put' || step.slot.kind !== 'member' || step.slot.group !== OPS) {
      return undefined;
    }
    const led = cloud.groups.ledTo(OPS, nowMs - READ_MS);
    const isMeant = holding?.body.leases.some(({ facts }) => led.includes(facts.groupId ?? OPS));
    return isMeant ? undefined : `${user} joins a group that nobody approved`;
  },
};

const strangers: SendRule = {
  id: 'I10',
  says: 'Of another group that has the name now nothing is taken that we did not give.',
  wrong(one) {
    const { step, cloud, user, nowMs } = one;
    const { groups } = cloud;
    if (step.do !== 'remove' || step.id.kind !== 'member' || !groups.kept.has(user)) {
      return undefined;
    }
    const { groupId = OPS, group, as = group } = step.id;
    const isMeant = groupId === OPS_ANEW;
    // A call is about a name: what that led to just now may be what is meant.
    const isOld = groups.idOf(as) !== OPS_ANEW || groups.ledTo(as, nowMs - READ_MS).includes(OPS);
    if (isMeant ? mayBeOurs(one) : isOld) {
      if (isMeant) groups.kept.delete(user);
      return undefined;
    }
    return `${user} is taken out of a group by a name`;
  },
};

/** A call of ours that puts them in may have landed there. */
const mayBeOurs = ({ holding, nowMs }: Sending): boolean =>
  holding?.body.attempts.some(({ step, sentMs, answer }) => {
    const put = step as { readonly do: string; readonly slot?: { readonly kind: string } };
    const openMs = answer === undefined ? OPEN_MS : ANSWERED_MS;
    return put.do === 'put' && put.slot?.kind === 'member' && nowMs - sentMs < openMs;
  }) ?? false;

/** All that must hold of a write. */
export const WRITE_RULES: readonly SendRule[] = [...SEND_RULES, approved, strangers];
