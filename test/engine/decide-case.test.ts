/** A case is decided by its groups as they are, though it is not decided anew each time. */

import { expect, test } from 'vitest';
import { decideCase } from '../../src/engine/decide-case.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { decision, request } from '../case-file/sample.ts';
import { configOf, edited } from '../config/example.ts';
import { bench } from './context.ts';

const key = (id: string) => `slack:T0PRODDEMO:${id}` as PersonKey;
const [AIKO, BEN, CHIE, DAI] = ['U0AIKO0001', 'U0BEN00001', 'U0CHIE0001', 'U0DAI00001'].map(key);
const asker = { key: AIKO as PersonKey, keys: [AIKO as PersonKey], name: 'aiko' };

/** The leads are a group of the workspace, which somebody may leave or join at any moment. */
function among(first: readonly (PersonKey | undefined)[]) {
  let leads: readonly (PersonKey | undefined)[] | undefined = first;
  const config = configOf(
    edited(['sre-leads: [ben, chie, dai]', 'sre-leads: { slack_usergroup: S0LEADS001 }']),
  );
  const members = async () => {
    if (!leads) throw new Fault('directory-unreachable', 'Slack does not answer.');
    return leads as readonly PersonKey[];
  };
  const directory = { account: async () => undefined, members };
  const { ctx } = bench({ config, directory });
  const { file } = openCase(request({ requester: asker, beneficiary: asker }), 'DB', decision());
  const decided = async () => {
    const answer = await decideCase(ctx, file, 60_000);
    if (!answer.ok) return answer.code;
    return answer.value.stages[0]?.requirements[0]?.keys;
  };
  const become = (now: typeof leads) => {
    leads = now;
  };
  return { decided, become, file, ctx };
}

test('whoever has left a group since is asked no more, and whoever joined it is', async () => {
  const of = among([BEN, CHIE, DAI]);
  expect(await of.decided()).toEqual([BEN, CHIE, DAI]);
  of.become([BEN, CHIE]);
  expect(await of.decided()).toEqual([BEN, CHIE]);
  of.become([BEN, CHIE, DAI]);
  expect(await of.decided()).toEqual([BEN, CHIE, DAI]);
});

test('a group that is silent decides nothing by what it said before', async () => {
  const of = among([BEN, CHIE]);
  await of.decided();
  of.become(undefined);
  expect(await of.decided()).toBe('directory-silent');
  of.become([BEN, CHIE]);
  expect(await of.decided()).toEqual([BEN, CHIE]);
});

test('of the same facts comes the very same decision', async () => {
  const { ctx, file } = among([BEN, CHIE]);
  const first = await decideCase(ctx, file, 60_000);
  const again = await decideCase(ctx, { ...file, notices: 7 }, 0);
  expect(again.ok && again.value).toBe(first.ok && first.value);
});
