/** Identity Center that encrypts with a key of one's own: whoever calls has to have it decrypt. */

import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../src/kernel/time.ts';
import type { Preflight } from '../../src/ports/grant-provider.ts';
import { ADMIN, JUMP } from '../story/seed.ts';
import {
  asked,
  type CenterGround,
  centerForEachTest,
  signal,
  slotsOf,
  stands,
} from './center-ground.ts';
import { deployStack } from './template.ts';

const KEY = `arn:aws:kms:us-east-1:${JUMP}:key/mrk-0123456789abcdef0123456789abcdef`;
const ENTRIES = ['prod-sso', 'prod-sso-logs'];

const lockedBy = (at: CenterGround, key: string) =>
  beforeEach(() => void (at.aws.identityCenter.knobs.key = key));

/** As the engine does it: the end is booked, then it is given. */
async function give({ provider }: CenterGround, ready: Preflight): Promise<void> {
  for (const slot of slotsOf(ready)) {
    const step = { do: 'put', slot } as const;
    const order = { holder: ready.holder, step, stillMine: () => true, signal: signal() };
    expect(await provider.apply(order)).toEqual({ ok: true });
  }
}

describe('a stack that is told the key', () => {
  const at = centerForEachTest({ Key: KEY });
  lockedBy(at, KEY);

  test.each(ENTRIES)('gives %s, and it is taken at its end with the bot dead', async (name) => {
    const ready = await asked(at, name);
    await give(at, ready);
    expect((await stands(at, ready)).toSorted()).toEqual(['fence', 'member']);
    at.clock.turn(HOUR + 60_000);
    at.aws.settle();
    at.clock.turn(10_000);
    expect(await stands(at, ready)).toEqual([]);
  });

  test.each([
    ['sso', 'allowed'],
    ['identitystore', 'allowed'],
    ['s3', 'implicitDeny'],
  ])('lets its roles use the key by %s: %s', async (service, decision) => {
    const client = new IAMClient({ endpoint: at.aws.url, region: 'us-east-1', credentials: ADMIN });
    for (const role of ['prod-access', 'ProdAccessGiver', 'ProdAccessRevoker']) {
      const via = {
        ContextKeyName: 'kms:ViaService',
        ContextKeyValues: [`${service}.us-east-1.amazonaws.com`],
        ContextKeyType: 'string' as const,
      };
      const asked = {
        PolicySourceArn: `arn:aws:iam::${JUMP}:role/${role}`,
        ActionNames: ['kms:Decrypt'],
        ResourceArns: [KEY],
        ContextEntries: [via],
      };
      const answer = await client.send(new SimulatePrincipalPolicyCommand(asked));
      const decided = answer.EvaluationResults?.map(({ EvalDecision }) => EvalDecision);
      expect(decided).toEqual([decision]);
    }
  });
});

describe('a stack that is not told', () => {
  const at = centerForEachTest();
  lockedBy(at, KEY);

  test.each(ENTRIES)('gives nobody %s: they are refused before anybody is asked', async (name) => {
    await expect(asked(at, name)).rejects.toThrow(/kms:Decrypt/);
  });
});

test.each(['*', 'alias/ours', `arn:aws:kms:us-east-1:${JUMP}:alias/ours`])(
  'cannot be deployed with %s for a key',
  (Key) => {
    const given = { InstanceId: 'ssoins-0123456789abcdef', StoreId: 'd-0123456789', Key };
    expect(() => deployStack('identity-center.yml', given)).toThrow('may not be');
  },
);
