/** Commands, clicks and searches through the real Bolt, over both transports. */

import { describe, expect, test } from 'vitest';
import { useBench } from './bench.ts';
import { no, requestForm, saying } from './fixed-engine.ts';

const TEAM = 'T0STANDIN';

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  const bench = useBench(mode);
  const aiko = () => bench().workspace.as('U_AIKO');

  async function card(): Promise<string> {
    const value = `PA-7K3M2.${'0'.repeat(32)}`;
    const button = { action: 'approve', label: 'Approve', style: 'primary', value } as const;
    const posted = await bench().slack.chat.postCard(
      'C_PROD',
      {
        headline: 'Production database, 2 h',
        status: [{ text: 'waiting' }],
        tone: 'waiting',
        facts: [],
        notes: [],
        buttons: [button],
        summary: 'aiko asks',
      },
      AbortSignal.timeout(5_000),
    );
    if (!posted.ok) throw new Error(posted.why);
    return posted.ref.message;
  }

  test('a command opens the form', async () => {
    const answer = await aiko().command('/prod-access');
    const view = await answer.untilView('What do you need?');
    expect(answer.shown).toBeUndefined();
    expect(view.definition).toMatchObject({ callback_id: 'request' });
    expect(bench().engine.heard).toEqual([{ actor: `slack:${TEAM}:U_AIKO`, line: '' }]);
  });

  test('a command is acknowledged while the engine still thinks', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    bench().engine.answers.command = async () => {
      await promise;
      return { kind: 'done', notice: saying('PA-7K3M2 was requested.') };
    };
    const answer = await aiko().command('/prod-access', 'prod-db 2h Fix it');
    expect(answer.ackMs).toBeLessThan(1_000);
    expect(answer.whispers).toEqual([]);
    resolve();
    await answer.untilWhisper('PA-7K3M2 was requested.');
  });

  test('what was typed arrives as typed, with mentions as names', async () => {
    const { workspace, engine } = bench();
    const typed = 'prod-db 2h <@U_BEN|ben> said a &lt; b &amp;&amp; c';
    const answer = await workspace.as('U_AIKO').command('/prod-access', typed);
    await answer.untilView('What do you need?');
    expect(engine.heard).toMatchObject([{ line: 'prod-db 2h @ben said a < b && c' }]);
  });

  test('a click is whispered about to the one who clicked', async () => {
    bench().engine.answers.press = no('You cannot approve your own request.');
    const ts = await card();
    const answer = await aiko().click('C_PROD', ts, 'Approve');
    await answer.untilWhisper('You cannot approve your own request.');
    expect(bench().engine.heard).toEqual([
      {
        actor: `slack:${TEAM}:U_AIKO`,
        press: {
          action: 'approve',
          value: `PA-7K3M2.${'0'.repeat(32)}`,
          place: { channel: 'C_PROD', message: ts },
        },
      },
    ]);
  });

  test('a click may open a form', async () => {
    bench().engine.answers.press = { kind: 'form', form: requestForm({ note: 'Shorter?' }) };
    const answer = await aiko().click('C_PROD', await card(), 'Approve');
    await answer.untilView('Shorter?');
  });

  test('another choice in the form draws it anew, and keeps what was typed', async () => {
    const { engine } = bench();
    await (await aiko().command('/prod-access')).untilView('Choose one.');
    aiko().enter({ why: 'The replica is stuck' });
    engine.answers.redraw = { kind: 'form', form: requestForm({ note: 'Up to 4 h.' }) };
    const answer = await aiko().choose('entitlement', 'prod-db');
    const view = await answer.untilView('Up to 4 h.');
    expect(view.typed['why']?.['why']).toMatchObject({ value: 'The replica is stuck' });
    expect(engine.heard.at(-1)?.form).toEqual({
      kind: 'request',
      typed: { entitlement: 'prod-db', why: 'The replica is stuck' },
    });
  });

  test('of two choices in a row the later is shown, though the earlier was drawn', async () => {
    const { engine } = bench();
    await (await aiko().command('/prod-access')).untilView('Choose one.');
    const { promise: later, resolve } = Promise.withResolvers<void>();
    const notes = ['The database.', 'The queue.'];
    engine.answers.redraw = async () => {
      const note = notes.shift() ?? '';
      if (note === 'The queue.') await later;
      return { kind: 'form', form: requestForm({ note }) };
    };
    await Promise.all(['prod-db', 'prod-queue'].map((one) => aiko().choose('entitlement', one)));
    await aiko().untilView('The database.');
    resolve();
    const view = await aiko().untilView('The queue.');
    const chosen = { selected_option: { value: 'prod-queue' } };
    expect(view.typed['entitlement']?.['entitlement']).toMatchObject(chosen);
  });

  test('more entitlements than Slack shows are searched for', async () => {
    const { engine } = bench();
    const all = Array.from({ length: 250 }, (_, at) => ({
      value: `db-${at}`,
      label: `Database ${at} ${'of a long name '.repeat(8)}`,
    }));
    engine.answers.command = { kind: 'form', form: requestForm({ long: true }) };
    engine.answers.choices = (typed) => all.filter(({ value }) => value.includes(typed));
    await (await aiko().command('/prod-access')).untilView('What do you need?');
    const found = await aiko().suggest('entitlement', 'db-2');
    expect(found.shown).toBeUndefined();
    expect(found.options).toHaveLength(61);
    expect((await aiko().suggest('entitlement', 'db')).options).toHaveLength(100);
  });

  test('the Home tab is drawn when it is opened', async () => {
    await aiko().openHome();
    await aiko().untilHome('You hold nothing.');
  });

  test('a form that could not be opened in time is owned up to', async () => {
    const { faults } = bench().workspace;
    faults.add({ method: 'views.open', trouble: { kind: 'error', error: 'expired_trigger_id' } });
    const answer = await aiko().command('/prod-access');
    await answer.untilWhisper('フォームを開けませんでした');
  });

  test('a click on the Home tab is answered, and the tab is drawn anew', async () => {
    const { engine } = bench();
    const value = `PA-7K3M2.${'0'.repeat(32)}`;
    const button = { action: 'done', label: 'I’m done', value } as const;
    engine.answers.home = { ...saying('You hold Production database.'), buttons: [button] };
    await aiko().openHome();
    await aiko().untilHome('You hold Production database.');
    engine.answers.home = saying('You hold nothing.');
    await aiko().clickHome('I’m done');
    await aiko().untilHome('You hold nothing.');
    await aiko().untilDm('Noted.');
    expect(engine.heard).toMatchObject([{ press: { action: 'done', value } }]);
  });

  test('when the engine breaks, the person is told that it is not certain', async () => {
    bench().engine.answers.command = () => {
      throw new Error('disk full');
    };
    const answer = await aiko().command('/prod-access', 'prod-db 2h Fix it');
    await answer.untilWhisper(/確認できていません/);
    expect(bench().events()).toContain('engine-failed');
  });
});
