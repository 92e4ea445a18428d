/** What is gone or silent at one place stops nothing that is known of the others. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slotName } from '../../../src/holding/slot.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { createGround, type Ground } from './ground.ts';

let ground: Ground;
beforeEach(async () => {
  ground = await createGround();
});
afterEach(() => ground.aws.close());

function allow(at: 'roles' | 'groups', who: string, Action: string): void {
  const Statement = [{ Effect: 'Allow', Action, Resource: '*' }];
  ground.aws.account(JUMP).putPolicy(at, who, 'more', { Version: '2012-10-17', Statement });
}

describe('a name that is typed in another case than AWS has it', () => {
  test('is the same group: who is in it is seen to be', async () => {
    ground.aws.account(JUMP).join('aiko.sato', 'prod-operators');
    const seen = await ground.observe(['Prod-Operators']);
    const id = { kind: 'member', group: 'Prod-Operators' };
    expect(seen).toMatchObject({ found: [{ id }] });
  });

  test('is no user: what forces the name on sessions would never meet it', async () => {
    const asked = await ground.preflight('prod-db', { user: 'Aiko.Sato' });
    expect(asked).toMatchObject({ ok: false, code: 'principal-missing' });
  });
});

describe('a look at a person', () => {
  test('whose fenced role is gone sees what else there is of theirs', async () => {
    ground.aws.account(PRODUCTION).deleteRole('ProdDbOperator');
    ground.aws.account(JUMP).join('aiko.sato', 'prod-operators');
    const seen = await ground.observe();
    expect(seen).toMatchObject({ principal: 'present', found: [{ id: { kind: 'member' } }] });
  });

  test('whose fenced role is in an account the file lost does not see it gone', async () => {
    const role = { account: '999900001111', name: 'ProdDbOperator' };
    const seen = await ground.provider.observe({
      holder: ground.holder,
      targets: [],
      groups: [],
      places: [{ on: 'role', role, userid: '*:aiko.sato' }],
      sessions: [],
      signal: AbortSignal.timeout(8_000),
    });
    expect(seen.unread?.places).toEqual(['role:999900001111:ProdDbOperator']);
  });

  test('whose group of schedules is gone is done all the same', async () => {
    allow('roles', 'prod-access', 'scheduler:ListSchedules');
    const schedules = { group: 'gone', role: `arn:aws:iam::${JUMP}:role/ProdAccessRunbookRevoker` };
    const seen = await ground.provider.observe({
      holder: ground.holder,
      targets: [],
      groups: [],
      places: [{ on: 'schedule', in: { ...schedules, region: 'us-east-1' } }],
      sessions: [],
      signal: AbortSignal.timeout(8_000),
    });
    expect(seen).toMatchObject({ principal: 'present', found: [] });
  });

  test('is refused as a whole, and nothing is left behind, where a group is not read', async () => {
    allow('groups', 'prod-operators', 's3:ListBucket');
    // The list is slow, and fails after the policy whose name is known already.
    const list = ground.aws.faults.add({
      kind: 'hang',
      action: 'ListAttachedGroupPolicies',
      ms: 300,
    });
    ground.aws.faults.add({ kind: 'denied', action: 'GetGroupPolicy', times: 9 });
    const look = ground.preflight('prod-ops');
    await expect(look).rejects.toMatchObject({ code: 'aws-refused' });
    list.remove();
  });
});

describe('a user that is called otherwise now', () => {
  test('is not gone: what was given to it is there, and no look says that it is not', async () => {
    ground.aws.account(JUMP).renameUser('aiko.sato', 'aiko.tanaka');
    await expect(ground.observe()).rejects.toMatchObject({
      code: 'aws-refused',
      message: 'The user aiko.sato is called aiko.tanaka now; call it as before.',
    });
  });
});

describe('a walk over all that carries a mark', () => {
  async function walked(
    ms = 8_000,
  ): Promise<{ readonly found: readonly string[]; readonly why?: string }> {
    const found: string[] = [];
    const groups = [{ account: JUMP, group: 'prod-operators' }];
    try {
      for await (const one of ground.provider.survey(groups, AbortSignal.timeout(ms))) {
        found.push(`${one.user} ${slotName(one.slot)}`);
      }
      return { found };
    } catch (error) {
      return { found, why: String(error) };
    }
  }

  test('goes on past what cannot be read, and says so in the end', async () => {
    ground.aws.account(JUMP).join('aiko.sato', 'prod-operators');
    ground.aws.faults.add({ kind: 'denied', action: 'ListUsers', times: 9 });
    const { found, why } = await walked();
    expect(found).toEqual(['aiko.sato member:prod-operators']);
    expect(why).toContain('iam:ListUsers');
  });

  test('takes no notice of a user who is deleted meanwhile', async () => {
    const jump = ground.aws.account(JUMP);
    jump.join('aiko.sato', 'prod-operators');
    for (const name of ['zoe.early', 'zoe.late']) jump.createUser(name, {});
    // Whoever is asked about has just been deleted, but for aiko.
    ground.aws.faults.add({
      kind: 'hang',
      ms: 0,
      action: 'ListUserPolicies',
      times: 99,
      when: () => {
        for (const name of ['zoe.early', 'zoe.late']) if (jump.user(name)) jump.deleteUser(name);
        return false;
      },
    });
    expect(await walked()).toEqual({ found: ['aiko.sato member:prod-operators'] });
  });

  test('sees who is in a group though the users are too many for the time there is', async () => {
    ground.aws.account(JUMP).join('aiko.sato', 'prod-operators');
    ground.aws.faults.add({ kind: 'hang', action: 'ListUserPolicies', ms: 2_000, times: 99 });
    const { found, why } = await walked(1_000);
    expect(found).toEqual(['aiko.sato member:prod-operators']);
    expect(why).toBeDefined();
  });

  test('goes on past one user who cannot be read, and says so in the end', async () => {
    const jump = ground.aws.account(JUMP);
    const Statement = [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }];
    const fence = 'prod-access-demo01-fence-0123456789ab-1';
    for (const user of ['aiko.sato', 'ben.ito']) {
      if (!jump.user(user)) jump.createUser(user, {});
      jump.putPolicy('users', user, fence, { Version: '2012-10-17', Statement });
    }
    ground.aws.faults.add({ kind: 'denied', action: 'ListUserTags', times: 1 });
    const { found, why } = await walked();
    expect(found).toEqual([
      'aiko.sato fence:user:0123456789ab:1',
      'ben.ito fence:user:0123456789ab:1',
    ]);
    expect(why).toContain('iam:ListUserTags');
  });
});
