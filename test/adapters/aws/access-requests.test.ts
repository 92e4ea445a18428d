/** AWS's own access requests on the wire, with the rights of deploy/ and no others. */

import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Aws, createAws } from '../../../adapters/aws/aws.ts';
import { createTurnedClock } from '../../../adapters/node/turned-clock.ts';
import { type JitnaTarget, targetKey } from '../../../src/catalog/target.ts';
import type { Config } from '../../../src/config/config.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import { accessSlot, type Step } from '../../../src/holding/slot.ts';
import { principalKey } from '../../../src/kernel/brand.ts';
import { HOUR, MINUTE } from '../../../src/kernel/time.ts';
import type { AccessDesk } from '../../../src/ports/access-desk.ts';
import { type AwsStandIn, createAwsStandIn } from '../../stand-ins/aws/stand-in.ts';
import { BASTION, REGION } from '../../story/nodes.ts';
import {
  enableRequests,
  file,
  openByToken,
  REQUESTER,
  seen,
  signals,
  withRequests,
} from '../../story/requests.ts';
import { BOT, JUMP, seedAccounts } from '../../story/seed.ts';
import { NOON } from './ground.ts';

const EXAMPLE = readFileSync(new URL('../../../prod-access.example.yml', import.meta.url), 'utf8');
const PLACE = { account: JUMP, region: REGION };
const clock = createTurnedClock({ startMs: NOON });
let aws: AwsStandIn;
let bot: Aws;
let config: Config;

beforeEach(async () => {
  aws = await createAwsStandIn({ now: () => clock.nowMs(), accounts: seedAccounts() });
  enableRequests({ aws });
  aws.settle();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: BOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
    AWS_REGION: 'us-east-1',
  });
  const parsed = parseConfig(withRequests(EXAMPLE), 'prod-access.yml');
  if (!parsed.ok) throw new Error('The example is not sound.');
  config = parsed.config;
  bot = createAws({ region: 'us-east-1', config, clock });
});
afterEach(() => aws.close());

const signal = () => AbortSignal.timeout(8_000);
const desk = (): AccessDesk => bot.access;
const read = async (id: string) => (await desk().read(PLACE, id, signal())) ?? never();

async function carried(id: string): Promise<JitnaTarget> {
  const { execution = '', owner, node } = await read(id);
  const request = { opsItem: id, execution, owner };
  const target = { kind: 'jitna', ...PLACE, nodes: [node], request } as const;
  return { ...target, reach: [], roles: [], mfa: false };
}

async function holderOf(id: string) {
  const { uniqueId } = (await read(id)).requester;
  const key = principalKey(JUMP, uniqueId);
  return { key, account: JUMP, user: `${REQUESTER}/aiko.sato`, uniqueId };
}

async function send(id: string, what: Step['do'], note: string) {
  const slot = accessSlot({ target: await carried(id), note }) ?? never();
  const step: Step = what === 'put' ? { do: 'put', slot } : { do: 'remove', id: slot };
  const stillMine = () => true;
  return bot.provider.apply({ holder: await holderOf(id), step, stillMine, signal: signal() });
}

async function observed(id: string) {
  const target = await carried(id);
  const around = {
    targets: [target],
    groups: [],
    places: [],
    requests: [target],
    requestsOnly: true,
  };
  const order = { holder: await holderOf(id), ...around, sessions: [REGION], signal: signal() };
  const { found, facts, principal } = await bot.provider.observe(order);
  const kinds = found.map((one) => one.id.kind).toSorted();
  return { principal, kinds, facts: facts[targetKey(target)], found };
}

describe('with the rights of deploy/', () => {
  test('a request is listed with all that is needed to judge it', async () => {
    const id = file({ aws });
    const [filed] = await desk().list(PLACE, NOON - HOUR, signal());
    expect(filed).toMatchObject({
      opsItem: id,
      node: BASTION,
      durationMs: HOUR,
      status: 'pending',
      requester: { is: { kind: 'session', role: REQUESTER, name: 'aiko.sato' } },
    });
    const tag = { key: 'Role', value: 'bastion' };
    expect(await desk().nodes(PLACE, tag, signal())).toEqual([BASTION]);
    const forced = (role: string) => desk().forcesName(JUMP, role, signal());
    expect([await forced(REQUESTER), await forced('FreeRequester')]).toEqual([true, false]);
    expect([await forced('NoSuchRole')]).toEqual([false]);
  });

  test('it is approved, used, revoked, and its sessions are ended', async () => {
    const id = file({ aws });
    expect(await observed(id)).toMatchObject({ principal: 'present', kinds: [] });
    expect(await send(id, 'put', 'PA-1: approved by ben')).toEqual({ ok: true });
    await openByToken({ aws }, id);
    const live = await observed(id);
    expect([live.kinds, live.facts?.ok]).toEqual([['access', 'session'], true]);
    expect(await send(id, 'remove', 'PA-1: ended by ben')).toEqual({ ok: true });
    for (const { id: slot } of live.found.filter((one) => one.id.kind === 'session')) {
      const step: Step = { do: 'remove', id: slot };
      const order = { holder: await holderOf(id), step, stillMine: () => true, signal: signal() };
      expect(await bot.provider.apply(order)).toEqual({ ok: true });
    }
    const after = await observed(id);
    expect([after.kinds, after.facts]).toMatchObject([[], { code: 'decided-at-aws' }]);
    expect(signals({ aws }, id)).toEqual([
      'Approve: PA-1: approved by ben',
      'Revoke: PA-1: ended by ben',
    ]);
    expect(aws.calls.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  });

  test('it is over when its window is, though AWS still calls it approved', async () => {
    const id = file({ aws });
    await send(id, 'put', '');
    clock.turn(HOUR + MINUTE);
    expect(await observed(id)).toMatchObject({ kinds: [], facts: { code: 'decided-at-aws' } });
  });
});

test('whether its window is over is told by the clock of AWS alone', async () => {
  const id = file({ aws });
  await send(id, 'put', '');
  const ahead = createTurnedClock({ startMs: clock.nowMs() + 2 * HOUR });
  const own = createAws({ region: 'us-east-1', config, clock: ahead });
  // Its first answer says what time it is there.
  await own.access.read(PLACE, id, signal());
  expect((await own.access.read(PLACE, id, signal()))?.status).toBe('approved');
});

describe('said twice, or too late', () => {
  test('an approval whose answer was lost is found to be there', async () => {
    const id = file({ aws });
    await send(id, 'put', 'first');
    expect(await send(id, 'put', 'again')).toEqual({ ok: true });
    expect(signals({ aws }, id)).toEqual(['Approve: first']);
  });

  test('a rejection changes nothing that is decided, and says nothing', async () => {
    const id = file({ aws });
    await send(id, 'put', 'first');
    const order = { ...PLACE, opsItem: id, note: 'no', stillMine: () => true, signal: signal() };
    expect(await desk().reject(order)).toEqual({ ok: true });
    expect(seen({ aws }, id)?.status).toBe('Approved');
  });

  test('an approval of what was rejected is a no that says by whom', async () => {
    const id = file({ aws });
    const order = { ...PLACE, opsItem: id, note: 'no', stillMine: () => true, signal: signal() };
    expect(await desk().reject(order)).toEqual({ ok: true });
    expect(await send(id, 'put', 'late')).toMatchObject({
      code: 'decided-at-aws',
      facts: { status: 'rejected' },
    });
  });

  test('nothing is sent once the claim is lost', async () => {
    const id = file({ aws });
    const order = { ...PLACE, opsItem: id, note: 'no', stillMine: () => false, signal: signal() };
    await expect(desk().reject(order)).rejects.toMatchObject({ code: 'claim-too-old' });
    expect(signals({ aws }, id)).toEqual([]);
  });
});

function never(): never {
  throw new Error('It should be there.');
}
