/** Signatures without a server: how long they are good for, and how long they are remembered. */

import { describe, expect, test } from 'vitest';
import { createSignatureCheck } from '../../../adapters/slack/signature.ts';
import { sign } from '../../stand-ins/slack/signature.ts';

describe('the memory for signatures', () => {
  const SECRET = 'a secret of sixteen signs';
  const body = 'command=%2Fprod-access';
  const AT_SEC = 1_800_000_000;
  const once = {
    body,
    timestamp: String(AT_SEC),
    signature: sign(SECRET, AT_SEC, body),
  };

  test('is longer than any signature is good for', () => {
    const signatures = createSignatureCheck(SECRET);
    expect(signatures.check(once, (AT_SEC - 300) * 1000)).toBe('genuine');
    expect(signatures.check(once, (AT_SEC + 300) * 1000)).toBe('replayed');
    expect(signatures.check(once, (AT_SEC + 301) * 1000)).toBe('forged');
  });

  test('is not emptied by other requests that come between', () => {
    const signatures = createSignatureCheck(SECRET);
    const other = (atSec: number) => ({
      body,
      timestamp: String(atSec),
      signature: sign(SECRET, atSec, body),
    });
    signatures.check(other(AT_SEC - 599), (AT_SEC - 599) * 1000);
    expect(signatures.check(once, (AT_SEC - 1) * 1000)).toBe('genuine');
    signatures.check(other(AT_SEC + 2), (AT_SEC + 2) * 1000);
    expect(signatures.check(once, (AT_SEC + 300) * 1000)).toBe('replayed');
  });

  test.each(['', '   ', 'short'])('is no use with the secret "%s": refused at start', (secret) => {
    expect(() => createSignatureCheck(secret)).toThrow('signing secret');
  });
});
