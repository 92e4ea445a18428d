/** Break-glass in one line. */

import { describe, expect, test } from 'vitest';
import { readCommand } from '../../src/engine/command-line.ts';
import { NOON } from '../case-file/sample.ts';

const AT = { nowMs: NOON, zone: 'Asia/Tokyo', known: ['prod-db', 'prod-logs', 'mine-shaft'] };
const read = (line: string) => readCommand(line, AT);

describe('break-glass', () => {
  const whole = { entitlement: 'prod-db', time: '30m', why: 'The site is down' };

  test('is an ask in one line, and never filed as one', () => {
    const line = 'break-glass prod-db 30m The site is down';
    expect(read(line)).toEqual({ verb: 'break-glass', typed: whole, isWhole: true });
    expect(read('Break-Glass prod-db 30m')).toMatchObject({ isWhole: false });
    expect(read('break-glass')).toEqual({ verb: 'break-glass', typed: {}, isWhole: false });
  });

  test('of what nobody knows is refused as every ask is', () => {
    expect(read('break-glass staging 30m The site is down')).toMatchObject({
      verb: 'refused',
      refusal: { code: 'entitlement-unknown' },
    });
  });
});
