/** The example with nodes, in accounts that are as they should be, and an examiner of them. */

import { readFileSync } from 'node:fs';
import { createAws } from '../../../adapters/aws/aws.ts';
import { createTurnedClock } from '../../../adapters/node/turned-clock.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import type { Weakness } from '../../../src/ports/examiner.ts';
import { ENTERED, NAMED, OWNER, trust } from '../../process/tidy.ts';
import { type AwsStandIn, createAwsStandIn } from '../../stand-ins/aws/stand-in.ts';
import { putNodes, withNodes } from '../../story/nodes.ts';
import { JUMP, PRODUCTION, ROLES, seedAccounts } from '../../story/seed.ts';
import { NOON, type Rights } from './ground.ts';

const EXAMPLE = readFileSync(new URL('../../../prod-access.example.yml', import.meta.url), 'utf8');

export interface ExaminedGround {
  readonly aws: AwsStandIn;
  /** All but notes. */
  found(): Promise<readonly Weakness[]>;
  notes(): Promise<readonly Weakness[]>;
}

export async function createExamined(
  { accounts, key }: Rights = sound(),
  change: (text: string) => string = (text) => text,
): Promise<ExaminedGround> {
  const clock = createTurnedClock({ startMs: NOON });
  const aws = await createAwsStandIn({ now: () => clock.nowMs(), accounts });
  aws.ssm.knobs.ratesApply = false;
  putNodes({ aws });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_REGION: 'us-east-1',
  });
  const parsed = parseConfig(change(withNodes(EXAMPLE)), 'prod-access.yml');
  if (!parsed.ok) throw new Error('The example is not sound.');
  const { config } = parsed;
  const all = async () => {
    aws.settle();
    const { examiner } = createAws({ region: 'us-east-1', config, clock });
    return examiner.weaknesses();
  };
  const isNote = ({ kind }: Weakness) => kind === 'bot-unread';
  return {
    aws,
    found: async () => (await all()).filter((one) => !isNote(one)),
    notes: async () => (await all()).filter(isNote),
  };
}

/** Read with the credentials of somebody who may read all. */
export function sound(): Rights {
  const ProdLogReader = { ...ROLES.ProdLogReader, trust: trust(NAMED) };
  const { [JUMP]: jump, [PRODUCTION]: production } = seedAccounts({
    users: { [OWNER.user]: {} },
    roles: { ProdLogReader },
  });
  const role = { ...production.roles['prod-access'], trust: ENTERED };
  return {
    key: OWNER,
    accounts: {
      [JUMP]: { ...jump, keys: [...jump.keys, OWNER] },
      [PRODUCTION]: { ...production, roles: { ...production.roles, 'prod-access': role } },
    },
  };
}
