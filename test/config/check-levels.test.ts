/** What is done about a level that nobody answers, and whether it can help. */

import { describe, expect, test } from 'vitest';
import { edited, problemsOf, warningsOf } from './example.ts';

describe('escalation', () => {
  const FROM = '        from: [sre-leads]\n';
  const escalating = (how: string) => edited([FROM, `${FROM}        escalate: ${how}\n`]);

  test('to people who are new is worth no word', () => {
    expect(warningsOf(escalating('{ after: 20m, to: [aiko, ben] }'))).toEqual([]);
  });

  test.each([['[ben, chie]'], ['[sre-leads]'], ['[sre-leads, dai]']])(
    'to %s, who are asked already, is a warning',
    (to) => {
      expect(warningsOf(escalating(`{ after: 20m, to: ${to} }`))).toEqual([
        expect.stringContaining(
          'levels[0].escalate.to: nobody in it is new: all of them are asked at level leads',
        ),
      ]);
    },
  );

  test('to a group that Slack keeps may bring somebody, unless it is the same', () => {
    const keeping = (to: string) =>
      edited(
        [FROM, `${FROM}        escalate: { after: 20m, to: [${to}] }\n`],
        [
          'sre-leads: [ben, chie, dai]',
          'sre-leads: { slack_usergroup: S0LEADS001 }\n  heads: { slack_usergroup: S0HEADS001 }',
        ],
      );
    expect(warningsOf(keeping('heads'))).toEqual([]);
    expect(warningsOf(keeping('sre-leads')).join()).toContain('nobody in it is new');
  });

  test('that comes after the request has lapsed is a warning', () => {
    expect(warningsOf(escalating('{ after: 1h, to: [aiko] }'))).toEqual([
      expect.stringContaining('escalate.after: nobody is asked as well: the request lapses after'),
    ]);
  });

  test('has a level of its own name: the one of added approvers is taken', () => {
    expect(problemsOf(edited(['- name: leads', '- name: added'])).join()).toContain(
      'rules[0].levels[0].name: added is what the level of added approvers is called',
    );
  });

  test('is asked by the name of its level: one of a freeze has a name of its own as well', () => {
    const escalate = 'escalate: { after: 40m, to: [ben] }';
    const freezing = (name: string) =>
      edited([
        '    reminders: [50%, 80%]\n',
        '    freeze:\n      calendars: [night]\n      do: level\n' +
          `      level: { name: ${name}, any: 1, from: [dai], ${escalate} }\n`,
      ]).replace(
        '\nrules:\n',
        '\ncalendars: { night: { url: https://c.example/n.ics } }\nrules:\n',
      );
    expect(problemsOf(freezing('leads')).join()).toContain(
      'rules[0].freeze.level.name: leads is the name of a level of this rule already',
    );
    expect(problemsOf(freezing('board'))).toEqual([]);
  });
});
