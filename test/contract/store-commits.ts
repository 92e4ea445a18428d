/** What a store promises of commits and of work that is due. */

import { expect, test } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { fact, headOf, NOON } from './store-samples.ts';

export function commits(store: () => Store): void {
  test('what was committed is what is loaded', async () => {
    const index = { person: 'slack:T1:U1', entitlement: 'prod-db', due: { chat: NOON, log: 5 } };
    const head = headOf('case/PA-7K3M2', { events: [fact(NOON), fact(NOON + 1)], index });
    expect(await store().commit(head)).toBe('committed');
    expect(await store().load(head.key)).toEqual(head);
  });

  test('a record nobody committed is absent', async () => {
    expect(await store().load('case/PA-00000')).toBeUndefined();
  });

  test('a commit lands only on the version just before its own', async () => {
    const head = headOf('case/PA-7K3M2');
    expect(await store().commit({ ...head, version: 2 })).toBe('conflict');
    expect(await store().load(head.key)).toBeUndefined();
    expect(await store().commit(head)).toBe('committed');
    expect(await store().commit(head)).toBe('conflict');
    expect(await store().commit({ ...head, version: 3 })).toBe('conflict');
    expect(await store().commit({ ...head, version: 2, body: 'next' })).toBe('committed');
    expect(await store().load(head.key)).toMatchObject({ version: 2, body: 'next' });
  });

  test('of fifty commits racing from one version exactly one wins, whole', async () => {
    const key = 'holding/111122223333:AIDA1';
    await store().commit(headOf(key));
    const race = Array.from({ length: 50 }, (_, n) =>
      headOf(key, { version: 2, body: { n }, index: { state: `by ${n}`, due: { page: n } } }),
    );
    const answers = await Promise.all(race.map((head) => store().commit(head)));
    expect(answers.filter((answer) => answer === 'committed')).toHaveLength(1);
    const winner = race[answers.indexOf('committed')];
    expect(await store().load(key)).toEqual(winner);
    expect(await store().due('page', NOON, 99)).toHaveLength(1);
  });

  test('a version that counts from zero is a fault', async () => {
    await expect(store().commit(headOf('case/PA-7K3M2', { version: 0 }))).rejects.toThrow(
      'version',
    );
  });

  test('text of any kind comes back unharmed, and undefined stays out', async () => {
    const body = {
      text: 'a\0b\ud800c\u2028 日本 "\\\n',
      list: [null, 1.5, true],
      absent: undefined,
    };
    await store().commit(headOf('case/PA-7K3M2', { body }));
    const loaded = await store().load('case/PA-7K3M2');
    expect(loaded?.body).toStrictEqual({ text: body.text, list: body.list });
  });

  test('changing what was loaded or committed does not change the store', async () => {
    const body = { list: [1] };
    const head = headOf('case/PA-7K3M2', { body });
    await store().commit(head);
    body.list.push(2);
    const loaded = await store().load(head.key);
    if (loaded) (loaded.body as typeof body).list.push(3);
    expect((await store().load(head.key))?.body).toEqual({ list: [1] });
  });
}

export function dueWork(store: () => Store): void {
  test('work is due in its lane, the longest due first, in its very millisecond', async () => {
    const due = { a: NOON, b: NOON - 2, c: NOON - 1, d: NOON + 1 };
    for (const [name, chat] of Object.entries(due)) {
      await store().commit(headOf(`case/${name}`, { index: { due: { chat } } }));
    }
    const keys = async (limit: number) =>
      (await store().due('chat', NOON, limit)).map((row) => row.key);
    expect(await keys(9)).toEqual(['case/b', 'case/c', 'case/a']);
    expect(await keys(1)).toEqual(['case/b']);
    expect(await store().due('holding', NOON, 9)).toEqual([]);
  });

  test('one lane is settled without touching the others', async () => {
    const head = headOf('case/a', { index: { due: { chat: 1, holding: 2 } } });
    await store().commit(head);
    const index = { ...head.index, due: { holding: 3 } };
    await store().commit({ ...head, version: 2, index });
    expect(await store().due('chat', NOON, 9)).toEqual([]);
    expect(await store().due('holding', NOON, 9)).toEqual([{ key: 'case/a', dueMs: 3 }]);
  });

  test('a commit that conflicts makes nothing due', async () => {
    await store().commit(headOf('case/a', { index: { due: { chat: 1 } } }));
    await store().commit(headOf('case/a', { index: { due: { page: 1 } } }));
    expect(await store().due('page', NOON, 9)).toEqual([]);
    expect(await store().due('chat', NOON, 9)).toHaveLength(1);
  });

  test('a fraction of a millisecond never makes work due early', async () => {
    await store().commit(headOf('case/a', { index: { due: { chat: 1.25 } } }));
    expect(await store().due('chat', 1, 9)).toEqual([]);
    expect(await store().due('chat', 2, 9)).toEqual([{ key: 'case/a', dueMs: 2 }]);
  });

  test('a time that is no time is a fault, and nothing is written', async () => {
    const never = headOf('case/a', { index: { due: { chat: Number.NaN } } });
    await expect(store().commit(never)).rejects.toMatchObject({ code: 'store-failed' });
    expect(await store().load('case/a')).toBeUndefined();
  });
}
