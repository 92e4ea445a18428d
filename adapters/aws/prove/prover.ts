/** The experiments by name, on clients of an operator's own credentials. */

import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clock } from '../../../src/kernel/time.ts';
import type { ExperimentName, Given, Prover, Wait } from '../../../src/ports/prover.ts';
import { createProveClients } from './clients.ts';
import { datedAllow, denyOverGroup } from './dates.ts';
import type { Ground } from './ground.ts';
import { propagation } from './propagation.ts';
import { remove } from './removal.ts';
import { roleDeny } from './role-deny.ts';
import { scheduleAssignment, scheduleMembership } from './schedule-center.ts';
import { scheduleIam } from './schedule-iam.ts';
import { sourceDeny } from './source-deny.ts';
import { sessionLongest, sessionOwner } from './sessions.ts';
import { standing } from './standing.ts';

export interface ProverOptions {
  readonly region: string;
  readonly clock: Clock;
  readonly run: string;
  readonly given: Given;
  /** @throws Stopped */
  readonly mayGoOn: () => void;
}

const BEGIN: Readonly<Record<ExperimentName, (ground: Ground) => Promise<readonly Wait[]>>> = {
  'schedule-iam': scheduleIam,
  'schedule-assignment': scheduleAssignment,
  'schedule-membership': scheduleMembership,
  'session-longest': sessionLongest,
  'session-owner': sessionOwner,
  'role-deny': roleDeny,
  'source-deny': sourceDeny,
  'dated-allow': datedAllow,
  'deny-over-group': denyOverGroup,
  propagation,
};

export function createProver({ region, clock, run, given, mayGoOn }: ProverOptions): Prover {
  const aws = createProveClients({ region, clock });
  let known: Promise<{ account: string; arn: string }> | undefined;
  const whoami = () => (known ??= identity());
  const made: Ground['made'] = [];
  const ground = async (): Promise<Ground> => {
    const { account } = await whoami();
    return { run, account, region, clock, given, aws, made, mayGoOn, tell: () => {} };
  };

  async function identity() {
    const { Account = '', Arn = '' } = await aws.sts.send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  }

  return {
    whoami,
    begin: async (experiment, take) => {
      const tell: Ground['tell'] = (question, seen) => take({ question, seen });
      return BEGIN[experiment]({ ...(await ground()), tell });
    },
    standing: async () => standing(await ground()),
    remove: async (things) => remove(await ground(), things),
  };
}
