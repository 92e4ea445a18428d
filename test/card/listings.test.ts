/** Lists and explanations: help, mine, pending, who, why; and what operators are told. */

import { describe, expect, test } from 'vitest';
import { type AuditEvent, event, type EventFacts, type EventType } from '../../src/audit/event.ts';
import type { Notice } from '../../src/card/card.ts';
import {
  helpNotice,
  mineNotice,
  pendingNotice,
  whoNotice,
  whyNotice,
} from '../../src/card/listings.ts';
import { driftNotice, foreignNotice, operatorNotice } from '../../src/card/operator-notices.ts';
import { failGrant } from '../../src/case-file/grant-case.ts';
import { tickCase } from '../../src/case-file/tick-case.ts';
import type { DriftKind } from '../../src/holding/holding.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { explain } from '../../src/policy/explain.ts';
import { tally } from '../../src/request/tally.ts';
import {
  active,
  approved,
  at,
  BEN,
  CHIE,
  DAI,
  DECISION,
  done,
  EN,
  ID,
  JA,
  opened,
  PROD_DB,
  view,
} from './case-story.ts';
import { noticeText } from './plain-text.ts';

const both = (draw: (reader: typeof EN) => Notice) =>
  [EN, JA].map((reader) => noticeText(draw(reader), reader)).join('\n\n');

test('help names every command', () => {
  expect(both(helpNotice)).toMatchSnapshot();
});

describe('lists', () => {
  const one = approved(opened(), BEN, '18:05').file;
  const revoking = done(tickCase(active(), at('20:07'))).file;

  test('of what is mine', () => {
    expect(both((reader) => mineNotice([], reader))).toMatchSnapshot('none');
    expect(
      both((reader) =>
        mineNotice([view(one, '18:06', reader), view(active(), '18:08', reader)], reader),
      ),
    ).toMatchSnapshot('some');
  });

  test('of what waits for my verdict', () => {
    expect(both((reader) => pendingNotice([], reader))).toMatchSnapshot('none');
    expect(both((reader) => pendingNotice([view(one, '18:06', reader)], reader))).toMatchSnapshot(
      'some',
    );
  });

  test('of who holds it, as of when, and what is being removed', () => {
    expect(both((reader) => whoNotice(PROD_DB, [], at('20:08'), reader))).toMatchSnapshot('none');
    expect(
      both((reader) => {
        const views = [active(), revoking].map((file) => view(file, '20:08', reader));
        return whoNotice(PROD_DB, views, at('20:08'), reader);
      }),
    ).toMatchSnapshot('some');
  });
});

describe('why', () => {
  const names = new Map([BEN, CHIE, DAI].map(({ key, name }) => [key, name]));

  test('names the rule, the limits, and whose approval would help', () => {
    const now = tally(DECISION.stages, [BEN], { requester: DAI, beneficiary: DAI });
    const lines = explain(DECISION, now);
    expect(both((reader) => whyNotice(ID, lines, names, reader))).toMatchSnapshot();
  });

  test('has a sentence for every kind of line', () => {
    const scope = { by: 'tag', tag: 'env', value: 'prod' } as const;
    const refusal = refuse('no-rule', { entitlement: 'prod-db', operators: '@platform' });
    const notice = (reader: typeof EN) =>
      whyNotice(
        ID,
        [
          { code: 'rule-used', facts: { rule: 'a', scope: { by: 'all' }, eligible: false } },
          { code: 'rule-too-general', facts: { rule: 'b', scope } },
          { code: 'rule-not-matching', facts: { rule: 'c' } },
          { code: 'rules-combined', facts: { rules: ['a', 'd'] } },
          { code: 'refused', facts: { refusal } },
          { code: 'enough', facts: { by: [BEN, CHIE] } },
          {
            code: 'level',
            facts: {
              isSole: false,
              stage: 2,
              stages: 2,
              state: 'later',
              rule: 'a',
              level: 'leads',
              have: 0,
              need: 1,
              from: ['leads'],
              by: [],
              could: [],
            },
          },
        ],
        names,
        reader,
      );
    expect(both(notice)).toMatchSnapshot();
  });
});

describe('operators are told', () => {
  const overdue = done(tickCase(active(), at('20:07'))).file;
  const told = <T extends EventType>(type: T, facts: EventFacts[T], file = overdue) =>
    both((reader) => {
      const happened = event(type, at('20:10'), 'prod-access', facts) as AuditEvent;
      return operatorNotice(happened, view(file, '20:10', reader));
    });

  test('what happened, what it means, and what they can do', () => {
    const failure = refuse('groups-full', { user: 'aiko.sato', max: 10 });
    const failed = failGrant(active(), failure, at('18:08')).file;
    const texts = [
      told('revocation-overdue', { sinceMs: at('20:07') }),
      told('grant-failed', { code: 'groups-full', detail: '{}' }, failed),
      told('write-off-proposed', { by: 'ops1', reason: 'account closed' }),
      told('written-off', { by: ['ops1', 'ops2'], reason: 'account closed' }),
      told('request-stuck', { level: 'sre' }, opened()),
      told('grant-ending', { by: 'policy' }),
    ];
    expect(texts.join('\n\n---\n\n')).toMatchSnapshot();
  });

  test.each([
    'missing',
    'unexpected',
    'renamed',
    'reach-unfit',
    'fence-lost',
    'reach-widened',
    'tampered',
  ] as const)('of drift, with the orders that make sense: %s', (kind: DriftKind) => {
    const drift = { id: 'd1', kind, slot: 'member:ops-prod', foundMs: at('18:00') };
    const holder = { account: '111122223333', user: 'aiko.sato' };
    const draw = (reader: typeof EN) => driftNotice(drift, holder, 'key/d1', reader);
    expect(both(draw)).toMatchSnapshot();
    expect(draw(EN).buttons.every(({ value }) => value === 'key/d1')).toBe(true);
  });

  test('of things with our mark that nobody knows, some of many', () => {
    const marks = [
      { account: '111122223333', user: 'aiko.sato', slot: { kind: 'allow' } },
      { account: '111122223333', user: 'ben', slot: { kind: 'member', group: 'ops-prod' } },
    ] as const;
    expect(both((reader) => foreignNotice(marks, 14, reader))).toMatchSnapshot();
  });
});
