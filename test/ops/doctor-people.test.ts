/** What `doctor` says of the people of the file. */

import { expect, test } from 'vitest';
import { doctor } from '../../src/ops/doctor.ts';
import { healthy } from './doctor-looks.ts';

test('what is wrong with the users of all people alike is said once', async () => {
  const why = 'no credentials of AWS were found';
  const silent = { ...healthy, uniqueId: () => Promise.reject(new Error(why)) };
  const { ok, lines } = await doctor(silent);
  expect(ok).toBe(false);
  expect(lines.filter((line) => line.includes(why))).toEqual([
    `WRONG Users of all 5 people: ${why}`,
  ]);
  const some = await doctor({
    ...healthy,
    uniqueId: async (_, { user }) => (user.startsWith('aiko') ? undefined : user),
  });
  expect(some.lines.filter((line) => /^(WRONG|ok {3}) IAM user of/.test(line))).toHaveLength(5);
});
