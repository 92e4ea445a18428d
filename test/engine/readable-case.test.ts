/** One case that cannot be read holds up no look at the others, and is said once for each look. */

import { describe, expect, test } from 'vitest';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import type { JitnaTarget } from '../../src/catalog/target.ts';
import type { NodeRequest } from '../../src/catalog/node-request.ts';
import { carriedId } from '../../src/engine/carried-request.ts';
import { carryRequests } from '../../src/engine/carry-requests.ts';
import { mine, pending } from '../../src/engine/look-up.ts';
import { autoApprovals } from '../../src/engine/past-cases.ts';
import { caseKey, commitCase } from '../../src/engine/records.ts';
import { sweepPending } from '../../src/engine/sweep-pending.ts';
import { sweepPeople } from '../../src/engine/sweep-people.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { figuresOf } from '../../src/ops/figures.ts';
import type { AccessDesk } from '../../src/ports/access-desk.ts';
import type { Head, Store } from '../../src/ports/store.ts';
import { AIKO, BEN, decision, NOON, request } from '../case-file/sample.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { REGION } from '../story/nodes.ts';
import { withRequests } from '../story/requests.ts';
import { JUMP } from '../story/seed.ts';
import { bench } from './context.ts';

const FILED: NodeRequest = {
  account: JUMP,
  region: REGION,
  opsItem: 'oi-000000000002',
  execution: 'an-execution',
  requester: { arn: 'arn', uniqueId: 'AROA1:aiko', is: { kind: 'other' } },
  node: 'i-00000000000000001',
  reason: 'Look at the disk',
  durationMs: 3_600_000,
  createdMs: NOON,
  status: 'pending',
  lastBy: '',
  owner: 'arn',
};
const NEWER = carriedId(FILED);
/** The newest is found first. */
const OURS = requestId('PA-OURS1');

/** As adapters hand out what they cannot unpack: found like any other, and silent about itself. */
function unread(head: Head): Head {
  if (head.key !== caseKey(NEWER)) return head;
  return Object.defineProperty({ ...head }, 'body', {
    get() {
      throw new Fault('store-failed', `The record ${head.key} was written by another prod-access.`);
    },
  });
}

async function beside(state: 'pending' | 'active', more: Partial<CaseFile['request']> = {}) {
  const said: string[] = [];
  const warn = (what: string, facts: object = {}) =>
    void said.push(`${what} ${Object.values(facts).slice(0, 2).join(' ')}`);
  const of = bench({ log: { info: () => {}, warn, error: () => {} } });
  for (const [at, id] of [OURS, NEWER].entries()) {
    const asked = request({ id, createdMs: NOON + at, ...more });
    const { file } = openCase(asked, 'Database', decision());
    await commitCase(of.ctx, undefined, { ok: true, file, events: [], loud: [] });
    const head = await of.store.load(caseKey(id));
    if (!head) throw new Error('It was not filed.');
    const index = { ...head.index, state };
    const active = { state, endMs: NOON - 600_000, leases: [] };
    const body = state === 'active' ? { ...file, grant: active } : file;
    await of.store.commit({ ...head, version: head.version + 1, body, index });
  }
  const store: Store = {
    ...of.store,
    async load(key) {
      const head = await of.store.load(key);
      return head && unread(head);
    },
    async list(query) {
      const page = await of.store.list(query);
      return { ...page, heads: page.heads.map(unread) };
    },
  };
  const ours = async () => (await of.store.load(caseKey(OURS)))?.body as CaseFile;
  return { of, ctx: { ...of.ctx, store }, said, ours };
}

const whoIs = ({ name, key }: typeof AIKO) => ({ person: name, key });

describe('beside a case that only a newer release can read', () => {
  test('people who have left lose their access', async () => {
    const { ctx, said, ours } = await beside('active');
    const directory = { ...ctx.directory, account: async () => undefined };
    const config = { ...ctx.config, slack: { team: 'T1' } };
    await sweepPeople({ ...ctx, directory, config });
    await sweepPeople({ ...ctx, directory, config });
    expect((await ours()).grant).toMatchObject({ ending: { by: 'policy' } });
    expect(said).toEqual([`case-not-read people case/${NEWER}`]);
  });

  test('requests that nobody can approve are said to be stuck', async () => {
    const { ctx, said, ours } = await beside('pending');
    const rules = ctx.config.rules.map((rule) => {
      const levels = rule.levels.map((level) => ({ ...level, count: 99 }));
      return { ...rule, levels, eligible: [whoIs(AIKO)] };
    });
    const config = { ...ctx.config, rules };
    await sweepPending({ ...ctx, config });
    expect((await ours()).stuckMs).toBeDefined();
    expect(said).toEqual([`case-not-read pending case/${NEWER}`]);
  });

  test('what was decided at AWS is told, and its own request is not carried again', async () => {
    const { account, region } = FILED;
    const target: JitnaTarget = {
      kind: 'jitna',
      account,
      region,
      nodes: [FILED.node],
      request: { opsItem: 'oi-000000000001', execution: 'another', owner: 'arn' },
      reach: [],
      roles: [],
      mfa: false,
    };
    const { ctx, said, ours } = await beside('pending', { targets: [target] });
    const decided = { ...FILED, opsItem: 'oi-000000000001', status: 'cancelled' } as const;
    const access = { list: async () => [FILED, decided] } as unknown as AccessDesk;
    const config = configOf(withRequests(EXAMPLE));
    await carryRequests({ ...ctx, access, config });
    expect((await ours()).request.state).not.toBe('pending');
    expect(said).toEqual([`case-not-read requests case/${NEWER}`]);
  });

  test('whoever asked for both is shown the other, and asks again', async () => {
    const { ctx, said } = await beside('pending');
    const reader = { locale: 'en', zone: 'UTC', nowMs: NOON } as const;
    expect(JSON.stringify(await mine(ctx, AIKO, reader))).toContain(OURS);
    const rules = ctx.config.rules.map((rule) => {
      const levels = rule.levels.map((level) => ({ ...level, count: 1, from: [whoIs(BEN)] }));
      return { ...rule, levels, eligible: [whoIs(AIKO)] };
    });
    const asked = { ...ctx, config: { ...ctx.config, rules } };
    expect(JSON.stringify(await pending(asked, BEN, reader))).toContain(OURS);
    const quota = { name: 'a-day', times: 1, perMs: HOUR };
    // Of what cannot be read nobody knows that it was not approved at once.
    expect(await autoApprovals(ctx, AIKO, quota)).toBe(1);
    expect(said).toContain(`case-not-read past-cases case/${NEWER}`);
  });

  test('the figures are there: what is overdue is counted, and so is every head', async () => {
    const { ctx, said } = await beside('active');
    const figures = () => figuresOf(ctx.store, NOON, undefined, { log: ctx.log });
    expect(await figures()).toMatchObject({ active: 2, held: 2, overdue: 1, overdueSeconds: 600 });
    await figures();
    expect(said).toEqual([`case-not-read figures case/${NEWER}`]);
  });
});
