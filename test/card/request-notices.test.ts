/** Messages about requests that were filed at AWS and are not carried here. */

import { describe, expect, test } from 'vitest';
import { plainLine } from '../../src/card/line.ts';
import { deniedByAwsNotice, leftNotice } from '../../src/card/request-notices.ts';
import type { NodeRequest } from '../../src/catalog/node-request.ts';
import type { Notice } from '../../src/card/card.ts';
import type { Locale } from '../../src/kernel/person.ts';
import { refuse } from '../../src/kernel/refusal.ts';

const FILED: NodeRequest = {
  account: '444455556666',
  region: 'ap-northeast-1',
  opsItem: 'oi-0123456789ab',
  requester: {
    arn: 'arn:aws:iam::444455556666:user/aiko.sato',
    uniqueId: 'AIDA1',
    is: { kind: 'user', user: 'aiko.sato' },
  },
  node: 'i-0123456789abcdef0',
  reason: 'a slow query',
  durationMs: 3_600_000,
  createdMs: 0,
  status: 'rejected',
  lastBy: '',
  owner: '',
};
const no = refuse('iam-user-request', { user: 'aiko.sato' });
const reader = (locale: Locale) => ({ locale, zone: 'Asia/Tokyo' });
const said = ({ lines }: Notice, locale: Locale) =>
  lines.map((line) => plainLine(line, reader(locale))).join('\n');

describe('a request that AWS denied by itself', () => {
  test('is explained to who filed it, with what to do', () => {
    const words = said(deniedByAwsNotice(FILED, no, reader('en')), 'en');
    expect(words).toContain('AWS has denied your access request oi-0123456789ab');
    expect(words).toContain('Take on a role');
    expect(said(deniedByAwsNotice(FILED, no, reader('ja')), 'ja')).toContain('ロールを引き受ける');
  });
});

describe('operators are told', () => {
  test.each([
    ['left', 'whoever approves at AWS decides'],
    ['rejected', 'rejected at AWS'],
    ['denied', 'AWS has denied it'],
  ] as const)('what becomes of one that is %s', (how, words) => {
    const text = said(leftNotice(FILED, no, how, reader('en')), 'en');
    expect(text).toContain('user/aiko.sato');
    expect(text).toContain(words);
  });
});
