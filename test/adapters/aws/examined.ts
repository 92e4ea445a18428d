/** The example with nodes, in accounts that are as they should be, and an examiner of them. */

import { readFileSync } from 'node:fs';
import { createAws } from '../../../adapters/aws/aws.ts';
import { createTurnedClock } from '../../../adapters/node/turned-clock.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import { isNote } from '../../../src/ops/weakness-text.ts';
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
  found(bot?: string): Promise<readonly Weakness[]>;
  notes(bot?: string): Promise<readonly Weakness[]>;
}

export async function createExamined(
  { accounts, key }: Rights = sound(),
  change: (text: string, aws: AwsStandIn) => string = (text) => text,
  prepare: (aws: AwsStandIn) => Promise<void> = async () => {},
): Promise<ExaminedGround> {
  const clock = createTurnedClock({ startMs: NOON });
  const aws = await createAwsStandIn({ now: () => clock.nowMs(), accounts });
  aws.ssm.knobs.ratesApply = false;
  putNodes({ aws });
  await prepare(aws);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_REGION: 'us-east-1',
  });
  const statement = { text: 'forbid(principal, action, resource) when { context.hour < 6 };' };
  const text = change(withNodes(EXAMPLE), aws);
  const parsed = parseConfig(text, 'prod-access.yml', () => statement);
  if (!parsed.ok) throw new Error('The example is not sound.');
  const { config } = parsed;
  const all = async (bot?: string) => {
    aws.settle();
    const { examiner } = createAws({ region: 'us-east-1', config, clock });
    return examiner.weaknesses(bot);
  };
  return {
    aws,
    found: async (bot) => (await all(bot)).filter((one) => !isNote(one)),
    notes: async (bot) => (await all(bot)).filter(isNote),
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
