/** ProdAccess-RevokeGroup where AWS is busy: nobody starts it again with the bot dead. */

import { beforeEach, describe, expect, test } from 'vitest';
import type { Fate, StepOnItsWay } from '../stand-ins/aws/automation-run.ts';
import { setRunbookRights } from '../story/runbooks.ts';
import { JUMP } from '../story/seed.ts';
import { runbooksForEachTest } from './runbook-ground.ts';

const at = runbooksForEachTest();
const inGroup = { UserName: ['aiko.sato'], GroupName: ['prod-operators'] };
const aiko = () => at.aws.account(JUMP).state().users['aiko.sato'];
const tags = () => aiko()?.tags.map(({ key }) => key);
const fated = (fateOf: (step: StepOnItsWay) => Fate) => (at.aws.ssm.knobs.fateOfStep = fateOf);

beforeEach(async () => {
  await at.run('GrantGroup', { ...inGroup, EndTime: ['2026-11-24T13:00:00Z'] });
});

const LEFT = { groups: [], tags: [] };
const STILL_IN = { groups: ['prod-operators'], tags: ['change-window:prod-operators'] };
const found = () => ({ groups: aiko()?.groups, tags: tags() });

describe('somebody is taken out of a group', () => {
  test.each([
    ['does not answer nine times', ({ step, attempt }) => step === 'leave' && attempt < 10],
    ['does not answer nineteen times', ({ step, attempt }) => step !== 'again' || attempt < 10],
  ] satisfies [string, (step: StepOnItsWay) => boolean][])('though IAM %s', async (_, isBusy) => {
    const isOfGroup = ({ step }: StepOnItsWay) => ['leave', 'again'].includes(step);
    fated((step) => (isOfGroup(step) && isBusy(step) ? { fails: 'before' } : {}));
    expect(await at.run('RevokeGroup', inGroup)).toMatchObject({ status: 'Success' });
    expect(found()).toEqual(LEFT);
  });

  test('though the answer was lost, after which they are not in it any more', async () => {
    fated(({ step, attempt }) => (step === 'leave' && attempt === 1 ? { fails: 'after' } : {}));
    expect(await at.run('RevokeGroup', inGroup)).toMatchObject({ status: 'Success' });
    expect(found()).toEqual(LEFT);
  });
});

describe('the run fails, and the tag still says that they are in it', () => {
  test('where IAM never answers', async () => {
    fated(({ step }) => (['leave', 'again'].includes(step) ? { fails: 'before' } : {}));
    expect(await at.run('RevokeGroup', inGroup)).toMatchObject({ status: 'Failed' });
    expect(found()).toEqual(STILL_IN);
  });

  test('where the role may not take anybody out, and it says so', async () => {
    setRunbookRights(at, false);
    at.aws.settle();
    const why = expect.stringContaining('AccessDenied') as unknown;
    expect(await at.run('RevokeGroup', inGroup)).toMatchObject({ status: 'Failed', why });
    expect(found()).toEqual(STILL_IN);
  });

  test('where why they could not be taken out is not to be read', async () => {
    fated(({ step }) => (['leave', 'why'].includes(step) ? { fails: 'before' } : {}));
    expect(await at.run('RevokeGroup', inGroup)).toMatchObject({ status: 'Failed' });
    expect(found()).toEqual(STILL_IN);
  });
});
