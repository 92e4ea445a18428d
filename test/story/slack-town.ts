/** Slack in a story: what people do there with the bot, and what they see. */

import type { Answer } from '../stand-ins/slack/answer.ts';
import type { Message } from '../stand-ins/slack/conversation.ts';
import type { JsonObject } from '../stand-ins/slack/json.ts';
import type { Slack } from '../stand-ins/slack/slack.ts';
import type { Readable } from '../stand-ins/slack/words.ts';
import { CHANNELS, PEOPLE, TEAM, type Who } from './seed.ts';
import { slackForm } from './slack-form.ts';
import { slackOffice } from './slack-office.ts';
import {
  type Channel,
  type Heard,
  inOneSpacing,
  PATIENCE_MS,
  type Post,
  type Town,
} from './town.ts';

export function slackTown(slack: Slack): Town {
  const actor = (who: Who) => slack.as(PEOPLE[who]);
  const words = (thing: Readable) => inOneSpacing(slack.plainText(thing));
  const heard = (who: Who, answer: Answer): Heard => ({
    said: async (saying = '') => words(await answer.untilWhisper(saying, PATIENCE_MS)),
    form: async (saying = '') => {
      await answer.untilView(saying, PATIENCE_MS);
      return slackForm(slack, actor(who));
    },
    shown: () =>
      slack.until(() => {
        const { view } = answer;
        const whisper = answer.whispers.at(-1);
        return view ? words(view) : whisper && words(whisper);
      }, PATIENCE_MS),
    again: (other) => pressAgain(slack, answer.sent?.delivery.payload ?? {}, other),
  });
  const postOf = (channel: Channel, { ts }: Message): Post => ({
    id: ts,
    channel,
    words: () => words(messageAt(slack, channel, ts)),
    thread: () => slack.thread(CHANNELS[channel], ts).map(inOneSpacing),
  });
  return {
    type: async (who, line) => heard(who, await actor(who).command('/prod-access', line)),
    click: async (who, { channel, id }, button) =>
      heard(who, await actor(who).click(CHANNELS[channel], id, button)),
    clickInPrivate: async (who, button) => heard(who, await actor(who).clickInDm(button)),
    posts: (channel) =>
      slack
        .messages(CHANNELS[channel])
        .filter(({ threadTs }) => threadTs === undefined)
        .map((one) => postOf(channel, one)),
    told: (who) => actor(who).dms.map(words),
    whispered: (who) => actor(who).whispers.map(words),
    tagOf: (who) => `slack:${TEAM}:${PEOPLE[who]}`,
    office: slackOffice(slack),
  };
}

function messageAt(slack: Slack, channel: Channel, ts: string): Message {
  const message = slack.messages(CHANNELS[channel]).find((one) => one.ts === ts);
  if (!message) throw new Error(`There is no message ${ts}.`);
  return message;
}

/** Answered where they are: the old way back belongs to somebody else. */
async function pressAgain(slack: Slack, old: JsonObject, who: Who): Promise<void> {
  const user = { ...(old['user'] as JsonObject), id: PEOPLE[who], name: who };
  const { response_url: _, ...rest } = old;
  await slack.deliver('interactive', { ...rest, user, trigger_id: `old.${who}` });
}
