/** What `doctor` says of the clock, as far as the answers of AWS told it. */

import { describe, expect, test } from 'vitest';
import { doctor } from '../../src/ops/doctor.ts';
import { healthy, settings } from './doctor-looks.ts';

describe('the clock of this machine', () => {
  const said = async (skewMs: number | undefined) => {
    const { ok, lines } = await doctor({
      ...healthy,
      settings: () => settings,
      skewMs: async () => skewMs,
    });
    return { ok, text: lines.filter((line) => line.includes(' Clock: ')).join('\n') };
  };

  test('may be half a minute from that of AWS, as those of replicas may be apart', async () => {
    expect(await said(-30_000)).toEqual({
      ok: true,
      text: 'ok    Clock: 30 s away from the clock of AWS',
    });
  });

  test.each([
    ['behind', 31_000],
    ['ahead', -31_000],
  ])('is wrong beyond that: told how far it is %s, and what to do', async (side, skewMs) => {
    const { ok, text } = await said(skewMs);
    expect(ok).toBe(false);
    expect(text).toMatch(new RegExp(`^WRONG Clock: .* 31 s away .* ${side}: nothing .*NTP`));
    expect(text).not.toContain('signed');
  });

  test('is refused by AWS when it is five minutes off', async () => {
    expect((await said(300_000)).text).toContain('AWS refuses calls that are signed so far off.');
  });

  test('is not spoken of where AWS did not answer', async () => {
    expect((await said(undefined)).text).toBe('');
  });
});
