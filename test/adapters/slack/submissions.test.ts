/** Forms that are sent: errors beside their fields, slow answers, and nothing typed ever lost. */

import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/engine/reply.ts';
import { useBench } from './bench.ts';
import { no, requestForm, saying } from './fixed-engine.ts';

const FILLED = { entitlement: 'prod-db', time: '2h', why: 'The replica is stuck' };

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  const bench = useBench(mode);
  const ben = () => bench().workspace.as('U_BEN');
  const openForm = async () => {
    await (await ben().command('/prod-access')).untilView('What do you need?');
    return ben();
  };
  const kept = () => {
    const values = ben().view?.typed ?? {};
    return [values['time']?.['time']?.['value'], values['why']?.['why']?.['value']];
  };

  test('what was typed reaches the engine, and the form closes', async () => {
    const answer = await (await openForm()).submitView(FILLED);
    expect(answer.shown).toBeUndefined();
    expect(ben().view).toBeUndefined();
    expect(bench().engine.heard.at(-1)).toEqual({
      actor: 'slack:T0STANDIN:U_BEN',
      form: { kind: 'request', typed: FILLED },
    });
  });

  test('what is to be said about it comes as a direct message', async () => {
    bench().engine.answers.submit = { kind: 'done', notice: saying('PA-7K3M2 was requested.') };
    await (await openForm()).submitView(FILLED);
    await ben().untilDm('PA-7K3M2 was requested.');
  });

  test('a mistake stands at its field, and everything typed stays', async () => {
    bench().engine.answers.submit = { kind: 'mend', problems: { time: 'At most 4 h.' } };
    const answer = await (await openForm()).submitView(FILLED);
    expect(answer.errors).toEqual({ time: 'At most 4 h.' });
    expect(kept()).toEqual(['2h', 'The replica is stuck']);
  });

  test('a mistake in a field that is not shown stands at the first one that is', async () => {
    const problems = { ticket: 'INC- and digits.', time: 'At most 4 h.' };
    bench().engine.answers.submit = { kind: 'mend', problems };
    const answer = await (await openForm()).submitView(FILLED);
    expect(answer.errors).toEqual({ entitlement: 'INC- and digits.', time: 'At most 4 h.' });
  });

  test('a refusal stands above the form, once, and everything typed stays', async () => {
    const { engine } = bench();
    engine.answers.submit = no('You have three open requests already.');
    await (await openForm()).submitView(FILLED);
    const view = await ben().untilView('You have three open requests already.');
    expect(kept()).toEqual(['2h', 'The replica is stuck']);
    engine.answers.submit = no('This was denied an hour ago.');
    await ben().submitView();
    const words = bench().workspace.plainText(await ben().untilView('denied an hour ago'));
    expect(words).not.toContain('three open requests');
    expect(ben().view?.blocks).toHaveLength(view.blocks.length);
  });

  test('a form drawn anew by the engine takes the place of the one that was sent', async () => {
    bench().engine.answers.submit = { kind: 'form', form: requestForm({ note: 'Look again.' }) };
    await (await openForm()).submitView(FILLED);
    await ben().untilView('Look again.');
  });

  test('when the engine breaks, the form stays and says that it is not certain', async () => {
    bench().engine.answers.submit = () => {
      throw new Error('disk full');
    };
    await (await openForm()).submitView(FILLED);
    await ben().untilView('may or may not have been received');
    expect(kept()).toEqual(['2h', 'The replica is stuck']);
  });
});

describe('an engine that has to wait for AWS', () => {
  const bench = useBench('http');
  const ben = () => bench().workspace.as('U_BEN');

  /** Sends the form, and lets the engine answer only when the person has seen it checking. */
  async function slowly(reply: Reply, meanwhile: () => Promise<unknown> = async () => {}) {
    const { promise, resolve } = Promise.withResolvers<Reply>();
    bench().engine.answers.submit = () => promise;
    await (await ben().command('/prod-access')).untilView('What do you need?');
    const answer = await ben().submitView(FILLED);
    expect(answer.shown).toBeUndefined();
    expect(answer.ackMs).toBeLessThan(3_000);
    await ben().untilView('Checking with AWS…');
    await meanwhile();
    resolve(reply);
  }

  test('is waited for on a screen that says so, and that then says what came of it', async () => {
    await slowly({ kind: 'done', notice: saying('PA-7K3M2 was requested.') });
    await ben().untilView('PA-7K3M2 was requested.');
    expect(ben().dms).toEqual([]);
  });

  test('brings the form back with all that was typed, and the mistakes above it', async () => {
    await slowly({ kind: 'mend', problems: { time: 'At most 4 h.' } });
    const view = await ben().untilView('At most 4 h.');
    expect(view.typed['time']?.['time']).toMatchObject({ value: '2h' });
    expect(view.typed['why']?.['why']).toMatchObject({ value: 'The replica is stuck' });
    const chosen = view.typed['entitlement']?.['entitlement']?.['selected_option'];
    expect(chosen).toMatchObject({ value: 'prod-db' });
  });

  test('brings back the nodes that were picked as well', async () => {
    const { engine } = bench();
    engine.answers.command = { kind: 'form', form: requestForm({ nodes: true }) };
    engine.answers.choices = () =>
      ['i-1', 'i-2', 'i-3'].map((value) => ({ value, label: value, detail: 'online' }));
    const { promise, resolve } = Promise.withResolvers<Reply>();
    engine.answers.submit = () => promise;
    await (await ben().command('/prod-access')).untilView('Which nodes?');
    await ben().suggest('nodes:prod-db', '');
    await ben().submitView({ ...FILLED, 'nodes:prod-db': ['i-1', 'i-3'] });
    await ben().untilView('Checking with AWS…');
    resolve(no('AWS did not answer.'));
    const view = await ben().untilView('AWS did not answer.');
    const held = view.typed['nodes:prod-db']?.['nodes:prod-db'];
    expect(held).toMatchObject({ selected_options: [{ value: 'i-1' }, { value: 'i-3' }] });
    expect(engine.heard.at(-1)?.form?.typed).toMatchObject({ 'nodes:prod-db': 'i-1 i-3' });
  });

  test('answers by direct message whoever closed the screen meanwhile', async () => {
    await slowly(no('The role is gone.'), () => ben().closeView());
    await ben().untilDm('The role is gone.');
  });
});
