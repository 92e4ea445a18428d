/** Teams in a story: what people do there with the bot, and what they see. */

import type { Seen } from '../stand-ins/teams/client.ts';
import type { Message } from '../stand-ins/teams/state.ts';
import type { Teams } from '../stand-ins/teams/teams.ts';
import { plainText, type Readable } from '../stand-ins/teams/words.ts';
import type { Who } from './seed.ts';
import { teamsForm } from './teams-form.ts';
import { TEAMS_CHANNELS } from './teams-here.ts';
import { teamsOffice } from './teams-office.ts';
import {
  type Channel,
  type Heard,
  inOneSpacing,
  PATIENCE_MS,
  type Post,
  type Town,
} from './town.ts';

/** Whoever reads over everybody's shoulder: in the channel's zone, by a clock of 24 hours. */
const READER = { locale: 'en-GB', timezone: 'Asia/Tokyo' };

const wordsOf = (thing: Readable): string =>
  inOneSpacing(plainText(thing, READER).replaceAll(/<at>(.*?)<\/at>/g, '@$1'));

export function teamsTown(teams: Teams): Town {
  const answers: { readonly who: Who; readonly words: string }[] = [];
  const hears = (who: Who, words: string | undefined) => {
    if (words !== undefined) answers.push({ who, words: inOneSpacing(words) });
  };
  const direct = (who: Who) => teams.as(who).direct.filter(({ from }) => from === 'bot');
  const told = (who: Who) => direct(who).map(wordsOf);

  function listen(who: Who, act: () => Promise<Seen>): Promise<Heard> {
    const known = new Set(direct(who).map(({ id }) => id));
    const since = () => direct(who).filter(({ id }) => !known.has(id));
    return act().then((seen) => {
      hears(who, seen.shown);
      return heardOf(teams, { who, seen, since, hears });
    });
  }

  const postOf = (channel: Channel, { id }: Message): Post => ({
    id,
    channel,
    words: () => wordsOf(messageAt(teams, channel, id)),
    thread: () => teams.thread(TEAMS_CHANNELS[channel], id).map(wordsOf),
  });
  return {
    type: (who, line) =>
      listen(who, () => (line === '' ? teams.as(who).open() : teams.as(who).say(line))),
    click: (who, { channel, id }, button) =>
      listen(who, () => teams.as(who).click(messageAt(teams, channel, id), button)),
    clickInPrivate: (who, button) =>
      listen(who, () => teams.as(who).click(withButton(direct(who), button), button)),
    posts: (channel) => teams.messages(TEAMS_CHANNELS[channel]).map((one) => postOf(channel, one)),
    told,
    whispered: (who) => [
      ...answers.filter((one) => one.who === who).map(({ words }) => words),
      ...told(who),
    ],
    tagOf: (who) => `teams:${teams.state.tenantId}:${teams.as(who).person.aadObjectId}`,
    office: teamsOffice(teams),
  };
}

interface Hearing {
  readonly who: Who;
  readonly seen: Seen;
  readonly since: () => readonly Message[];
  readonly hears: (who: Who, words: string | undefined) => void;
}

function heardOf(teams: Teams, { who, seen, since, hears }: Hearing): Heard {
  const actor = teams.as(who);
  return {
    said(words = '') {
      const { shown } = seen;
      const all = () => [
        ...(shown === undefined ? [] : [inOneSpacing(shown)]),
        ...since().map(wordsOf),
      ];
      return teams.until(() => all().findLast((one) => one.includes(words)), PATIENCE_MS);
    },
    async form(words = '') {
      if (actor.dialog === undefined) {
        const opener = await teams.until(
          () => since().find((one) => openerIn(wordsOf(one)) !== undefined),
          PATIENCE_MS,
        );
        await actor.click(opener, openerIn(wordsOf(opener)) ?? '');
      }
      const form = teamsForm(teams, who);
      await teams.until(() => form.words().includes(words), PATIENCE_MS);
      return form;
    },
    shown: () =>
      teams.until(() => actor.dialog ?? seen.shown ?? since().map(wordsOf).at(-1), PATIENCE_MS),
    async again(other) {
      const { person } = teams.as(other);
      const { mri: id, displayName: name, aadObjectId } = person;
      const activity = { ...seen.activity, id: `again-${other}`, from: { id, name, aadObjectId } };
      const { body } = await teams.deliver(activity);
      const value = (body as { readonly value?: unknown } | undefined)?.value;
      if (typeof value === 'string') hears(other, value);
    },
  };
}

/** In the language of whoever asked. */
const openerIn = (words: string): string | undefined =>
  ['Open the form', 'フォームを開く'].find((one) => words.includes(one));

function messageAt(teams: Teams, channel: Channel, id: string): Message {
  const message = teams.messages(TEAMS_CHANNELS[channel]).find((one) => one.id === id);
  if (!message) throw new Error(`There is no message ${id}.`);
  return message;
}

function withButton(messages: readonly Message[], button: string): Message {
  const message = messages.findLast((one) => wordsOf(one).includes(`[ ${button} ]`));
  if (!message) throw new Error(`No message has a button ${button}.`);
  return message;
}
