/** Identity Center as deploy/ makes it, and a provider that has the rights of deploy/ alone. */

import { afterEach, beforeEach, expect } from 'vitest';
import { createAws } from '../../adapters/aws/aws.ts';
import { createTurnedClock, type TurnedClock } from '../../adapters/node/turned-clock.ts';
import { membershipOf, targetKey } from '../../src/catalog/target.ts';
import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { Slot } from '../../src/holding/slot.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { GrantProvider, Preflight } from '../../src/ports/grant-provider.ts';
import { NOON } from '../adapters/aws/ground.ts';
import { EXAMPLE } from '../config/example.ts';
import { STORE } from '../stand-ins/aws/center-types.ts';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import type { Given } from './parameters.ts';
import { putCenter, withCenter } from '../story/center.ts';
import { BOT, seedAccounts } from '../story/seed.ts';

export interface CenterGround {
  aws: AwsStandIn;
  clock: TurnedClock;
  config: Config;
  provider: GrantProvider;
}

/** Anew before each test. @param given to the stack, beside what it needs. */
export function centerForEachTest(given: Given = {}): CenterGround {
  const ground = {} as CenterGround;
  beforeEach(async () => {
    const clock = createTurnedClock({ startMs: NOON });
    const aws = await createAwsStandIn({ now: () => clock.nowMs(), accounts: seedAccounts() });
    await putCenter(aws, given);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: aws.url,
      AWS_ACCESS_KEY_ID: BOT.accessKeyId,
      AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
    });
    const parsed = parseConfig(withCenter(aws)(EXAMPLE), 'prod-access.yml');
    if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
    const { config } = parsed;
    const { provider } = createAws({ region: 'us-east-1', config, clock });
    Object.assign(ground, { aws, clock, config, provider });
  });
  afterEach(() => ground.aws.close());
  return ground;
}

/** What is booked for a membership's end in an hour, and what is given. */
export function slotsOf({ target }: Preflight): readonly [fence: Slot, member: Slot] {
  const seat = membershipOf(target) ?? '';
  const reach = [{ actions: ['membership'], resources: [seat] }];
  const fence: Slot = {
    kind: 'fence',
    place: { on: 'schedule' },
    target: targetKey(target),
    generation: 1,
    denials: [{ reach, fromMs: NOON + HOUR }],
  };
  return [fence, { kind: 'member', group: seat }];
}

export const signal = () => AbortSignal.timeout(8_000);

export async function asked(
  { config, provider }: CenterGround,
  entitlement: string,
): Promise<Preflight> {
  const [target] = config.catalog.entitlements.get(entitlement)?.targets ?? [];
  if (!target) throw new Error(`There is no ${entitlement}.`);
  const principal = { account: STORE, user: 'aiko' };
  const order = { principal, target, others: [], held: false, signal: signal() };
  const answer = await provider.preflight(order);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}

export async function stands(
  { provider }: CenterGround,
  { holder, target }: Preflight,
): Promise<readonly string[]> {
  const groups = [membershipOf(target) ?? ''];
  const around = { targets: [target], groups, places: [], sessions: [] };
  const seen = await provider.observe({ holder, ...around, signal: signal() });
  expect(seen.facts[targetKey(target)]).toMatchObject({ ok: true });
  return seen.found.map(({ id }) => id.kind);
}
