/** Two operators together: one human with an account in each chat is not two. */

import { expect, test } from 'vitest';
import { endGrant } from '../../src/case-file/end-case.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { writeOffGrant } from '../../src/engine/act-on-case.ts';
import { changeCase, commitCase, loadCase } from '../../src/engine/records.ts';
import { type PersonKey, requestId } from '../../src/kernel/brand.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import type { AutoApproved } from '../../src/policy/decision.ts';
import { decision, request } from '../case-file/sample.ts';
import { configOf, edited } from '../config/example.ts';
import { bench } from './context.ts';

const TENANT = '1b2c3d4e-0000-4000-8000-5f6a7b8c9d0e';
const ID = requestId('PA-7K3M2');
const ERIN_IN_SLACK = 'slack:T0PRODDEMO:U0ERIN0001' as PersonKey;
const ERIN_IN_TEAMS = `teams:${TENANT}:00000000-0000-4000-8000-000000000099` as PersonKey;

test('is not written off by one operator with an account in each chat, unmapped', async () => {
  const config = configOf(
    edited(
      ['  slack: T0PRODDEMO', `  slack: T0PRODDEMO\n  teams: ${TENANT}`],
      ['people: [dai]', 'people: [ops, ops-teams]'],
      [
        '\ngroups:\n',
        '\ngroups:\n  ops: { slack_usergroup: S0OPS00001 }\n' +
          '  ops-teams: { teams_group: 00000000-0000-4000-8000-000000009001 }\n',
      ],
    ),
  );
  const { ctx, clock } = bench({
    config,
    directory: {
      account: async (key) => ({
        key,
        name: 'erin',
        standing: 'member',
        locale: 'en',
        zone: 'UTC',
      }),
      members: async ({ platform }) => [platform === 'slack' ? ERIN_IN_SLACK : ERIN_IN_TEAMS],
    },
    principals: { entries: async () => [] },
  });
  const auto = { ...decision(), kind: 'auto-approved', by: 'small.cedar#0' } as AutoApproved;
  await commitCase(ctx, undefined, openCase(request({ id: ID }), 'Production database', auto));
  await changeCase(ctx, ID, (file, nowMs) => endGrant(file, 'operator', undefined, nowMs));
  clock.turn(5 * MINUTE);
  const first = await writeOffGrant(ctx, ERIN_IN_SLACK, ID, 'The account is closed');
  const second = await writeOffGrant(ctx, ERIN_IN_TEAMS, ID, 'The account is closed');
  expect([first.ok, second.ok]).not.toEqual([true, true]);
  expect((await loadCase(ctx, ID))?.body.grant?.state).toBe('revoking');
});
