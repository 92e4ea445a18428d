/** The provider between the example's catalogue and an AWS on the wire. */

import { readFileSync } from 'node:fs';
import { type Aws, createAws } from '../../../adapters/aws/aws.ts';
import { createTurnedClock, type TurnedClock } from '../../../adapters/node/turned-clock.ts';
import type { Target, TargetFacts } from '../../../src/catalog/target.ts';
import type { Config } from '../../../src/config/config.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import type { Slot, SlotId, Step } from '../../../src/holding/slot.ts';
import { principalKey } from '../../../src/kernel/brand.ts';
import type { Holder } from '../../../src/request/request.ts';
import type { AccountSeed } from '../../stand-ins/aws/seed.ts';
import { type AwsStandIn, createAwsStandIn } from '../../stand-ins/aws/stand-in.ts';
import { BOT, JUMP, PRODUCTION, seedAccounts } from '../../story/seed.ts';

export const NOON = Date.UTC(2026, 10, 24, 12);
export const OPERATOR = `arn:aws:iam::${PRODUCTION}:role/ProdDbOperator`;
const EXAMPLE = readFileSync(new URL('../../../prod-access.example.yml', import.meta.url), 'utf8');

export interface Ground {
  readonly aws: AwsStandIn;
  readonly clock: TurnedClock;
  readonly provider: Aws['provider'];
  readonly targets: Aws['targets'];
  readonly principals: Aws['principals'];
  readonly skewMs: Aws['skewMs'];
  readonly trail: Aws['trail'];
  readonly holder: Holder;
  readonly target: (entitlement: string) => Target;
  readonly apply: (step: Step, stillMine?: () => boolean) => ReturnType<Aws['provider']['apply']>;
  readonly put: (slot: Slot) => ReturnType<Aws['provider']['apply']>;
  readonly remove: (id: SlotId) => ReturnType<Aws['provider']['apply']>;
  readonly observe: (groups?: readonly string[]) => ReturnType<Aws['provider']['observe']>;
  readonly preflight: (
    entitlement: string,
    more?: { others?: { target: Target; facts: TargetFacts }[]; held?: boolean; user?: string },
  ) => ReturnType<Aws['provider']['preflight']>;
  readonly mayAssume: (atMs?: number) => boolean;
}

/** What the accounts hold at first, and whose key the bot has; as deploy/ has it by default. */
export interface Rights {
  readonly accounts: Readonly<Record<string, AccountSeed>>;
  readonly key: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export async function createGround(
  rights: Rights = DEPLOYED,
  clock: TurnedClock = createTurnedClock({ startMs: NOON }),
  who: Who = {},
): Promise<Ground> {
  const { accounts, key } = rights;
  const aws = await createAwsStandIn({ now: () => clock.nowMs(), accounts });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_REGION: 'us-east-1',
  });
  return { ...groundOn(aws, clock, 'demo01', who), aws, clock };
}

const DEPLOYED: Rights = { accounts: seedAccounts(), key: BOT };

/** Another holder than aiko's IAM user, and the configuration that maps them. */
export interface Who {
  readonly configure?: (text: string) => string;
  readonly user?: string;
  readonly idOf?: (aws: AwsStandIn) => string;
}

const userId = (aws: AwsStandIn): string => aws.account(JUMP).user('aiko.sato')?.id ?? '';

function targetOf({ catalog }: Config, entitlement: string): Target {
  const [first] = catalog.entitlements.get(entitlement)?.targets ?? [];
  if (!first) throw new Error(`No entitlement ${entitlement}.`);
  return first;
}

function configFor(installation: string, { configure = (text) => text }: Who) {
  const text = configure(EXAMPLE.replace('demo01', installation));
  const parsed = parseConfig(text, 'prod-access.yml');
  if (!parsed.ok) throw new Error('The example is not sound.');
  return parsed.config;
}

/** A bot of another installation in the same accounts. */
export function groundOn(aws: AwsStandIn, clock: TurnedClock, installation: string, who: Who = {}) {
  const { user = 'aiko.sato', idOf = userId } = who;
  const config = configFor(installation, who);
  const bot = createAws({ region: 'us-east-1', config, clock });
  const { provider, targets, principals, trail } = bot;
  const skewMs = () => bot.skewMs();
  const uniqueId = idOf(aws);
  const key = principalKey(JUMP, uniqueId);
  const holder: Holder = { key, account: JUMP, user, uniqueId };
  const signal = () => AbortSignal.timeout(8_000);
  const target = (entitlement: string): Target => targetOf(config, entitlement);
  const apply = (step: Step, stillMine = () => true) =>
    provider.apply({ holder, step, stillMine, signal: signal() });
  return {
    provider,
    targets,
    principals,
    skewMs,
    trail,
    holder,
    target,
    apply,
    put: (slot: Slot) => apply({ do: 'put', slot }),
    remove: (id: SlotId) => apply({ do: 'remove', id }),
    observe: (groups: readonly string[] = ['prod-operators']) =>
      provider.observe({
        holder,
        targets: [],
        groups,
        places: [ROLE_PLACE],
        sessions: [],
        signal: signal(),
      }),
    preflight: (entitlement: string, more: Parameters<Ground['preflight']>[1] = {}) =>
      provider.preflight({
        principal: { account: JUMP, user: more.user ?? user },
        target: target(entitlement),
        others: more.others ?? [],
        held: more.held ?? false,
        signal: signal(),
      }),
    mayAssume: (at = clock.nowMs()) =>
      aws.mayAssume({ account: JUMP, user: 'aiko.sato', roleArn: OPERATOR, mfa: true, at }).allowed,
  };
}

export const ROLE_PLACE = {
  on: 'role',
  role: { account: PRODUCTION, name: 'ProdDbOperator' },
  userid: '*:aiko.sato',
} as const;
