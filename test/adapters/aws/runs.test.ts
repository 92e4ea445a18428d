/** Runs of runbooks through the provider: started once for one token, found, stopped, pinned. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SsmAutomationTarget } from '../../../src/catalog/automation.ts';
import { targetKey } from '../../../src/catalog/target.ts';
import type { Run } from '../../../src/holding/run.ts';
import { type RunSlot, slotId, slotName } from '../../../src/holding/slot.ts';
import { requestId } from '../../../src/kernel/brand.ts';
import { putRunbooks, REGION, RUNBOOK_ROLE } from '../../story/runbooks.ts';
import { JUMP } from '../../story/seed.ts';
import { createGround, type Ground, groundOn } from './ground.ts';
import { TARGET } from './runbook-target.ts';

const SLOT: RunSlot = {
  kind: 'run',
  target: targetKey(TARGET),
  purpose: 'observe',
  generation: 1,
  grant: requestId('PA-AAAAA'),
  region: REGION,
  document: 'ProdAccess-ObservePolicy',
  version: '1',
  parameters: {
    AutomationAssumeRole: [RUNBOOK_ROLE],
    UserName: ['aiko.sato'],
    Key: [targetKey(TARGET)],
  },
};
const runOf = (slot: RunSlot, more: Partial<Run> = {}): Run => {
  return { slot, sentMs: 0, state: 'sent', failures: 0, told: [], ...more };
};

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
  putRunbooks(ground);
  ground.aws.ssm.knobs.ratesApply = false;
});
afterEach(() => ground.aws.close());

const region = () => ground.aws.ssm.region(JUMP, REGION);
const read = (...runs: readonly Run[]) =>
  ground.provider.observe({
    holder: ground.holder,
    targets: [],
    groups: [],
    places: [],
    sessions: [],
    runs,
    signal: AbortSignal.timeout(8_000),
  });
const preflight = (target: SsmAutomationTarget) =>
  ground.provider.preflight({
    principal: { account: JUMP, user: 'aiko.sato' },
    target,
    others: [],
    held: false,
    signal: AbortSignal.timeout(8_000),
  });

describe('a run', () => {
  test('is started once, however often and by whichever replica it is sent', async () => {
    const other = groundOn(ground.aws, ground.clock, 'demo01');
    const sent = [await ground.put(SLOT), await ground.put(SLOT), await other.put(SLOT)];
    const [first] = region().executions();
    expect(sent).toEqual(sent.map(() => ({ ok: true, execution: first?.id })));
    expect(region().executions()).toHaveLength(1);
    expect(await ground.put({ ...SLOT, generation: 2 })).toMatchObject({ ok: true });
    expect(region().executions()).toHaveLength(2);
  });

  test('of another installation is another run', async () => {
    await ground.put(SLOT);
    await groundOn(ground.aws, ground.clock, 'other1').put(SLOT);
    expect(region().executions()).toHaveLength(2);
  });

  test('is found by its tag while nobody knows its id, and no other one is', async () => {
    expect((await read(runOf(SLOT))).runs).toEqual([]);
    await ground.put({ ...SLOT, generation: 2 });
    expect((await read(runOf(SLOT))).runs).toEqual([]);
    await ground.put(SLOT);
    const { runs = [] } = await read(runOf(SLOT));
    expect(runs).toMatchObject([{ name: slotName(SLOT), state: 'running' }]);
  });

  test('is read with its steps and outputs, and without those that were not come to', async () => {
    await ground.put(SLOT);
    ground.clock.turn(30_000);
    const { runs = [] } = await read(runOf(SLOT));
    expect(runs).toMatchObject([
      {
        state: 'done',
        steps: [
          { name: 'read', end: 'failed' },
          { name: 'user', end: 'done' },
        ],
        outputs: { 'read.Policy': [] },
      },
    ]);
  });

  test('is stopped, and what is over already may be stopped again', async () => {
    const { execution } = (await ground.put(SLOT)) as { readonly execution?: string };
    const id = { ...slotId(SLOT), execution } as ReturnType<typeof slotId>;
    expect(await ground.remove(id)).toEqual({ ok: true });
    // AWS says Cancelling first, and that is not over.
    expect((await read(runOf(SLOT))).runs).toMatchObject([{ state: 'running' }]);
    ground.clock.turn(5_000);
    const { runs = [] } = await read(runOf(SLOT));
    expect(runs).toMatchObject([{ state: 'stopped' }]);
    expect(await ground.remove(id)).toEqual({ ok: true });
  });

  test('that cannot be read is said to be unread, and holds up nothing else', async () => {
    await ground.put(SLOT);
    ground.aws.faults.add({ kind: 'denied', times: 9, action: 'DescribeAutomationExecutions' });
    const seen = await read(runOf(SLOT));
    expect(seen.principal).toBe('present');
    expect(seen.unread?.runs).toEqual([slotName(SLOT)]);
  });

  test('with values that its runbook does not take is refused for good', async () => {
    const parameters = { ...SLOT.parameters, Key: ['not hex'] };
    expect(await ground.put({ ...SLOT, parameters })).toMatchObject({ code: 'runbook-parameters' });
    const document = 'ProdAccess-DrainQueue';
    region().deleteDocument(document);
    expect(await ground.put({ ...SLOT, document })).toMatchObject({ code: 'runbook-changed' });
  });

  test('is not sent once the claim has run out', async () => {
    const late = ground.apply({ do: 'put', slot: SLOT }, () => false);
    await expect(late).rejects.toMatchObject({ code: 'claim-too-old' });
    expect(region().executions()).toEqual([]);
  });
});

const GIVEN_ROLE = { AutomationAssumeRole: { type: 'String', default: '' } };

describe('at the ask', () => {
  const withGrant = (change: object): SsmAutomationTarget => {
    const { runs } = TARGET;
    if (runs.form !== 'pair') return TARGET;
    return { ...TARGET, runs: { ...runs, grant: { ...runs.grant, ...change } } };
  };

  test('pinned runbooks that take their values are taken, and nothing is started', async () => {
    expect(await preflight(TARGET)).toMatchObject({ ok: true, value: { facts: { reach: [] } } });
    expect(region().executions()).toEqual([]);
  });

  test.each([
    ['another version', { version: '7' }, 'runbook-changed'],
    ['another hash', { hash: 'a'.repeat(64) }, 'runbook-changed'],
    ['a session document', { document: 'ProdAccess-Shell' }, 'runbook-changed'],
    [
      'a parameter it does not have',
      { parameters: { Nothing: { text: 'x' } } },
      'runbook-parameters',
    ],
    ['too few parameters', { parameters: {} }, 'runbook-parameters'],
  ])('%s is refused', async (_, change, code) => {
    region().putDocument('ProdAccess-Shell', {
      schemaVersion: '1.0',
      sessionType: 'Standard_Stream',
      inputs: { maxSessionDuration: '60' },
    });
    expect(await preflight(withGrant(change))).toMatchObject({ ok: false, code });
  });

  // The second as AWS's own runbooks: with a role where it is given one.
  test.each([{}, { assumeRole: '{{ AutomationAssumeRole }}', parameters: GIVEN_ROLE }])(
    'a runbook that would act with the rights of the bot is refused: %j',
    async (role) => {
      region().publishRunbook('ProdAccess-Bare', {
        schemaVersion: '0.3',
        ...role,
        mainSteps: [{ name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
      });
      const bare = withGrant({ document: 'ProdAccess-Bare', parameters: {} });
      const { role: _, ...withoutRole } = bare;
      expect(await preflight(withoutRole)).toMatchObject({
        code: 'runbook-parameters',
        facts: { runbook: 'ProdAccess-Bare', why: expect.stringContaining('rights of the bot') },
      });
      if ('parameters' in role) expect(await preflight(bare)).toMatchObject({ ok: true });
    },
  );
});
