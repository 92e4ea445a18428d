/** The line behind `/prod-access`: what it is taken for, and never for anything else. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCommand } from '../../src/engine/command-line.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { NOON } from '../case-file/sample.ts';

const AT = { nowMs: NOON, zone: 'Asia/Tokyo', known: ['prod-db', 'prod-logs', 'mine-shaft'] };
const read = (line: string) => readCommand(line, AT);

describe('nodes to pick', () => {
  const PICKING = { ...AT, known: [...AT.known, 'fleet'], picking: ['fleet'] };
  const pick = (line: string) => readCommand(line, PICKING);
  const whole = { entitlement: 'fleet', time: '1h', why: 'Look at the disk' };

  test.each([
    ['fleet 1h Look at the disk nodes=i-1,i-2', 'i-1 i-2'],
    ['fleet nodes=i-1 1h Look at the disk', 'i-1'],
    ['fleet 1h nodes=i-1 Look at the disk', 'i-1'],
    ['fleet 1h Look at the disk Node=i-1', 'i-1'],
  ])('%j is sent', (line, nodes) => {
    expect(pick(line)).toEqual({ verb: 'submit', typed: { ...whole, 'nodes:fleet': nodes } });
  });

  test('without them the form is opened, with all that was understood', () => {
    expect(pick('fleet 1h Look at the disk')).toEqual({ verb: 'form', typed: whole });
    expect(pick('fleet 1h Look at the disk nodes=')).toEqual({ verb: 'form', typed: whole });
    expect(pick('fleet nodes=i-1')).toEqual({
      verb: 'form',
      typed: { entitlement: 'fleet', 'nodes:fleet': 'i-1' },
    });
  });

  test('are words like any other where nothing is picked', () => {
    const typed = { entitlement: 'prod-db', time: '1h', why: 'Count nodes=3 of it' };
    expect(pick('prod-db 1h Count nodes=3 of it')).toEqual({ verb: 'submit', typed });
  });
});

describe('people who are asked as well', () => {
  const NAMED = { ...AT, people: ['ben', 'chie', 'Dai'], operators: '@platform' };
  const also = (line: string) => readCommand(line, NAMED);
  const whole = { entitlement: 'prod-db', time: '1h', why: 'Restart it' };

  test.each([
    ['prod-db 1h Restart it also=ben,chie', 'ben chie'],
    ['prod-db also=@ben 1h Restart it', 'ben'],
    ['prod-db 1h also=ben、chie Restart it', 'ben chie'],
    ['prod-db 1h Restart it ALSO=dai,dai', 'dai'],
  ])('%j is sent', (line, names) => {
    expect(also(line)).toEqual({ verb: 'submit', typed: { ...whole, also: names } });
  });

  test('are kept in the form that a line opens, and are none where none is named', () => {
    const typed = { entitlement: 'prod-db', also: 'ben' };
    expect(also('prod-db also=ben')).toEqual({ verb: 'form', typed });
    expect(also('prod-db 1h Restart it also=')).toEqual({ verb: 'submit', typed: whole });
  });

  test('that nobody knows by that name are said at once', () => {
    const facts = { who: 'zoe', why: 'unknown', operators: '@platform' };
    const refusal = { ok: false, code: 'also-unfit', facts };
    expect(also('prod-db 1h Restart it also=ben,zoe')).toEqual({ verb: 'refused', refusal });
  });
});

describe('an account to choose', () => {
  const CHOOSING = { ...AT, known: [...AT.known, 'any'], choosing: ['any'], picking: ['any'] };
  const both = { 'account:any': 'stage', 'nodes:any': 'i-1' };
  const whole = { entitlement: 'any', time: '1h', why: 'Look at the disk' };

  test.each([
    ['any 1h Look at the disk account=stage nodes=i-1', both],
    ['any nodes=i-1 account=stage 1h Look at the disk', both],
    [
      'any account="stage eu" 1h Look at the disk nodes=i-1',
      { ...both, 'account:any': 'stage eu' },
    ],
  ])('%j is sent, with nodes to pick as well', (line, named) => {
    expect(readCommand(line, CHOOSING)).toEqual({ verb: 'submit', typed: { ...whole, ...named } });
  });

  test('without it the form is opened, with all that was understood', () => {
    const { 'account:any': _, ...nodes } = both;
    expect(readCommand('any nodes=i-1 1h Look at the disk', CHOOSING)).toEqual({
      verb: 'form',
      typed: { ...whole, ...nodes },
    });
  });
});

describe('a whole ask in one line', () => {
  test.each([
    ['prod-db 2h Restart it', '2h', 'Restart it'],
    ['  prod-db   2h   Restart it ', '2h', 'Restart it'],
    ['request prod-db 2h Restart it', '2h', 'Restart it'],
    ['prod-db 2h, Restart it', '2h', 'Restart it'],
    ['prod-db until 23:00 Restart it', 'until 23:00', 'Restart it'],
    ['prod-db tomorrow 9:00 for 1h Restart it', 'tomorrow 9:00 for 1h', 'Restart it'],
    ['prod-db 2時間 レプリカ停止の復旧', '2時間', 'レプリカ停止の復旧'],
    ['prod-db 明日9時から1時間 復旧作業', '明日9時から1時間', '復旧作業'],
    ['prod-db 90m 3 replicas hang', '90m', '3 replicas hang'],
    ['prod-db 2h\nRestart it\nthen look', '2h', 'Restart it\nthen look'],
  ])('%j is sent as it stands', (line, time, why) => {
    expect(read(line)).toEqual({ verb: 'submit', typed: { entitlement: 'prod-db', time, why } });
  });

  test.each([
    ['', {}],
    ['   ', {}],
    ['request', {}],
    ['prod-db', { entitlement: 'prod-db' }],
    ['prod-db 2h', { entitlement: 'prod-db', time: '2h', why: '' }],
    ['mine-shaft', { entitlement: 'mine-shaft' }],
  ])('%j opens the form with what is known', (line, typed) => {
    expect(read(line)).toEqual({ verb: 'form', typed });
  });

  test.each([
    ['staging 2h Restart it', 'entitlement-unknown'],
    ['prod-bd 2h Restart it', 'did-you-mean'],
    ['prod-db soon Restart it', 'time-not-understood'],
    ['prod-db 2 Restart it', 'time-not-understood'],
  ])('%j is refused, and files nothing', (line, code) => {
    expect(read(line)).toMatchObject({ verb: 'refused', refusal: { code } });
  });
});

describe('subcommands', () => {
  test.each([
    ['mine', { verb: 'mine' }],
    ['MINE', { verb: 'mine' }],
    ['pending', { verb: 'pending' }],
    ['help', { verb: 'help' }],
    ['adopt', { verb: 'adopt' }],
    ['who prod-db', { verb: 'who', entitlement: 'prod-db' }],
    ['why', { verb: 'why' }],
    ['why pa-7k3m2', { verb: 'why', id: 'PA-7K3M2' }],
    ['done', { verb: 'done' }],
    ['cancel PA-7K3M2', { verb: 'cancel', id: 'PA-7K3M2' }],
    ['revoke PA-7K3M2', { verb: 'revoke', id: 'PA-7K3M2' }],
    ['extend', { verb: 'extend' }],
    ['extend 30m', { verb: 'extend', byMs: 30 * MINUTE }],
    ['extend PA-7K3M2', { verb: 'extend', id: 'PA-7K3M2' }],
    [
      'extend PA-7K3M2 1h the disk is slow',
      { verb: 'extend', id: 'PA-7K3M2', byMs: HOUR, why: 'the disk is slow' },
    ],
    ['write-off PA-7K3M2 closed', { verb: 'write-off', id: 'PA-7K3M2', reason: 'closed' }],
  ])('%j', (line, command) => {
    expect(read(line)).toEqual(command);
  });

  test.each(['revoke', 'write-off'])('%j alone asks which one is meant', (line) => {
    expect(read(line)).toMatchObject({ refusal: { code: 'id-missing', facts: { verb: line } } });
  });

  test.each(['done it', 'cancel everything', 'revoke aiko', 'write-off all of it'])(
    '%j names no request, so none is touched',
    (line) => {
      expect(read(line)).toMatchObject({ verb: 'refused', refusal: { code: 'request-unknown' } });
    },
  );

  test.each(['extend until 18:00', 'extend soon', 'extend PA-7K3M2 tomorrow'])(
    '%j is no length of time',
    (line) => {
      expect(read(line)).toMatchObject({
        verb: 'refused',
        refusal: { code: 'time-not-understood' },
      });
    },
  );
});

describe('any line at all', () => {
  test('is read without a throw, and only one that names an entitlement is ever sent', () => {
    const word = fc.oneof(
      fc.constantFrom('prod-db', 'extend', 'cancel', 'write-off', '2h', 'until', '18:00', '9'),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const command = read(words.join(' '));
        if (command.verb === 'submit') expect(AT.known).toContain(command.typed['entitlement']);
      }),
      { numRuns: 2000 },
    );
  });
});
