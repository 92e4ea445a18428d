/** What runbooks are given: values, each from where the catalogue says, and nothing else. */

import { describe, expect, test } from 'vitest';
import { patternOf, unfitAnswer } from '../../src/catalog/answer.ts';
import {
  answersOf,
  hasEnd,
  parametersOf,
  runbookFor,
  runbooksOf,
  type SsmAutomationTarget,
  takesEnd,
  withAnswers,
} from '../../src/catalog/automation.ts';
import { isAutomation, isWork, targetKey } from '../../src/catalog/target.ts';
import { runbookInWords } from '../../src/catalog/target-words.ts';

const KNOWN = {
  user: 'aiko.sato',
  account: '444455556666',
  start: '2026-11-23T12:00:00Z',
  end: '2026-11-23T13:00:00Z',
  request: 'PA-AAAAA',
  target: '0123456789ab',
};
const base = {
  kind: 'ssm-automation',
  account: '444455556666',
  region: 'eu-central-1',
  answers: {},
  reach: [],
  roles: [],
} as const;
const grant = {
  document: 'ProdAccess-Grant',
  version: '3',
  parameters: {
    User: { fill: 'user' },
    Until: { fill: 'end' },
    Role: { answer: 'role' },
    Mode: { text: 'strict' },
  },
} as const;
const other = { document: 'ProdAccess-Other', version: '1', parameters: {} };
const PAIR: SsmAutomationTarget = {
  ...base,
  role: 'arn:aws:iam::444455556666:role/runbook',
  runs: {
    form: 'pair',
    grant,
    revoke: other,
    observe: other,
    present: { output: 'read.Policy', lists: { answer: 'group' } },
    dated: true,
  },
};
const WORK: SsmAutomationTarget = { ...base, runs: { form: 'work', work: other } };

describe('parameters', () => {
  test('are texts, what the bot knows, and answers; the role goes with them', () => {
    const asked = withAnswers(PAIR, { role: 'Reader', group: 'ops', rollback: 'no' }, 'x');
    expect(asked.answers).toEqual({ role: 'Reader', group: 'ops' });
    expect(parametersOf(asked, grant, KNOWN)).toEqual({
      AutomationAssumeRole: ['arn:aws:iam::444455556666:role/runbook'],
      User: ['aiko.sato'],
      Until: ['2026-11-23T13:00:00Z'],
      Role: ['Reader'],
      Mode: ['strict'],
    });
  });

  test('are passed as they were typed, whatever they look like', () => {
    const typed = '{{ User }}"}, {"Effect": "Allow';
    const asked = withAnswers(PAIR, { role: typed }, 'x');
    expect(parametersOf(asked, grant, KNOWN)['Role']).toEqual([typed]);
  });

  test('that nobody answered are left to the runbook', () => {
    expect(Object.keys(parametersOf(PAIR, grant, KNOWN))).not.toContain('Role');
    expect([...answersOf(PAIR)]).toEqual(['role', 'group']);
  });
});

describe('a target of runbooks', () => {
  test('is another one with other answers; work is another one at each ask', () => {
    const keys = ['Reader', 'Writer'].map((role) => targetKey(withAnswers(PAIR, { role }, 'x')));
    expect(new Set(keys).size).toBe(2);
    expect(targetKey(withAnswers(PAIR, {}, 'a'))).toBe(targetKey(withAnswers(PAIR, {}, 'b')));
    expect(targetKey(withAnswers(WORK, {}, 'a'))).not.toBe(targetKey(withAnswers(WORK, {}, 'b')));
  });

  test('knows which runbook is for what, and which of them takes the end', () => {
    expect(runbookFor(PAIR, 'revoke')).toBe(other);
    expect(runbookFor(PAIR, 'work')).toBeUndefined();
    expect(runbookFor(WORK, 'work')).toBe(other);
    expect([runbooksOf(PAIR).length, runbooksOf(WORK).length]).toEqual([3, 1]);
    expect([takesEnd(grant), takesEnd(other)]).toEqual([true, false]);
    expect([hasEnd(PAIR), hasEnd(WORK)]).toEqual([true, false]);
    expect([isWork(PAIR), isWork(WORK), isAutomation(WORK)]).toEqual([false, true, true]);
  });

  test('is named by the runbook that gives, and its version', () => {
    expect(runbookInWords(PAIR)).toBe('runbook ProdAccess-Grant v3');
  });
});

describe('an answer', () => {
  test.each([
    [{ allowed: ['orders', 'mails'] }, 'orders', undefined],
    [{ allowed: ['orders', 'mails'] }, 'order', 'orders, mails'],
    [{ pattern: '[a-z]+' }, 'orders', undefined],
    [{ pattern: '[a-z]+' }, 'orders; rm', '[a-z]+'],
    [{ pattern: 'a|b', example: 'a' }, 'ab', 'a'],
    [{ pattern: '[a-z]+' }, 'orders\nmails', '[a-z]+'],
    [{}, 'anything', undefined],
  ])('%j takes %j, or says what it takes', (question, typed, wanted) => {
    expect(unfitAnswer(question, typed)).toBe(wanted);
  });

  test('fits as a whole or not at all', () => {
    expect(patternOf('a|bc').source).toBe('^(?:a|bc)$');
  });
});
