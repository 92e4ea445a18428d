/** `npm run story`: what it is asked for is told, or it says why not before it begins. */

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readStory } from '../../tools/story-arguments.ts';
import { ROOT } from '../house/checkout.ts';

test.each([
  [[], { name: '', platform: 'slack', isJapanese: false }],
  [['--lang', 'ja'], { name: '', platform: 'slack', isJapanese: true }],
  [['levels', '--lang=ja'], { name: 'levels', platform: 'slack', isJapanese: true }],
  [['--platform', 'teams', 'freeze'], { name: 'freeze', platform: 'teams', isJapanese: false }],
  [['--platform', 'both'], { name: '', platform: 'both', isJapanese: false }],
])('%j is told', (argv, story) => {
  expect(readStory(argv)).toEqual({ ok: true, story });
});

test.each([
  [['--lang', 'fr'], '--lang is en or ja, got "fr".'],
  [['--land', 'ja'], 'There is no option --land; did you mean "--lang"? Usage: npm run story'],
  [['--lang'], '--lang needs a value. Usage: npm run story'],
  [['--platform', 'irc'], '--platform is slack, teams or both, got "irc".'],
  [['levels', 'freeze'], 'One story at a time: levels, or freeze.'],
  [['lvels'], 'There is no story "lvels"; did you mean "levels"?'],
  [['ja'], 'There is no story "ja"; there are ssm-node, '],
  [['jitna', '--lang', 'ja'], 'jitna is told in English only.'],
  [['jitna', '--platform', 'teams'], 'jitna is told with --platform slack, not teams.'],
  [['levels', '--platform', 'both'], 'levels is told with --platform slack or teams, not both.'],
])('%j is refused', (argv, words) => {
  const read = readStory(argv);
  expect(read.ok ? '' : read.sentence).toContain(words);
});

const story = (...argv: readonly string[]) =>
  spawnSync(process.execPath, ['tools/story.ts', ...argv], { cwd: ROOT, encoding: 'utf8' });

test('what is refused is refused with 64, and nothing is played', () => {
  const { status, stdout, stderr } = story('--lang', 'fr');
  expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
  expect(stderr).toBe('--lang is en or ja, got "fr".\n');
});

test.each([
  ['levels', 'slack'],
  ['levels', 'teams'],
  ['tightened', 'slack'],
  ['tightened', 'teams'],
])('%s in %s is told in Japanese where that is asked for', (name, platform) => {
  const { status, stdout } = story(name, '--platform', platform, '--lang', 'ja');
  expect(stdout).toContain('Everything was as it should be.');
  expect(stdout).toContain('[ 承認する ]');
  expect(stdout).not.toMatch(/\[ Approve|waiting, |approved\b.*[.:]$/m);
  expect(status).toBe(0);
});
