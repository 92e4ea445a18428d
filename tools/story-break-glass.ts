/** A story of break-glass: access first, everybody told, and a review that is chased until done. */

import { LINE, withGlassIn } from '../test/story/break-glass.ts';
import { untilEndIsWritten } from '../test/story/deeds.ts';
import { postedInTeams, TEAMS_CHANNELS } from '../test/story/teams-town.ts';
import { CHANNELS, createWorld, PEOPLE, type World } from '../test/story/world.ts';
import { expect, indent as indented, print, showPolicies, title } from './story-stage.ts';

const ROLE = 'ProdDbOperator';
const HOUR = 3_600_000;
const WORDS = {
  en: {
    line: LINE,
    opens: 'Open the form',
    confirm: 'Open access now',
    active: 'Access is active',
    ended: 'Access ended',
    reminded: 'was this break-glass justified?',
    justified: 'Justified…',
    why: 'What makes you say so?',
    comment: 'The site was down, and it was up again in ten minutes',
    record: 'Record',
    reviewed: 'reviewed this break-glass',
  },
  ja: {
    line: 'break-glass prod-db 20分 サイト停止中で、誰にも連絡がつかないため',
    opens: 'フォームを開く',
    confirm: '今すぐ開始する',
    active: 'アクセス有効',
    ended: 'アクセス終了',
    reminded: 'カードのボタンで確認を',
    justified: '妥当…',
    why: '判断の理由',
    comment: 'サイトが停止しており、10分で復旧したため',
    record: '記録する',
    reviewed: '緊急アクセスを事後確認',
  },
} as const;
type Words = (typeof WORDS)['en' | 'ja'];

/** The same in either chat. */
interface Stage {
  /** Types the line, and says the form that comes of it. */
  offer(): Promise<string>;
  /** Says the word; resolves when the card is there. */
  confirm(): Promise<void>;
  card(): string;
  thread(): readonly string[];
  /** The channel where everybody hears of it. */
  heard(): readonly string[];
  review(): Promise<void>;
}

export async function breakGlassStory(platform: string, isJapanese: boolean): Promise<void> {
  const isTeams = platform === 'teams';
  const channel = isTeams ? TEAMS_CHANNELS.ops : CHANNELS.general;
  const locale = isJapanese ? 'ja-JP' : 'en-US';
  const configure = (text: string) =>
    withGlassIn(channel)(isJapanese ? text.replace('language: en', 'language: ja') : text);
  const world = await createWorld({ configure, locale, ...(isTeams && { teams: 'alone' }) });
  const words = WORDS[isJapanese ? 'ja' : 'en'];
  try {
    await play(world, isTeams ? inTeams(world, words, locale) : inSlack(world, words), words);
  } finally {
    await world.close();
  }
}

async function play(world: World, stage: Stage, words: Words): Promise<void> {
  const says = (what: string) => stage.thread().some((line) => line.includes(what));
  title(`aiko: /prod-access ${words.line}`);
  print(indent(await stage.offer()));
  showAws(world, false);
  title(`aiko: ${words.confirm}`);
  await stage.confirm();
  await world.runUntil('access is active', () => says(words.active));
  print(indent(stage.card()));
  showAws(world, true);
  title('The channel for emergencies');
  for (const one of stage.heard()) print(indent(one));
  expect('it was told there once', stage.heard().length === 1);
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
  print(indent(stage.card()));
  title(`dai: ${words.justified}`);
  await stage.review();
  await world.runUntil('it is reviewed', () => says(words.reviewed));
  print(indent(stage.card()));
  title('The thread');
  for (const line of stage.thread()) print(`  | ${plain(line)}`);
}

function showAws(world: World, expected: boolean): void {
  const isAllowed = world.may('aiko.sato', ROLE);
  expect(`AWS: may aiko.sato assume ${ROLE}? ${isAllowed ? 'yes' : 'no'}`, isAllowed === expected);
  showPolicies(world);
}

/** A mention as it is read. */
const plain = (text: string): string => text.replaceAll('<at>', '@').replaceAll('</at>', '');
const indent = (text: string): string => indented(plain(text));

function inSlack(world: World, words: Words): Stage {
  const { slack } = world;
  const [aiko, dai] = [slack.as(PEOPLE.aiko), slack.as(PEOPLE.dai)];
  const cards = () => slack.messages(CHANNELS.approvals).filter((one) => !one.threadTs);
  const ts = () => cards()[0]?.ts ?? '';
  return {
    async offer() {
      await (await aiko.command('/prod-access', words.line)).untilView();
      return aiko.view ? slack.plainText(aiko.view) : '';
    },
    async confirm() {
      await aiko.submitView();
      await world.runUntil('the card is posted', () => cards().length > 0);
    },
    card: () =>
      cards()
        .map((one) => slack.plainText(one))
        .join(),
    thread: () => slack.thread(CHANNELS.approvals, ts()),
    heard: () => slack.messages(CHANNELS.general).map((one) => slack.plainText(one)),
    async review() {
      await (await dai.click(CHANNELS.approvals, ts(), words.justified)).untilView();
      await dai.submitView({ comment: words.comment });
    },
  };
}

function inTeams(world: World, words: Words, locale: string): Stage {
  const { teams } = world;
  teams.change(({ people }) => {
    for (const [name, person] of Object.entries(people)) people[name] = { ...person, locale };
  });
  const [aiko, dai] = [teams.as('aiko'), teams.as('dai')];
  let story: Awaited<ReturnType<typeof postedInTeams>> | undefined;
  return {
    async offer() {
      await aiko.say(`/prod-access ${words.line}`);
      const opener = () => aiko.direct.find((one) => teams.plainText(one).includes(words.opens));
      await teams.until(() => opener() !== undefined);
      const message = opener();
      if (message) await aiko.click(message, words.opens);
      return aiko.dialog ?? '';
    },
    async confirm() {
      story = await postedInTeams(world, () => aiko.press(words.confirm));
    },
    card: () => story?.words() ?? '',
    thread: () => story?.thread() ?? [],
    heard: () => teams.messages(TEAMS_CHANNELS.ops).map((one) => teams.plainText(one)),
    async review() {
      await story?.click('dai', words.justified);
      await dai.press(words.record, { [words.why]: words.comment });
    },
  };
}
