/** AWS's own requests while somebody is silent for a moment: that is nobody's no. */

import { expect, test } from 'vitest';
import type { NodeRequest } from '../../src/catalog/node-request.ts';
import { carryRequests } from '../../src/engine/carry-requests.ts';
import type { Context } from '../../src/engine/context.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { NO_STATEMENT } from '../../src/policy/statement.ts';
import type { AccessDesk } from '../../src/ports/access-desk.ts';
import { NOON } from '../case-file/sample.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { withFreeze } from '../story/freezes.ts';
import { BASTION, REGION } from '../story/nodes.ts';
import { withRequests } from '../story/requests.ts';
import { JUMP } from '../story/seed.ts';
import { bench } from './context.ts';

const arn = `arn:aws:sts::${JUMP}:assumed-role/ProdRequester/aiko.sato`;
const FILED: NodeRequest = {
  account: JUMP,
  region: REGION,
  opsItem: 'oi-0123456789ab',
  execution: 'e-1',
  requester: {
    arn,
    uniqueId: 'AROA1:aiko.sato',
    is: { kind: 'session', role: 'ProdRequester', name: 'aiko.sato' },
  },
  node: BASTION,
  reason: 'Look at the disk of the bastion, INC-1234',
  durationMs: HOUR,
  createdMs: NOON,
  status: 'pending',
  lastBy: '',
  owner: arn,
};

/** Prod-nodes is asked for under the rule that the calendar is for. */
const frozen = (text: string) =>
  withFreeze(
    'refuse',
    '{ ssm: ChangeFreeze }',
  )(withRequests(text))
    .replace('prod-ops, prod-nodes]', 'prod-ops]')
    .replace('for: prod-db', 'for: [prod-db, prod-nodes]');

async function looked(change: Partial<Context>, configure = withRequests) {
  const rejected: string[] = [];
  const access: AccessDesk = {
    list: async () => [FILED],
    read: async () => FILED,
    nodes: async () => [BASTION],
    forcesName: async () => true,
    reject: async ({ note }) => {
      rejected.push(note);
      return { ok: true };
    },
  };
  const base = configOf(`${configure(EXAMPLE)}\njitna:\n  unmatched: reject\n`);
  const config = change.policies
    ? { ...base, policies: [{ name: 'x.cedar', as: 'forbid' }] as never }
    : base;
  const ref = { channel: 'C', message: '1' };
  const { ctx, store } = bench({
    access,
    chat: { announce: async () => ({ ok: true, ref }) } as never,
    directory: {
      account: async (key) => ({ key, name: 'x', standing: 'member', locale: 'en', zone: 'UTC' }),
      members: async () => [],
    },
    principals: { entries: async () => [] },
    ...change,
    config,
  });
  await carryRequests(ctx);
  return { rejected, cases: (await store.list({ kind: 'case', limit: 9 })).heads.length };
}

test('is carried where everybody answers', async () => {
  expect(await looked({})).toEqual({ rejected: [], cases: 1 });
});

test('waits where AWS does not say what statements ask of it', async () => {
  const silent = {
    policies: { statements: [], asksAws: true, evaluate: () => ok(NO_STATEMENT) },
    attributes: { of: () => Promise.reject(new Fault('aws-unreachable', '503')) },
  };
  expect(await looked(silent)).toEqual({ rejected: [], cases: 0 });
});

test('waits where a calendar does not answer', async () => {
  const calendars = { state: async () => ({ open: false, why: 'silent' }) as const };
  expect(await looked({ calendars }, frozen)).toEqual({ rejected: [], cases: 0 });
});
