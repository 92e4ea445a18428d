/** A story of break-glass: access first, everybody told, and a review that is chased until done. */

import { LINE, withGlassIn } from '../test/story/break-glass.ts';
import { openForm, send } from '../test/story/acts.ts';
import { posted, untilEndIsWritten } from '../test/story/deeds.ts';
import { TEAMS_CHANNELS } from '../test/story/teams-here.ts';
import type { Post } from '../test/story/town.ts';
import { CHANNELS, type World } from '../test/story/world.ts';
import { expect, indent, plain, print, showPolicies, title } from './story-stage.ts';
import { storyWorld, type Told } from './story-world.ts';

const ROLE = 'ProdDbOperator';
const HOUR = 3_600_000;
const WORDS = {
  en: {
    line: LINE,
    confirm: 'Open access now',
    active: 'Access is active',
    ended: 'Access ended',
    reminded: 'was this break-glass justified?',
    justified: 'Justified…',
    comment: 'The site was down, and it was up again in ten minutes',
    reviewed: 'reviewed this break-glass',
  },
  ja: {
    line: 'break-glass prod-db 20分 サイト停止中で、誰にも連絡がつかないため',
    confirm: '今すぐ開始する',
    active: 'アクセス有効',
    ended: 'アクセス終了',
    reminded: 'カードのボタンで確認を',
    justified: '妥当…',
    comment: 'サイトが停止しており、10分で復旧したため',
    reviewed: '緊急アクセスを事後確認',
  },
} as const;
type Words = (typeof WORDS)['en' | 'ja'];

export async function breakGlassStory(told: Told): Promise<void> {
  const { isTeams, isJapanese } = told;
  const channel = isTeams ? TEAMS_CHANNELS.ops : CHANNELS.general;
  const world = await storyWorld(told, { configure: withGlassIn(channel) });
  try {
    const heard = () => world.deciding.posts(isTeams ? 'ops' : 'general');
    await play(world, WORDS[isJapanese ? 'ja' : 'en'], heard);
  } finally {
    await world.close();
  }
}

async function play(world: World, words: Words, heard: () => readonly Post[]): Promise<void> {
  title(`aiko: /prod-access ${words.line}`);
  const form = await openForm(world, words.line, 'aiko');
  print(indent(form.words()));
  showAws(world, false);
  title(`aiko: ${words.confirm}`);
  const story = await posted(world, () => form.send());
  const says = (what: string) => story.says(what);
  await world.runUntil('access is active', () => says(words.active));
  print(indent(story.words()));
  showAws(world, true);
  title('The channel for emergencies');
  await world.runUntil('it is told there', () => heard().length > 0);
  for (const one of heard()) print(indent(one.words()));
  expect('it was told there once', heard().length === 1);
  await untilEndIsWritten(world);
  title('The bot is stopped, and the clock is turned past the end');
  await world.stopBot();
  world.clock.turn(21 * 60_000);
  showAws(world, false);
  title('The bot is started again; nobody has reviewed it for five hours');
  await world.startBot();
  await world.runUntil('the end is said', () => says(words.ended));
  world.clock.turn(5 * HOUR);
  await world.runUntil('the reviewers are reminded', () => says(words.reminded));
  print(indent(story.words()));
  title(`dai: ${words.justified}`);
  await send('dai', story, words.justified, { comment: words.comment });
  await world.runUntil('it is reviewed', () => says(words.reviewed));
  print(indent(story.words()));
  title('The thread');
  for (const line of story.thread()) print(`  | ${plain(line)}`);
}

function showAws(world: World, expected: boolean): void {
  const isAllowed = world.may('aiko.sato', ROLE);
  expect(`AWS: may aiko.sato assume ${ROLE}? ${isAllowed ? 'yes' : 'no'}`, isAllowed === expected);
  showPolicies(world);
}
