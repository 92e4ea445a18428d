/** What a person does in a conversation: types a command, clicks in a message or in a whisper. */

import { type Answer, act, failureOf, type Outcome, type Person, unsent } from './answer.ts';
import { type ClickOptions, chosenIn, findTarget, isCalledOff, typedIn } from './clickable.ts';
import type { Channel, Message, Whisper } from './conversation.ts';
import type { Reply } from './delivery.ts';
import { directMessage } from './direct-message.ts';

import { newResponseUrl } from './interaction-ids.ts';
import { actionOf, commandPayload, messageActionPayload } from './payload.ts';
import { answerTo, responseBody } from './response-url.ts';
import type { ResponseUrl } from './state.ts';

const MOST_TEXT = 4000;

/** A person can act only where they can read. */
function channelSeen({ workspace, user }: Person, id: string): Channel {
  const channel = workspace.state.channels[id];
  const person = workspace.state.people[user];
  if (channel === undefined) throw new Error(`There is no channel ${id}.`);
  const isOpen = !channel.isPrivate && !person?.isRestricted && !person?.isStranger;
  if (isOpen || channel.im === user || channel.members.includes(user)) return channel;
  throw new Error(`${user} cannot see ${id}.`);
}

export function command(
  person: Person,
  line: { readonly command: string; readonly text: string; readonly channel?: string },
): Promise<Answer> {
  const { workspace, user } = person;
  const channel =
    line.channel === undefined ? directMessage(workspace, user) : channelSeen(person, line.channel);
  const { address, url } = newResponseUrl(person, { channel: channel.id });
  const text = line.text.slice(0, MOST_TEXT);
  const said = { command: line.command, text, responseUrl: address };
  const payload = commandPayload(person, channel, said);
  return act(person, { kind: 'slash_commands', payload }, (reply) => {
    const shown = failureOf(reply) ?? commandAck(person, url, reply);
    if (shown === undefined) return {};
    const words = `${line.command} failed with the error "${shown}"`;
    return slackSays(person, channel.id, words);
  });
}

/** Words in the ack of a command are shown as if they had come over its response_url. */
function commandAck({ workspace }: Person, url: ResponseUrl, { body }: Reply): string | undefined {
  if (body === undefined || body === '') return undefined;
  const said = responseBody(body);
  if (Object.keys(said).length === 0) return undefined;
  return answerTo(workspace, url, said) === undefined ? undefined : 'invalid_command_response';
}

export function slackSays(person: Person, channel: string, words: string): Outcome {
  const { workspace, user } = person;
  workspace.whisper({ user, channel, text: words, blocks: [], from: 'slack' });
  return { shown: words };
}

export function click(
  person: Person,
  place: { readonly channel: string; readonly ts: string },
  target: string,
  options: ClickOptions,
): Promise<Answer> {
  const channel = channelSeen(person, place.channel);
  const message = person.workspace.state.messages[channel.id]?.find((one) => one.ts === place.ts);
  if (message === undefined) throw new Error(`No message ${place.ts} in ${channel.id}.`);
  return clickIn(person, channel, message, target, options);
}

export function clickWhisper(
  person: Person,
  whisper: Whisper,
  target: string,
  options: ClickOptions,
): Promise<Answer> {
  if (whisper.user !== person.user) throw new Error(`${person.user} cannot see that whisper.`);
  return clickIn(person, channelSeen(person, whisper.channel), whisper, target, options);
}

/** The newest message of the bot's direct messages that has such a thing to click. */
export function clickInDm(person: Person, target: string, options: ClickOptions): Promise<Answer> {
  const channel = directMessage(person.workspace, person.user);
  const messages = person.workspace.state.messages[channel.id] ?? [];
  const message = messages.findLast(({ blocks }) => {
    try {
      return findTarget(blocks, target) !== undefined;
    } catch {
      return false;
    }
  });
  if (message === undefined) throw new Error(`${person.user} has no direct message ${target}.`);
  return clickIn(person, channel, message, target, options);
}

async function clickIn(
  person: Person,
  channel: Channel,
  written: Message | Whisper,
  target: string,
  options: ClickOptions,
): Promise<Answer> {
  const field = findTarget(written.blocks, target);
  if (isCalledOff(field, options)) return unsent(person, {});
  const isWhisper = 'from' in written;
  const { address } = newResponseUrl(person, {
    channel: channel.id,
    originalTs: written.ts,
    originalIsWhisper: isWhisper,
    ...(written.threadTs === undefined ? {} : { threadTs: written.threadTs }),
  });
  const at = {
    channel,
    ts: written.ts,
    threadTs: written.threadTs,
    message: isWhisper ? undefined : written,
    typed: typedIn(written.blocks, field, options),
    responseUrl: address,
  };
  const action = actionOf(field, chosenIn(field, options.value), person.workspace.nextTs());
  const payload = messageActionPayload(person, at, action);
  return act(person, { kind: 'interactive', payload }, (reply) =>
    clickOutcome(person, channel.id, reply),
  );
}

/** Slack marks a click that nobody answered with a small warning beside the button. */
export function clickOutcome(person: Person, channel: string, reply: Reply): Outcome {
  const shown = failureOf(reply);
  if (shown === undefined) return {};
  return slackSays(person, channel, `This app did not respond (${shown}).`);
}

/** Mentions and links typed by hand, as Slack rewrites them for commands with `should_escape`. */
export function escapeTyped({ workspace }: Person, text: string): string {
  const { people, channels } = workspace.state;
  const encoded = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return encoded.replaceAll(READ_INTO, (typed: string, mark?: string, name?: string) => {
    if (mark === undefined || name === undefined) return linkOf(typed);
    if (mark === '#') {
      const channel = Object.values(channels).find((one) => one.name === name);
      return channel === undefined ? typed : `<#${channel.id}|${name}>`;
    }
    const person = Object.values(people).find((one) => one.name === name);
    return person === undefined ? typed : `<@${person.id}|${name}>`;
  });
}

const READ_INTO = /https?:\/\/\S+|[\w.-]+@[\w-]+\.[\w.-]+|([@#])([\w.-]+)/g;

const linkOf = (typed: string): string =>
  typed.startsWith('http') ? `<${typed}>` : `<mailto:${typed}|${typed}>`;
