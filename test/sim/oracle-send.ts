/** What must hold of each write to AWS in the moment it is sent. */

import type { Slot, SlotId, Step } from '../../src/holding/slot.ts';
import type { Cloud } from './cloud.ts';
import type { CaseData, HeadData, HoldingData, TargetData } from './records.ts';

export interface Sending {
  readonly user: string;
  readonly uniqueId: string;
  readonly step: Step;
  readonly replica: number;
  readonly nowMs: number;
  readonly holding: HeadData<HoldingData> | undefined;
  /** Cases of that user. */
  readonly cases: readonly CaseData[];
  readonly cloud: Cloud;
  readonly pulled: ReadonlySet<string>;
}

export interface SendRule {
  readonly id: string;
  readonly says: string;
  wrong(one: Sending): string | undefined;
}

const SKEW_MS = 35_000;

const onRecord: SendRule = {
  id: 'I1',
  says: 'What is given has its end on record, and each write is on record before it is sent.',
  wrong({ step, holding, cases }) {
    const open = holding?.body.attempts.filter((one) => !one.answer) ?? [];
    const sent = JSON.stringify(step);
    if (!open.some((one) => JSON.stringify(one.step) === sent)) {
      return 'sent without being on record';
    }
    const isGiving = step.do === 'put' && gives(step.slot);
    const hasEnd = cases.some(({ grant }) => Number.isFinite(grant?.notAfterMs));
    return isGiving && !hasEnd ? 'given without an end on record' : undefined;
  },
};

export const gives = (slot: Slot): boolean =>
  slot.kind === 'run'
    ? slot.purpose === 'grant' || slot.purpose === 'work'
    : GIVING.includes(slot.kind);
const GIVING: readonly string[] = ['member', 'allow', 'access'];

const oneWriter: SendRule = {
  id: 'I11',
  says: 'Only the replica that holds the claim sends.',
  wrong: ({ holding, replica }) =>
    holding?.body.claim?.by.startsWith(`r${replica}.`) ? undefined : 'sent without a claim',
};

const overlap: SendRule = {
  id: 'I9',
  says: 'What a living grant still needs is not taken away for another.',
  wrong({ step, cases, nowMs, cloud, user, uniqueId }) {
    // Nobody holds anything as somebody who is no more.
    if (!cloud.isPresent(user, uniqueId)) return undefined;
    const living = cases.filter(
      ({ grant }) => grant?.state === 'active' && (grant.endMs ?? 0) > nowMs + SKEW_MS,
    );
    const wanted = living.flatMap(({ id, request }) =>
      request.targets.map((target) => ({ id, target })),
    );
    if (step.do === 'remove') {
      const { id: slot } = step;
      const hit = wanted.find(({ target }) => isOf(slot, target));
      return hit && slot.kind !== 'fence' && slot.kind !== 'tag' ? `${hit.id} needs it` : undefined;
    }
    const { slot } = step;
    if (slot.kind === 'run' && slot.purpose === 'revoke') {
      const hit = wanted.find(({ target }) => target.runs?.revoke?.document === slot.document);
      return hit && `${hit.id} needs it`;
    }
    if (slot.kind !== 'allow') return undefined;
    const allowed = slot.windows.flatMap((one) => one.reach.flatMap((reach) => reach.resources));
    const lost = wanted.find(
      ({ target }) =>
        POLICIES.includes(target.kind) &&
        !wordsOf(target).every((word) => allowed.some((one) => one.endsWith(`/${word}`))),
    );
    return lost && `${lost.id} needs what is left out`;
  },
};

/** What a policy that gives it has to name. */
const wordsOf = ({ roles, document }: TargetData): readonly string[] =>
  document === undefined ? roles.map(({ name }) => name) : [document];

/** Identity Center's by its display name, as the simulated AWS knows it. */
const groupOf = ({ group }: TargetData): string | undefined =>
  typeof group === 'object' ? group.name : group;

const POLICIES: readonly string[] = ['iam-policy', 'ssm-node', 'ssm-port-forward'];

function isOf(slot: SlotId, target: TargetData): boolean {
  if (slot.kind === 'member') return groupOf(target) === slot.group;
  if (slot.kind === 'session') return slot.document === target.document;
  if (slot.kind === 'access') return slot.opsItem === target.request?.opsItem;
  return slot.kind === 'allow' && POLICIES.includes(target.kind);
}

const notOurs: SendRule = {
  id: 'I10',
  says: 'What somebody else gave is neither taken nor changed.',
  wrong: ({ step, user, cloud, cases }) => {
    if (step.do !== 'remove' || step.id.kind !== 'member') return undefined;
    const isForeign = cloud.foreign.has(user) && cases.every((one) => !one.grant);
    return isForeign ? `${user} was a member by another hand` : undefined;
  },
};

const notRestored: SendRule = {
  id: 'I10',
  says: 'What an administrator took away is not put back behind their back.',
  wrong: ({ step, user, pulled }) =>
    pulled.has(user) && step.do === 'put' && step.slot.kind === 'member'
      ? `${user} was made a member again`
      : undefined,
};

export const SEND_RULES = [onRecord, oneWriter, overlap, notOurs, notRestored] as const;
