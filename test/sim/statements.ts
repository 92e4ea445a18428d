/** What statements say in the simulated world: a pure function of what they are asked. */

import { ok } from '../../src/kernel/refusal.ts';
import type { Quota, Said } from '../../src/policy/statement.ts';
import type { PolicyEngine, PolicyQuestion } from '../../src/ports/policy-engine.ts';
import { humanOf } from './town-chats.ts';

export interface Statements {
  /** Whether there are any. */
  readonly isAsked: boolean;
  readonly forbidAboveMs: number;
  /** A human who may have nothing. */
  readonly forbidden: string;
  /** An entitlement that people alone approve. */
  readonly asksPeopleFor: string;
  /** So does whatever is asked for while a calendar is closed. */
  readonly asksPeopleFrozen: boolean;
  /** Asked for at most so long, it is approved at once. */
  readonly autoUpToMs: number;
  readonly quota?: Quota;
}

export type Question = Pick<PolicyQuestion, 'durationMs' | 'closed'> & {
  readonly requester: { readonly key: string };
  readonly entitlement: { readonly id: string };
};

export function saidBy(all: Statements, question: Question): Said {
  const { durationMs, closed, requester, entitlement } = question;
  const isNever = durationMs > all.forbidAboveMs || humanOf(requester.key) === all.forbidden;
  const asksPeople =
    entitlement.id === all.asksPeopleFor || (all.asksPeopleFrozen && closed.length > 0);
  const { quota } = all;
  const auto = { statement: 'small.cedar#0', ...(quota && { quota }) };
  return {
    forbid: isNever ? ['never.cedar#0'] : [],
    noAuto: asksPeople ? ['people.cedar#0'] : [],
    auto: durationMs <= all.autoUpToMs ? [auto] : [],
  };
}

export const engineOf = (all: Statements): PolicyEngine => ({
  evaluate: (question) => ok(saidBy(all, question)),
  statements: ['never.cedar#0', 'people.cedar#0', 'small.cedar#0'],
});
