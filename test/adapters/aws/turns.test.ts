/** Who waits in line for an action of AWS: in order, so many at a time, and not for ever. */

import { expect, test } from 'vitest';
import { createTurns } from '../../../adapters/aws/turns.ts';

const NEVER = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

function ground(most: number) {
  const turns = createTurns(most);
  const begun: string[] = [];
  const open = new Map<string, PromiseWithResolvers<void>>();
  const come = (name: string, signal = NEVER, isFirst = false) =>
    turns.run(
      async () => {
        begun.push(name);
        const held = Promise.withResolvers<void>();
        open.set(name, held);
        await held.promise;
        return name;
      },
      signal,
      isFirst,
    );
  const leave = (name: string) => open.get(name)?.resolve();
  return { turns, begun, come, leave, open };
}

test('so many at a time, and the others as they came', async () => {
  const { turns, begun, come, leave } = ground(2);
  const all = ['a', 'b', 'c', 'd'].map((name) => come(name));
  await settle();
  expect([begun.join(''), turns.waiting]).toEqual(['ab', 2]);
  leave('b');
  await settle();
  expect([begun.join(''), turns.waiting]).toEqual(['abc', 1]);
  for (const name of ['a', 'c']) leave(name);
  await settle();
  leave('d');
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
  expect(turns.waiting).toBe(0);
});

test('what serves many is before them all', async () => {
  const { begun, come, leave } = ground(1);
  void come('a');
  void come('b');
  void come('list', NEVER, true);
  await settle();
  leave('a');
  await settle();
  expect(begun).toEqual(['a', 'list']);
});

test('whoever cannot wait longer leaves the line, and nothing was done', async () => {
  const { turns, begun, come, leave } = ground(1);
  const late = new AbortController();
  void come('a');
  const b = come('b', late.signal);
  const c = come('c');
  late.abort();
  await expect(b).rejects.toMatchObject({ code: 'aws-throttled' });
  expect(turns.waiting).toBe(1);
  leave('a');
  await settle();
  leave('c');
  expect(await c).toBe('c');
  expect(begun).toEqual(['a', 'c']);
  await expect(come('d', late.signal)).rejects.toMatchObject({ code: 'aws-throttled' });
});

test('a turn that fails is given on like any other', async () => {
  const { turns, begun, come, open } = ground(1);
  const a = come('a');
  void come('b');
  await settle();
  open.get('a')?.reject(new Error('AWS is away'));
  await expect(a).rejects.toThrow('AWS is away');
  await settle();
  expect([begun.join(''), turns.waiting]).toEqual(['ab', 0]);
});
