/** An organisation of several workspaces: who clicks there is who typed there, and no stranger. */

import { afterEach, describe, expect, test } from 'vitest';
import { personKey } from '../../../src/kernel/brand.ts';
import { card, refOf } from '../../contract/chat.ts';
import { type Bench, startBench } from './bench.ts';

const OURS = 'T0STANDIN';
const BUTTON = {
  action: 'approve',
  label: 'Approve',
  value: `PA-7K3M2.${'0'.repeat(32)}`,
} as const;
const keyOf = (id: string) => personKey('slack', OURS, id);

let bench: Bench;
afterEach(() => bench.stop());

async function start(mode: 'http' | 'socket'): Promise<void> {
  bench = await startBench(mode);
  bench.workspace.change((state) => {
    state.app = { ...state.app, enterpriseId: 'E0ORG' };
  });
}

async function clicks(user: string): Promise<void> {
  const shown = { ...card('open'), buttons: [BUTTON] };
  const posted = await bench.slack.chat.postCard('C_PROD', shown, AbortSignal.timeout(5_000));
  await bench.workspace.as(user).click('C_PROD', refOf(posted).message, 'Approve');
}

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  test('a person is one, whichever of their workspaces Slack names', async () => {
    await start(mode);
    const { workspace, engine, slack } = bench;
    workspace.change(({ people }) => {
      const teams = ['T0SISTER', OURS];
      people['U_BEN'] = { ...people['U_BEN']!, teamId: 'T0SISTER', teams };
    });
    const ben = workspace.as('U_BEN');
    await (await ben.command('/prod-access')).untilView('What do you need?');
    await ben.submitView({ entitlement: 'prod-db', time: '2h', why: 'x' });
    await clicks('U_BEN');
    const one = keyOf('U_BEN');
    await expect.poll(() => engine.heard.map(({ actor }) => actor)).toEqual([one, one, one]);
    expect(await slack.directory.account(one, 0)).toMatchObject({ standing: 'member' });
  });

  test('who comes from elsewhere is a stranger all the same', async () => {
    await start(mode);
    const { workspace, engine, slack } = bench;
    workspace.change(({ channels }) => {
      const channel = channels['C_PROD']!;
      channels['C_PROD'] = { ...channel, members: [...channel.members, 'U_FINN'] };
    });
    await clicks('U_FINN');
    await expect.poll(() => engine.heard).toMatchObject([{ actor: keyOf('U_FINN') }]);
    expect(await slack.directory.account(keyOf('U_FINN'), 0)).toMatchObject({
      standing: 'stranger',
    });
  });
});
