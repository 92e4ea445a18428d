/** Direct messages: what happened, what it means for me, what I can do now. */

import { describe, expect, test } from 'vitest';
import type { Notice } from '../../src/card/card.ts';
import type { CaseView } from '../../src/card/case-view.ts';
import { noticeFor } from '../../src/card/notices.ts';
import {
  actedNotice,
  adoptedNotice,
  driftSettledNotice,
  requestedNotice,
} from '../../src/card/whisper.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { cancelCase, endGrant, writeOff } from '../../src/case-file/end-case.ts';
import { failGrant } from '../../src/case-file/grant-case.ts';
import { tickCase } from '../../src/case-file/tick-case.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { NoticeTopic } from '../../src/work/effect.ts';
import {
  active,
  AIKO,
  approved,
  at,
  BEN,
  CHIE,
  DAI,
  denied,
  done,
  EN,
  extensionAsked,
  extensionReviewed,
  ID,
  JA,
  opened,
  reported,
  view,
} from './case-story.ts';
import { noticeText } from './plain-text.ts';

const both = (topic: NoticeTopic, file: CaseFile, clock: string, beforeMs?: number) =>
  [EN, JA]
    .map((reader) => noticeText(noticeFor(topic, view(file, clock, reader), beforeMs), reader))
    .join('\n\n');

const removed = { state: 'ended', atMs: at('20:07:21'), how: 'removed' } as const;
const over = (file: CaseFile, report: Parameters<typeof reported>[1] = removed) =>
  reported(done(tickCase(file, at('20:07'))).file, report, '20:07:30').file;
const given = () => approved(approved(opened(), BEN, '18:05').file, CHIE, '18:07').file;
const scheduled = () => {
  const asked = { kind: 'window', startMs: at('19:00'), endMs: at('20:00') } as const;
  return approved(approved(opened({ asked }), BEN, '18:05').file, CHIE, '18:07').file;
};

describe('on the way to access', () => {
  test('what waits, and what was scheduled', () => {
    expect(both('approved', given(), '18:07')).toMatchSnapshot('approved');
    expect(both('scheduled', scheduled(), '18:07')).toMatchSnapshot('scheduled');
  });

  test('access, ready to be pasted', () => {
    expect(both('active', active(), '18:07')).toMatchSnapshot();
  });

  test('the name of the session is the one the trust policy forces', () => {
    const role = { account: '444455556666', name: 'ProdDbOperator' };
    const named = { ...role, maxSessionMs: HOUR, userid: '*:aiko.sato' };
    const facts = [{ reach: [], namedRoles: [named], tailMs: 0 }];
    expect(both('active', active({ facts }), '18:07')).toContain('--role-session-name aiko.sato\n');
  });

  test.each([
    [{ kind: 'iam-group', account: '111122223333', group: 'ops-prod', roles: [] }],
    [
      {
        kind: 'iam-policy',
        account: '111122223333',
        reach: [{ actions: ['ssm:StartSession'], resources: ['*'] }],
        roles: [],
        mfa: false,
      },
    ],
  ] as const)('access without a role to take on: %j', (target) => {
    expect(both('active', active({ targets: [target] }), '18:07')).toMatchSnapshot();
  });

  test('that MFA is asked for, and that a session may live on', () => {
    const role = { account: '444455556666', name: 'ProdDbOperator' };
    const target = {
      kind: 'iam-policy',
      account: '111122223333',
      reach: [],
      roles: [role],
      mfa: true,
    } as const;
    expect(both('active', active({ targets: [target], tailMs: HOUR }), '18:07')).toMatchSnapshot();
  });
});

describe('when it did not work', () => {
  test('denied, lapsed, failed, held, stuck', () => {
    const failed = failGrant(given(), refuse('aws-silent', {}), at('18:08')).file;
    const no = denied(opened(), CHIE, '18:05', 'use the read replica instead').file;
    const texts = [
      both('denied', no, '18:05'),
      both('lapsed', done(tickCase(opened(), at('19:02'))).file, '19:02'),
      both('failed', failed, '18:08'),
      both('held', scheduled(), '18:45'),
      both('stuck', opened(), '18:30'),
    ];
    expect(texts.join('\n\n---\n\n')).toMatchSnapshot();
  });
});

describe('towards the end', () => {
  test('warned, extended, or not', () => {
    const asked = extensionAsked(active(), '19:58').file;
    const one = extensionReviewed(asked, BEN, 'approve', '19:59').file;
    const two = extensionReviewed(one, DAI, 'approve', '20:00').file;
    const longer = reported(two, { state: 'active', sinceMs: at('18:07') }, '20:01').file;
    const texts = [
      both('warning', active(), '19:57', 10 * MINUTE),
      both('warning', active({ tailMs: HOUR }), '19:57', 10 * MINUTE),
      both('extended', longer, '20:01'),
      both('extension-closed', extensionReviewed(asked, BEN, 'deny', '19:59').file, '19:59'),
      both('extension-closed', done(tickCase(asked, at('20:07'))).file, '20:07'),
    ];
    expect(texts.join('\n\n---\n\n')).toMatchSnapshot();
  });

  test('ended: what was removed, what may live on and until when', () => {
    const kept = { ...removed, how: 'kept', keptFor: requestId('PA-9Q2X7') } as const;
    const revoking = done(endGrant(active(), 'approver', BEN, at('19:00'))).file;
    const early = reported(revoking, removed, '19:00:20').file;
    const ops1 = { ...DAI, key: BEN.key, keys: BEN.keys };
    const stuck = done(tickCase(active(), at('20:07'))).file;
    const proposed = done(writeOff(stuck, ops1, 'account closed', at('20:30'))).file;
    const texts = [
      both('ended', over(active()), '20:08'),
      both('ended', over(active({ tailMs: HOUR })), '20:08'),
      both('ended', over(active(), { ...kept, keptUntilMs: at('21:00') }), '20:08'),
      both('ended', over(active(), { ...removed, how: 'gone' }), '20:08'),
      both('ended', early, '19:01'),
      both('ended', done(endGrant(scheduled(), 'requester', AIKO, at('18:30'))).file, '18:30'),
      both('ended', done(writeOff(proposed, CHIE, 'account closed', at('20:40'))).file, '20:40'),
    ];
    expect(texts.join('\n\n---\n\n')).toMatchSnapshot();
  });

  test('ended on another day: the day stands in the place of "at"', () => {
    expect(both('ended', over(active()), '46:00')).toContain(
      'read and write ended Tue 24 Nov 20:07 (JST), and the access is removed.',
    );
    expect(both('ended', over(active()), '20:08')).toContain('write ended at 20:07 (JST), and');
  });

  test('a message that comes late offers nothing that is over', () => {
    const late: CaseView = view(over(active()), '20:08');
    expect(noticeFor('warning', late, MINUTE).buttons).toEqual([]);
    expect(noticeFor('active', late).buttons).toEqual([]);
  });
});

describe('whispers to the one who acted', () => {
  const two = (whisper: (reader: typeof EN) => Notice) =>
    [EN, JA].map((reader) => noticeText(whisper(reader), reader)).join('\n');

  test('say what comes of it', () => {
    const ending = done(endGrant(active(), 'requester', AIKO, at('19:00'))).file;
    const asked = extensionAsked(active(), '19:58').file;
    const withdrawn = done(cancelCase(opened(), AIKO, at('18:04'))).file;
    const cancelled = done(endGrant(scheduled(), 'requester', AIKO, at('18:30'))).file;
    const stuck = done(tickCase(active(), at('20:07'))).file;
    const proposed = done(writeOff(stuck, BEN, 'account closed', at('20:30'))).file;
    const texts = [
      two((reader) => requestedNotice(ID, 'C0PROD', reader)),
      two((reader) => actedNotice('done', ending, reader)),
      two((reader) => actedNotice('extend', asked, { ...reader, nowMs: at('19:58') })),
      two((reader) => actedNotice('cancel', withdrawn, reader)),
      two((reader) => actedNotice('cancel', cancelled, reader)),
      two((reader) => actedNotice('write-off', proposed, reader)),
      two((reader) => adoptedNotice(reader)),
      two((reader) => driftSettledNotice('member:ops-prod', 'restore', reader)),
      two((reader) => driftSettledNotice('member:ops-prod', 'leave', reader)),
    ];
    expect(texts.join('\n\n')).toMatchSnapshot();
  });
});
