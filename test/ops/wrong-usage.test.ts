/** What is wrong with a command line is said with what to type instead. */

import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/ops/command-table.ts';
import { wrongOption, wrongUsage } from '../../src/ops/wrong-usage.ts';

test('every command is right as its own help has it', () => {
  for (const { name, options = [] } of COMMANDS) {
    expect(wrongUsage(name.split(' '), options)).toBeUndefined();
  }
});

test.each([
  [['sreve'], [], 'There is no command "sreve"; did you mean "serve"? Try: npx prod-access help'],
  [['zzz'], [], 'There is no command "zzz". Try: npx prod-access help'],
  [['health', 'now'], [], '"health" does not know what to do with "now". Usage: '],
  [['store', 'bakup', 'x'], [], 'There is no "store bakup"; did you mean "store backup"?'],
  [['audit', 'xyz'], [], 'There is no "audit xyz"; there is audit verify, audit export.'],
  [['audit', 'verify', 'x.db'], [], 'with "x.db". Usage: npx prod-access audit verify'],
  [['audit', 'verify'], ['format'], '"audit verify" takes no --format. Usage: '],
  [['health'], ['config'], '"health" takes no --config. Usage: '],
] as const)('%j with %j', (words, options, said) => {
  expect(wrongUsage(words, options)).toContain(said);
});

test('half a command is left to the command to complain about', () => {
  expect(wrongUsage(['audit'], [])).toBeUndefined();
});

test.each([
  ["Unknown option '--confg'. To …", 'There is no option --confg; did you mean "--config"?'],
  ["Unknown option '-x'. To specify a …", 'There is no option -x. Try'],
  ["Option '--from <value>' argument missing", '--from needs a value.'],
  ["Option '--for' argument is ambiguous.\nDid you …", 'a hyphen is written --for=-….'],
  ["Option '-h, --help' does not take an argument", '-h takes no value. Try'],
])('of %j', (said, ours) => {
  expect(wrongOption(said, ['config', 'from'])).toContain(ours);
});
