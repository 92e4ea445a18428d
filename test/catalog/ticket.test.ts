/** Tickets by pattern. */

import { describe, expect, test } from 'vitest';
import { foldTicket, matchesTicket, ticketExample } from '../../src/catalog/ticket.ts';

describe('a ticket', () => {
  test.each([
    ['INC-####', 'INC-1234', true],
    ['INC-####', 'inc-1234', true],
    ['INC-####', '  INC-1234 ', true],
    ['INC-####', 'ＩＮＣ－１２３４', true],
    ['INC-####', 'INC-123', false],
    ['INC-####', 'INC-12345', false],
    ['INC-####', 'INC-12a4', false],
    ['INC-*', 'INC-1', true],
    ['INC-*', 'INC-123456789', true],
    ['INC-*', 'INC-', false],
    ['INC-*', 'XINC-1', false],
    ['*-*', '1-2', true],
    ['*1', '111', true],
    ['*#', '1', false],
    ['A.#', 'AB1', false],
    ['#', '٣', false],
    ['INC-*', '', false],
  ])('of the form %s, typed %j: %s', (pattern, typed, fits) => {
    expect(matchesTicket(pattern, typed)).toBe(fits);
  });

  test('is judged at once, whatever the pattern', () => {
    const started = performance.now();
    expect(matchesTicket('*'.repeat(40), `${'1'.repeat(99)}x`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test.each(['INC-####', 'INC-*', 'OPS/#.#'])(
    'like the example given for %s would do',
    (pattern) => {
      expect(matchesTicket(pattern, ticketExample(pattern))).toBe(true);
    },
  );

  test('is recorded in one spelling', () => {
    expect(foldTicket(' ｉｎｃ－１２ ')).toBe('INC-12');
  });
});
