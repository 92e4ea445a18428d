/** What is refused before an approver is bothered, and why. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { createGround, type Ground } from './ground.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
});
afterEach(() => ground.aws.close());

const policy = (statement: object) => ({ Version: '2012-10-17', Statement: [statement] });

describe('an ask that fits', () => {
  test('comes back with the holder and what the target reaches', async () => {
    const answer = await ground.preflight('prod-ops');
    expect(answer).toMatchObject({ ok: true, value: { holder: { user: 'aiko.sato' } } });
    const facts = answer.ok ? answer.value.facts : undefined;
    const resource = `arn:aws:iam::${PRODUCTION}:role/ProdOperator`;
    expect(facts?.reach).toEqual([{ actions: ['sts:AssumeRole'], resources: [resource] }]);
  });

  test('a role that forces the session name can be ended by name, and has no tail', async () => {
    const answer = await ground.preflight('prod-db');
    const named = [{ name: 'ProdDbOperator', userid: '*:aiko.sato' }];
    expect(answer).toMatchObject({ ok: true, value: { facts: { tailMs: 0, namedRoles: named } } });
  });

  test('walk-through 30: a role that does not leaves its longest session as a tail', async () => {
    const answer = await ground.preflight('prod-logs');
    expect(answer).toMatchObject({
      ok: true,
      value: { facts: { tailMs: 3_600_000, namedRoles: [] } },
    });
  });
});

describe('refused', () => {
  test('walk-through 11: a membership that is there by hand', async () => {
    ground.aws.account(JUMP).join('aiko.sato', 'prod-operators');
    expect(await ground.preflight('prod-ops')).toMatchObject({ ok: false, code: 'already-held' });
    expect(await ground.preflight('prod-ops', { held: true })).toMatchObject({ ok: true });
  });

  test('a membership by hand, where what is held is another group that had the name', async () => {
    const asked = await ground.preflight('prod-ops');
    if (!asked.ok) throw new Error('It is there to be asked for.');
    const { target, facts } = asked.value;
    ground.aws.account(JUMP).join('aiko.sato', 'prod-operators');
    const held = (groupId: string) =>
      ground.preflight('prod-ops', {
        held: true,
        others: [{ target, facts: { ...facts, groupId } }],
      });
    expect(await held(facts.groupId ?? '')).toMatchObject({ ok: true });
    expect(await held('AGPAOTHER')).toMatchObject({ ok: false, code: 'already-held' });
  });

  test('a policy made by hand that allows it already', async () => {
    const standing = policy({ Effect: 'Allow', Action: 'sts:*', Resource: '*' });
    ground.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'hand-made', standing);
    expect(await ground.preflight('prod-db')).toMatchObject({ ok: false, code: 'already-held' });
  });

  test('somebody who has no IAM user', async () => {
    const answer = await ground.preflight('prod-db', { user: 'nobody' });
    expect(answer).toMatchObject({ ok: false, code: 'principal-missing' });
  });

  test('a group that is gone', async () => {
    ground.aws.account(JUMP).deleteGroup('prod-operators');
    expect(await ground.preflight('prod-ops')).toMatchObject({ ok: false, code: 'target-missing' });
  });

  test('a group whose holder could write IAM', async () => {
    const wide = policy({ Effect: 'Allow', Action: 'iam:Put*', Resource: '*' });
    ground.aws.account(JUMP).putPolicy('groups', 'prod-operators', 'more', wide);
    expect(await ground.preflight('prod-ops')).toMatchObject({ code: 'target-dangerous' });
  });

  test('a group that no fence can mirror', async () => {
    const open = policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' });
    ground.aws.account(JUMP).putPolicy('groups', 'prod-operators', 'more', open);
    expect(await ground.preflight('prod-ops')).toMatchObject({ code: 'target-unfenceable' });
  });

  test('walk-through 13: more than 2,048 characters hold, its fence included', async () => {
    const filler = policy({
      Effect: 'Deny',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${'x'.repeat(1_300)}`,
    });
    ground.aws.account(JUMP).putPolicy('users', 'aiko.sato', 'hand-made', filler);
    expect(await ground.preflight('prod-db')).toMatchObject({ code: 'budget-exceeded' });
  });

  test('an eleventh group', async () => {
    const home = ground.aws.account(JUMP);
    for (let count = 0; count < 10; count += 1) {
      home.createGroup(`team-${count}`);
      home.join('aiko.sato', `team-${count}`);
    }
    expect(await ground.preflight('prod-ops')).toMatchObject({ code: 'groups-full' });
  });
});
