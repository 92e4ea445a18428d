/** Beginning, going on and ending: tokens, sockets that break, and work that is seen through. */

import { afterEach, describe, expect, test } from 'vitest';
import { type Bench, startBench } from './bench.ts';
import { saying } from './fixed-engine.ts';

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.stop();
  bench = undefined;
});

describe('a socket', () => {
  test('that broke is given its envelope again, and there is one effect', async () => {
    bench = await startBench('socket');
    const { workspace, engine } = bench;
    const { promise, resolve } = Promise.withResolvers<void>();
    engine.answers.submit = async () => {
      await promise;
      return { kind: 'mend', problems: { time: 'At most 4 h.' } };
    };
    const ben = workspace.as('U_BEN');
    await (await ben.command('/prod-access')).untilView('What do you need?');
    const filled = { entitlement: 'prod-db', time: '9h', why: 'The replica is stuck' };
    const sent = ben.submitView(filled);
    await expect.poll(() => engine.heard.length).toBe(2);
    workspace.sockets.drop();
    await workspace.until(() => workspace.sockets.count === 1, 5_000);
    await expect.poll(() => bench?.events()).toContain('given-twice');
    resolve();
    // The second sight of it is answered as the first would have been.
    expect((await sent).errors).toEqual({ time: 'At most 4 h.' });
    expect(engine.heard).toHaveLength(2);
  });

  test.each(['auth.test', 'apps.connections.open'])(
    'is not left open by a bot that was told to stop while Slack let %s wait',
    async (method) => {
      bench = await startBench('socket', { outage: true });
      const { workspace, slack, clock } = bench;
      workspace.faults.clear();
      const held = workspace.faults.add({ method, trouble: { kind: 'hang', ms: 500 } });
      clock.turn(10_000);
      await expect.poll(() => held.hits).toBeGreaterThan(0);
      await slack.stop();
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect([workspace.sockets.count, slack.ready()]).toEqual([0, false]);
    },
  );

  test('that Slack takes away is opened again at once', async () => {
    bench = await startBench('socket');
    const { workspace, slack } = bench;
    workspace.sockets.disconnect('refresh_requested');
    await workspace.until(() => workspace.sockets.count === 0);
    await workspace.until(() => workspace.sockets.count === 1, 2_000);
    await expect.poll(() => slack.ready()).toBe(true);
    const answer = await workspace.as('U_AIKO').command('/prod-access');
    await answer.untilView('What do you need?');
  });

  test('comes back after an outage, however long, and is not ready meanwhile', async () => {
    bench = await startBench('socket');
    const { workspace, slack, clock, events } = bench;
    const outage = workspace.faults.add({ trouble: { kind: 'down', how: 'destroy' } });
    workspace.sockets.drop();
    await workspace.until(() => workspace.sockets.count === 0);
    const failures = () => events().filter((event) => event === 'slack-connect-failed').length;
    for (let hour = 1; hour <= 20; hour += 1) {
      await expect.poll(failures, { interval: 5 }).toBeGreaterThanOrEqual(hour);
      expect(slack.ready()).toBe(false);
      clock.turn(15_000);
    }
    outage.remove();
    clock.turn(15_000);
    await workspace.until(() => workspace.sockets.count === 1, 5_000);
    await expect.poll(() => slack.ready()).toBe(true);
  });
});

describe('a start', () => {
  test('with a token of another workspace fails, and says which is which', async () => {
    const other = startBench('http', { settings: { team: 'T0WANTED' } });
    await expect(other).rejects.toThrow(
      'The Slack token is of workspace T0STANDIN (stand-in), but the configuration says T0WANTED.',
    );
  });

  test('with a token that Slack does not know fails', async () => {
    const unknown = startBench('http', { settings: { botToken: 'xoxb-unknown' } });
    await expect(unknown).rejects.toThrow('invalid_auth');
  });

  test('with an app token that Slack does not know fails, and names the variable', async () => {
    const transport = { kind: 'socket', appToken: 'xapp-unknown' } as const;
    const unknown = startBench('socket', { settings: { transport } });
    await expect(unknown).rejects.toThrow(/^SLACK_APP_TOKEN: .*invalid_auth.* connections:write/);
  });

  test('complains about channels in which no card could be posted', async () => {
    const channels = ['C_PROD', 'C_RANDOM', 'C_PARTNER', 'C_NONE'];
    bench = await startBench('http', { settings: { channels } });
    const complaints = bench.logged.filter(({ event }) => event === 'slack-channel-closed');
    expect(complaints.map(({ facts }) => facts)).toEqual([
      { channel: 'C_RANDOM', why: 'not-a-member' },
      { channel: 'C_PARTNER', why: 'shared' },
      { channel: 'C_NONE', why: 'gone' },
    ]);
  });

  test.each(['http', 'socket'] as const)('over %s does not wait for Slack', async (mode) => {
    bench = await startBench(mode, { outage: true });
    const { workspace, slack, clock } = bench;
    expect(slack.ready()).toBe(false);
    workspace.faults.clear();
    clock.turn(10_000);
    await expect.poll(() => slack.ready(), { timeout: 5_000 }).toBe(true);
    const answer = await workspace.as('U_AIKO').command('/prod-access');
    await answer.untilView('What do you need?');
  });
});

describe('a stop', () => {
  test('sees through what is under way, and takes nothing new', async () => {
    bench = await startBench('http');
    const { workspace, slack, engine } = bench;
    const { promise, resolve } = Promise.withResolvers<void>();
    engine.answers.command = async () => {
      await promise;
      return { kind: 'done', notice: saying('PA-7K3M2 was requested.') };
    };
    const answer = await workspace.as('U_AIKO').command('/prod-access', 'prod-db 2h Fix it');
    const stopped: string[] = [];
    const stopping = slack.stop().finally(() => stopped.push('stopped'));
    expect(slack.ready()).toBe(false);
    const late = await workspace.as('U_BEN').command('/prod-access');
    expect(late.status).toBe(503);
    expect(stopped).toEqual([]);
    resolve();
    await stopping;
    expect(answer.whispers).toMatchObject([{ text: 'PA-7K3M2 was requested.' }]);
  });

  test('over a socket leaves what comes meanwhile to the next, and no form closes', async () => {
    bench = await startBench('socket');
    const { workspace, slack, engine } = bench;
    const ben = workspace.as('U_BEN');
    await (await ben.command('/prod-access')).untilView('What do you need?');
    const { promise, resolve } = Promise.withResolvers<void>();
    engine.answers.command = async () => {
      await promise;
      return { kind: 'done', notice: saying('PA-7K3M2 was requested.') };
    };
    await workspace.as('U_AIKO').command('/prod-access', 'prod-db 2h Fix it');
    const stopping = slack.stop();
    const late = ben.submitView({ entitlement: 'prod-db', time: '2h', why: 'It is stuck' });
    await workspace.until(() => workspace.sockets.count === 0, 6_000).finally(resolve);
    await stopping;
    expect([(await late).status, engine.heard.length]).toEqual([0, 2]);
    expect((await late).view).toBeDefined();
  }, 15_000);
});
