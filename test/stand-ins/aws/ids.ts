/** Unique ids as AWS spells them, drawn from a counter so that a run can be repeated. */

import { createHash } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export interface Ids {
  /** How many were drawn: part of a snapshot, lest a restored account hands one out twice. */
  drawn: number;
  next(prefix: 'AIDA' | 'AGPA' | 'AROA' | 'ANPA'): string;
  accessKeyId(prefix: 'AKIA' | 'ASIA'): string;
  secret(length: number): string;
  requestId(): string;
}

export function createIds(): Ids {
  const hash = (kind: string) =>
    createHash('sha256')
      .update(`${kind}:${ids.drawn++}`)
      .digest();
  const letters = (prefix: string, length: number) =>
    prefix + [...hash(prefix).subarray(0, length)].map((byte) => ALPHABET[byte % 32]).join('');
  const ids: Ids = {
    drawn: 0,
    next: (prefix) => letters(prefix, 17),
    accessKeyId: (prefix) => letters(prefix, 16),
    secret: (length) => {
      let text = '';
      while (text.length < length) text += hash('secret').toString('base64url');
      return text.slice(0, length);
    },
    requestId: () => {
      const hex = hash('request').toString('hex');
      const at = [0, 8, 12, 16, 20, 32];
      return at
        .slice(1)
        .map((end, i) => hex.slice(at[i], end))
        .join('-');
    },
  };
  return ids;
}
