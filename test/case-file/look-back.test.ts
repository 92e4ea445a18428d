/** Looking back after an end: owed once, at whose deeds, from when to when, and not for ever. */

import { describe, expect, test } from 'vitest';
import { event } from '../../src/audit/event.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import {
  LOOK_BACK_MS,
  lookBackOf,
  lookedBack,
  oweLookBack,
  owedLookBack,
  putOff,
  tryAgainAfter,
} from '../../src/case-file/look-back.ts';
import { dueLanes } from '../../src/case-file/tick-case.ts';
import type { Target } from '../../src/catalog/target.ts';
import type { Grant } from '../../src/grant/grant.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { target as seat } from '../holding/center-seat.ts';
import { pairTarget } from '../holding/runbook-sample.ts';
import { Life } from './life.ts';
import { NOON, request } from './sample.ts';

const END = NOON + HOUR;
const GRANT: Grant = {
  state: 'revoked',
  leases: [],
  approvedMs: NOON,
  startMs: NOON,
  notAfterMs: END + 10 * MINUTE,
  durationMs: HOUR,
  maxTotalMs: HOUR,
  warnings: [],
  warned: [],
  activeMs: NOON + 6 * SECOND,
  endMs: END,
  ending: { by: 'time', atMs: END },
  revokedMs: END + 30 * SECOND,
};
const fileOf = (grant: Partial<Grant> = {}, change = {}): CaseFile => ({
  ...new Life().file,
  request: request({ state: 'approved', ...change }),
  owed: [],
  grant: { ...GRANT, ...grant },
});
const ENDED = event('written-off', END, 'prod-access', { by: [], reason: '' });

describe('what is owed', () => {
  test('is due a quarter of an hour after the end, in a lane of its own', () => {
    const file = oweLookBack(fileOf(), ENDED);
    expect(owedLookBack(file)).toMatchObject({ key: 'look-back', dueMs: END + LOOK_BACK_MS });
    expect(dueLanes(file, END)).toEqual({ trail: END + LOOK_BACK_MS });
  });

  test('after an end that somebody ordered, counts from the proof of the removal', () => {
    const early = { endMs: NOON + MINUTE, revokedMs: NOON + 3 * MINUTE } as const;
    const ending = { by: 'requester', atMs: NOON + MINUTE } as const;
    const file = oweLookBack(fileOf({ ...early, ending }), ENDED);
    expect(owedLookBack(file)?.dueMs).toBe(NOON + 3 * MINUTE + LOOK_BACK_MS);
  });

  test.each([
    ['nothing was ever active', fileOf(), { activeMs: undefined }],
    ['it is still being taken away', fileOf(), { state: 'revoking' }],
    ['it could not be given', fileOf(), { state: 'failed' }],
  ])('is nothing where %s', (_, file, change) => {
    const { activeMs, ...rest } = { ...GRANT, ...change } as Grant;
    const grant = activeMs === undefined ? rest : { ...rest, activeMs };
    expect(oweLookBack({ ...file, grant }, ENDED).owed).toEqual([]);
  });

  test('is nothing by any other fact', () => {
    const warned = event('grant-warned', END, 'prod-access', { beforeMs: 1, endMs: END });
    expect(oweLookBack(fileOf(), warned).owed).toEqual([]);
  });
});

describe('what is looked at', () => {
  const role = (name: string) => ({ account: '111122223333', name });
  const named = { ...role('ProdDbOperator'), maxSessionMs: HOUR, userid: '*:aiko.sato' };
  const targets: readonly Target[] = [
    {
      kind: 'iam-policy',
      account: '444455556666',
      reach: [],
      roles: [role('ProdDbOperator'), role('ProdLogReader')],
      mfa: true,
    },
    {
      kind: 'ssm-node',
      account: '444455556666',
      region: 'ap-northeast-1',
      nodes: ['i-0123456789abcdef0'],
      document: 'ProdAccess-Shell-60m',
      reach: [],
      roles: [],
      mfa: true,
    },
  ];
  const facts = [
    { reach: [], namedRoles: [named], tailMs: 0 },
    { reach: [], namedRoles: [], tailMs: 0 },
  ];

  test('is the holder, roles whose sessions carry their name, and where nodes are', () => {
    expect(lookBackOf(fileOf({}, { targets, facts }))).toMatchObject({
      holder: { user: 'aiko.sato', uniqueId: 'AIDA1' },
      roles: [role('ProdDbOperator')],
      apart: [role('ProdLogReader')],
      regions: ['ap-northeast-1'],
      shells: [{ document: 'ProdAccess-Shell-60m' }],
      fromMs: NOON,
      toMs: END,
    });
  });

  test('ends with the date in AWS, however late somebody came to take it away', () => {
    const late = { revokedMs: END + 3 * HOUR };
    const dated = { targets: [pairTarget(true)], facts: [facts[1]] };
    expect(lookBackOf(fileOf(late))?.toMs).toBe(END);
    expect(lookBackOf(fileOf(late, dated))?.toMs).toBe(END);
  });

  test.each([
    ['a runbook that writes no date', pairTarget(false)],
    ['a seat in Identity Center', seat],
  ])('of %s ends with the proof, for until then it may have been used', (_, one) => {
    const file = fileOf({ revokedMs: END + 3 * HOUR }, { targets: [one], facts: [facts[1]] });
    expect(lookBackOf(file)?.toMs).toBe(END + 3 * HOUR);
    const owed = owedLookBack(oweLookBack(file, ENDED));
    expect(owed?.dueMs).toBe(END + 3 * HOUR + LOOK_BACK_MS);
  });
});

describe('what came of it', () => {
  const done = {
    user: 'aiko.sato',
    fromMs: NOON,
    toMs: END,
    places: 1,
    changes: { named: [], others: 0 },
    reads: 0,
    denied: { named: [], others: 0 },
    failed: 0,
    capped: [],
    unread: [],
    apart: [],
    logs: [],
  };

  test('is recorded by whoever comes first, and by nobody after', () => {
    const owing = oweLookBack(fileOf(), ENDED);
    const first = lookedBack(owing, done, END + LOOK_BACK_MS);
    expect(first?.events.map(({ type }) => type)).toEqual(['what-was-done']);
    expect(first && lookedBack(first.file, done, END + LOOK_BACK_MS)).toBeUndefined();
  });

  test('is nothing where nobody wants to be told any more', () => {
    const over = lookedBack(oweLookBack(fileOf(), ENDED), undefined, END);
    expect([over?.events, over?.file.owed]).toEqual([[], []]);
  });

  test('may be nothing four times, each time for longer; then it is let be', () => {
    let file = oweLookBack(fileOf(), ENDED);
    const waits: number[] = [];
    for (let tries = 0; tries < 10; tries += 1) {
      const owed = owedLookBack(file);
      const waitMs = owed && tryAgainAfter(owed);
      if (waitMs === undefined) break;
      waits.push(waitMs / MINUTE);
      file = putOff(file, waitMs, END)?.file ?? file;
    }
    expect(waits).toEqual([1, 2, 4, 8]);
    expect(putOff(fileOf(), MINUTE, END)).toBeUndefined();
  });
});
