/** A request that was carried here and decided at AWS: told as it is, and only while it waits. */

import { describe, expect, test } from 'vitest';
import { closeElsewhere } from '../../src/case-file/elsewhere.ts';
import { noteOf, refusalNote } from '../../src/case-file/aws-note.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { reviewCase } from '../../src/case-file/review-case.ts';
import type { JitnaTarget } from '../../src/catalog/target.ts';
import type { DrawingId } from '../../src/kernel/brand.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { Life } from './life.ts';
import { BEN, CHIE, decision, NOON, request } from './sample.ts';

const TARGET: JitnaTarget = {
  kind: 'jitna',
  account: '444455556666',
  region: 'ap-northeast-1',
  nodes: ['i-0123456789abcdef0'],
  request: { opsItem: 'oi-0123456789ab', execution: 'e-1', owner: 'arn:aws:sts::1:x' },
  reach: [],
  roles: [],
  mfa: false,
};
const DAI = 'arn:aws:sts::444455556666:assumed-role/Console/dai';
const AT = NOON + MINUTE;
const open = () => openCase(request({ targets: [TARGET] }), 'Nodes', decision()).file;
const told = ({ file }: Life) =>
  file.owed.flatMap(({ effect }) => (effect.kind === 'reject' ? [effect.note] : []));
const act = { drawing: '' as DrawingId, digest: '' };

describe('decided at AWS', () => {
  test('it is closed here with whose word it was', () => {
    const after = closeElsewhere(open(), { status: 'approved', by: DAI }, AT);
    expect(after?.file.request).toMatchObject({
      state: 'cancelled',
      elsewhere: { status: 'approved', by: 'Console/dai' },
    });
    expect(after?.events).toMatchObject([{ type: 'decided-at-aws' }]);
  });

  test('a click that comes after is refused, and says so', () => {
    const file = closeElsewhere(open(), { status: 'rejected', by: DAI }, AT)?.file ?? open();
    const late = reviewCase(file, decision(), { by: BEN, verdict: 'approve', ...act }, AT);
    expect(late).toMatchObject({ code: 'decided-at-aws', facts: { by: 'Console/dai' } });
  });

  test('what still waits there, or was decided here, is left alone', () => {
    expect(closeElsewhere(open(), { status: 'pending', by: '' }, AT)).toBeUndefined();
    expect(closeElsewhere(open(), { status: 'unknown', by: '' }, AT)).toBeUndefined();
    const denial = { by: CHIE, verdict: 'deny', comment: 'not now', ...act } as const;
    const denied = reviewCase(open(), decision(), denial, AT);
    expect(denied.ok && closeElsewhere(denied.file, { status: 'rejected', by: DAI }, AT)).toBe(
      undefined,
    );
  });
});

describe('what AWS is told', () => {
  test('of a denial is who denied it and why, on record with the denial', () => {
    const denial = {
      by: CHIE,
      verdict: 'deny',
      comment: `no\n${'x'.repeat(600)}`,
      ...act,
    } as const;
    const denied = reviewCase(open(), decision(), denial, AT);
    if (!denied.ok) throw new Error('It should have been taken.');
    const note = refusalNote(denied.file);
    expect(note).toMatch(/^PA-7K3M2: denied by chie: no xxx.*…$/);
    expect(note).toHaveLength(512);
    expect(denied.file.owed).toContainEqual(
      expect.objectContaining({ effect: { kind: 'reject', note } }),
    );
  });

  test('of a grant that ended before AWS had heard of it is a no, by whoever ended it', () => {
    const life = new Life({ targets: [TARGET] });
    life.approve(BEN);
    life.minutes(1).end('approver', CHIE);
    // At once: another approver's yes would open it after its end.
    expect(told(life)).toEqual(['PA-7K3M2: ended by chie']);
    life.hearEnded(0, 'never-given');
    expect(told(life)).toEqual(['PA-7K3M2: ended by chie']);
  });

  test('of a grant that was active is nothing more: its approval is taken back', () => {
    const life = new Life({ targets: [TARGET] });
    life.approve(BEN);
    life.hearActive();
    life.minutes(1).end();
    life.hearEnded();
    expect(told(life)).toEqual([]);
  });

  test('of an approval is who approved it; of other access nothing', () => {
    const approval = { by: BEN, verdict: 'approve', ...act } as const;
    const approved = reviewCase(open(), decision(), approval, AT);
    if (!approved.ok) throw new Error('It should have been taken.');
    expect(noteOf(approved.file, TARGET)).toEqual({ note: 'PA-7K3M2: approved by ben' });
    const group = { kind: 'iam-group', account: '1', group: 'g', roles: [] } as const;
    expect(noteOf(approved.file, group)).toEqual({});
  });
});
