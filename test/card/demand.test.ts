/** Whose approvals it takes: on the card, in the thread and in the form, in both languages. */

import { describe, expect, test } from 'vitest';
import { type AuditEvent, event, type EventFacts, type EventType } from '../../src/audit/event.ts';
import type { LevelView } from '../../src/card/case-view.ts';
import type { DemandSaid } from '../../src/card/demand.ts';
import { factsOf } from '../../src/card/facts.ts';
import { plainLine } from '../../src/card/line.ts';
import { requestForm } from '../../src/card/request-form.ts';
import { threadLine } from '../../src/card/thread-line.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { whoName } from '../../src/policy/eligibility.ts';
import type { Who } from '../../src/policy/rule.ts';
import { at, BEN, CATALOG, CHIE, EN, JA, opened, PROD_DB, view } from './case-story.ts';
import { formText } from './plain-text.ts';

const [SECURITY, OWNERS, HEADS] = ['security', 'owners', 'heads'].map((group) => ({ group }));
const ben: Who = { person: 'ben', key: BEN.key };
const chie: Who = { person: 'chie', key: CHIE.key };

const asked = (
  stage: number,
  need: number,
  who: readonly (Who | undefined)[],
  more: Partial<LevelView> = {},
): LevelView => {
  const known = who.filter((one) => one !== undefined);
  const from = known.map(whoName);
  return { stage, level: 'level', need, have: 0, from, who: known, ...more };
};

/** What the card says of who approves. */
function approves(reader: Reader, levels: readonly LevelView[]): string {
  const seen = view(opened(), '18:02', reader);
  const facts = factsOf({ ...seen, progress: { ...seen.progress, levels } });
  const name = reader === EN ? 'Approves' : '承認者';
  return plainLine(facts.find((fact) => fact.name === name)?.value ?? [], reader);
}
const both = (...levels: readonly LevelView[]) =>
  [EN, JA].map((reader) => approves(reader, levels));

describe('the card', () => {
  test('says thresholds of one level side by side', () => {
    const levels = [asked(0, 2, [SECURITY]), asked(0, 1, [OWNERS]), asked(1, 1, [HEADS, ben])];
    expect(both(...levels)).toEqual([
      'any 2 of security and any 1 of owners, then any 1 of heads or ben',
      'security のうち2名、および owners のうち1名、続いて heads・ben のうち1名',
    ]);
  });

  test('says of three of them which is the last', () => {
    const levels = [asked(0, 2, [SECURITY]), asked(0, 1, [OWNERS]), asked(0, 1, [HEADS])];
    expect(both(...levels)).toEqual([
      'any 2 of security, any 1 of owners and any 1 of heads',
      'security のうち2名、owners のうち1名、および heads のうち1名',
    ]);
  });

  test('names people whose approval is needed, each of them', () => {
    expect(both(asked(0, 1, [ben]), asked(0, 1, [chie]), asked(0, 1, [OWNERS]))).toEqual([
      'ben, chie and any 1 of owners',
      'ben、chie、および owners のうち1名',
    ]);
    expect(both(asked(0, 2, [ben, chie]))).toEqual(['ben and chie', 'ben・chie']);
  });

  test('says who was asked as well', () => {
    const heads = { escalatedTo: [HEADS, ben].filter((one) => one !== undefined) };
    expect(both(asked(0, 2, [SECURITY], heads))).toEqual([
      'any 2 of security (or heads or ben, asked as well)',
      'security のうち2名（heads・ben も承認可、依頼済み）',
    ]);
  });

  test('says whom the requester added', () => {
    const added = { level: 'added' };
    const levels = [asked(0, 1, [SECURITY]), asked(1, 1, [ben], added), asked(1, 1, [chie], added)];
    expect(both(...levels)).toEqual([
      'any 1 of security, then ben and chie (added by the requester)',
      'security のうち1名、続いて ben・chie（申請者が追加）',
    ]);
  });
});

describe('the thread', () => {
  const said = <T extends EventType>(type: T, facts: EventFacts[T]) =>
    [EN, JA].map((reader) => {
      const fact = event(type, at('18:32'), 'prod-access', facts) as AuditEvent;
      return plainLine(threadLine(fact, reader) ?? [], reader);
    });

  test('says which rule applies, stage by stage', () => {
    const needed = [
      { stage: 0, level: 'both', count: 2, from: ['security'] },
      { stage: 0, level: 'both', count: 1, from: ['owners', 'ben'] },
      { stage: 1, level: 'added', count: 1, from: ['chie'] },
      { stage: 1, level: 'added', count: 1, from: ['dai'] },
    ];
    expect(said('rule-applied', { rules: ['db'], needed, digest: 'd' })).toEqual([
      'Rule db applies: 2 of security and 1 of owners or ben, ' +
        'then chie and dai (added by the requester).',
      '適用ルールは db。承認は security のうち2名、および owners・ben のうち1名、続いて chie・dai（申請者が追加）。',
    ]);
  });

  test('names who is needed, where nobody can be chosen', () => {
    const needed = [
      { stage: 0, level: 'both', count: 2, from: ['ben', 'chie'], isEverybody: true },
      { stage: 1, level: 'one', count: 1, from: ['dai'], isEverybody: true },
    ] as const;
    expect(said('rule-applied', { rules: ['db'], needed, digest: 'd' })).toEqual([
      'Rule db applies: ben and chie, then dai.',
      '適用ルールは db。承認は ben・chie、続いて dai。',
    ]);
  });

  test('names groups and people in Japanese without a space of ours', () => {
    const needed = [
      { stage: 0, level: 'both', count: 2, from: ['運用チーム'] },
      { stage: 0, level: 'both', count: 1, from: ['田中'], isEverybody: true },
      { stage: 1, level: 'added', count: 1, from: ['佐藤'] },
    ] as const;
    expect(said('rule-applied', { rules: ['本番'], needed, digest: 'd' })[1]).toBe(
      '適用ルールは本番。承認は運用チームのうち2名、および田中、続いて佐藤（申請者が追加）。',
    );
  });

  test('reminds of what is missing and until when', () => {
    const missing = [
      { level: 'both', count: 2, from: [{ group: 'security' }] },
      { level: 'both', count: 1, from: [ben] },
    ];
    expect(said('approvers-reminded', { missing, lapseMs: at('19:02') })).toEqual([
      'Reminder: still to be approved by any 2 of security and ben. Lapses at 19:02 (JST).',
      'リマインド：残りの承認は security のうち2名、および ben。承認期限は19:02 (JST)。',
    ]);
  });

  test('says who may approve from now on, and why', () => {
    const to = [{ group: 'heads' }, ben];
    const facts = { rule: 'db', level: 'leads', afterMs: 20 * MINUTE, to };
    expect(said('level-escalated', facts)).toEqual([
      'Not enough approvals in 20 min (leads): heads and ben may approve now as well.',
      '20分以内に承認が揃わず（leads）、heads・ben にも承認を依頼。',
    ]);
  });
});

describe('the form', () => {
  const hint = (reader: Reader, levels: readonly DemandSaid[]) => {
    const chosen = { entitlement: PROD_DB, levels };
    const rest = { choices: [{ value: 'prod-db', label: 'x' }], typed: {}, operators: '@platform' };
    const form = requestForm({ ...rest, chosen, catalog: CATALOG, reader });
    return formText(form, reader).split('\n')[4]?.trim();
  };

  test('says beforehand who will decide, who later, and who because they were added', () => {
    const escalate = { afterMs: 20 * MINUTE, to: ['heads'] };
    const levels = [
      { stage: 0, level: 'both', count: 2, from: ['security'], escalate },
      { stage: 0, level: 'both', count: 1, from: ['owners'] },
      { stage: 1, level: 'added', count: 1, from: ['ben'] },
    ];
    expect(hint(EN, levels)).toBe(
      '2 approvals from security (after 20 min heads as well) and 1 approval from owners, ' +
        'then ben, whom you added',
    );
    expect(hint(JA, levels)).toBe(
      'security のうち2名（20分後からは heads も可）と owners のうち1名が承認、続いて ben が承認（追加した承認者）',
    );
    const both = [{ stage: 0, level: 'both', count: 2, from: ['ben', 'chie'] }];
    expect(hint(EN, both)).toBe('2 approvals from ben or chie');
    const every = both.map((one) => ({ ...one, isEverybody: true as const }));
    expect(hint(EN, every)).toBe('2 approvals from ben and chie');
    expect(hint(JA, every)).toBe('ben・chie が承認');
  });
});
