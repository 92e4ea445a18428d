/** Whom `doctor` looks for in the chat, to see that people are known there at all. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { botForEachTest } from './bot.ts';
import { tidy } from './tidy.ts';
import { CONFIG, slackId } from './town.ts';

const bot = botForEachTest();
beforeEach(() => tidy(bot.town));

const aboutPeople = async () => {
  const { out } = await bot.exec(['doctor']);
  return out.split('\n').filter((line) => line.includes('Chat people'));
};

test('where the file lists nobody, nobody is said to be unknown', async () => {
  const unlisted = CONFIG.replace(
    /\npeople:[^]*?\noperators: \{ people: \[lead1\]/,
    '\npeople: { from_tags: true }\ngroups:\n' +
      '  engineers: { slack_usergroup: S0ENGINEER }\n  leads: { slack_usergroup: S0LEADS001 }\n' +
      'operators: { people: [leads]',
  );
  writeFileSync(join(bot.town.folder, 'prod-access.yml'), unlisted);
  expect(await bot.exec(['check'])).toMatchObject({ code: 0 });
  expect(await aboutPeople()).toEqual([]);
});

test('an operator who has left is a finding, by name', async () => {
  expect(await aboutPeople()).toEqual(['ok    Chat people: lead1 is member']);
  bot.town.slack.change(({ people }) => {
    const lead = people[slackId('lead1')];
    if (lead) people[slackId('lead1')] = { ...lead, deleted: true };
  });
  expect(await aboutPeople()).toEqual([
    'WRONG Chat people: lead1, the first operator, is no member of this chat (left).',
  ]);
});
