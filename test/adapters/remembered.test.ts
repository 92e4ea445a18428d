/** What is remembered: for as long as it may be old, asked for once, and never a failure. */

import { expect, test } from 'vitest';
import { createRemembered } from '../../adapters/chats/remembered.ts';

function bench() {
  const asked: string[] = [];
  const at = { ms: 0 };
  const remembered = createRemembered({
    clock: { monotonicMs: () => at.ms },
    most: 2,
    find: async (key: string) => {
      asked.push(key);
      if (key === 'down') throw new Error('no answer');
      return `${key} at ${at.ms}`;
    },
  });
  return { asked, at, remembered };
}

test('many who ask at once are one question', async () => {
  const { asked, remembered } = bench();
  const said = await Promise.all([remembered.get('a', 0), remembered.get('a', 0)]);
  expect([said, asked]).toEqual([['a at 0', 'a at 0'], ['a']]);
});

test('an answer is good for as long as it may be old', async () => {
  const { asked, at, remembered } = bench();
  await remembered.get('a', 1_000);
  at.ms = 999;
  expect(await remembered.get('a', 1_000)).toBe('a at 0');
  at.ms = 1_000;
  expect(await remembered.get('a', 1_000)).toBe('a at 1000');
  expect(asked).toHaveLength(2);
});

test('what could not be found out is asked again, and the unused is forgotten', async () => {
  const { asked, remembered } = bench();
  await expect(remembered.get('down', 1_000)).rejects.toThrow('no answer');
  await expect(remembered.get('down', 1_000)).rejects.toThrow('no answer');
  for (const key of ['a', 'b', 'c', 'a']) await remembered.get(key, 1_000);
  expect(asked).toEqual(['down', 'down', 'a', 'b', 'c', 'a']);
});

test('whoever wants a fresh answer is not given that of a question from before', async () => {
  const at = { ms: 0 };
  const late = Promise.withResolvers<void>();
  let members = 'ben, chika';
  const remembered = createRemembered({
    clock: { monotonicMs: () => at.ms },
    most: 2,
    async find() {
      const seen = members;
      if (at.ms === 0) await late.promise;
      return seen;
    },
  });
  const first = remembered.get('approvers', 60_000);
  at.ms = 5_000;
  members = 'ben'; // chika was taken out of the group, and clicks Approve
  const fresh = remembered.get('approvers', 0);
  late.resolve();
  expect([await first, await fresh]).toEqual(['ben, chika', 'ben']);
});
