/** Requests filed at AWS: who filed one, and which entry of the catalogue it is. */

import { describe, expect, test } from 'vitest';
import type { Entitlement } from '../../src/catalog/entitlement.ts';
import { entryFor, requestEntries, requesterKind } from '../../src/catalog/node-request.ts';
import type { JitnaTarget } from '../../src/catalog/target.ts';
import { HOUR } from '../../src/kernel/time.ts';

const HERE = { account: '444455556666', region: 'ap-northeast-1' };
const DB = 'i-0123456789abcdef0';

const entry = (id: string, target: Partial<JitnaTarget>): Entitlement => ({
  id,
  title: { en: id },
  targets: [{ kind: 'jitna', ...HERE, nodes: [], reach: [], roles: [], mfa: false, ...target }],
  maxMs: HOUR,
  questions: [],
  channel: 'C0APPROVE1',
  tags: {},
});
const ALL = entry('all', {});
const TAGGED = entry('tagged', { tag: { key: 'app', value: 'db' } });
const NAMED = entry('named', { nodes: [DB] });
const tagged = new Map([['app=db', [DB]]]);
const found = (entries: readonly Entitlement[], node = DB, region = HERE.region) =>
  entryFor({ ...HERE, region, node }, requestEntries(entries), tagged)?.entitlement.id;

describe('the entry of a request', () => {
  test('is the one that names the node, before one by tag, before one for all', () => {
    expect(found([ALL, TAGGED, NAMED])).toBe('named');
    expect(found([ALL, TAGGED])).toBe('tagged');
    expect(found([ALL])).toBe('all');
  });

  test('is none where no entry leads to the node, or only one elsewhere', () => {
    expect(found([TAGGED, NAMED], 'i-0fedcba9876543210')).toBeUndefined();
    expect(found([ALL, TAGGED, NAMED], DB, 'eu-west-1')).toBeUndefined();
  });
});

describe('who filed it', () => {
  test('is a role session by its name, or an IAM user under whatever path', () => {
    expect(requesterKind('arn:aws:sts::444455556666:assumed-role/ProdRequester/aiko')).toEqual({
      kind: 'session',
      role: 'ProdRequester',
      name: 'aiko',
    });
    expect(requesterKind('arn:aws:iam::444455556666:user/humans/aiko.sato')).toEqual({
      kind: 'user',
      user: 'aiko.sato',
    });
    expect(requesterKind('arn:aws:iam::444455556666:root')).toEqual({ kind: 'other' });
  });
});
