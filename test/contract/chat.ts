/** The promises of the chat (src/ports/chat.ts), kept alike by every adapter. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Card, Line, Notice } from '../../src/card/card.ts';
import type { MessageRef } from '../../src/case-file/case-file.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Chat, Posted } from '../../src/ports/chat.ts';

/** A chat with one channel of each kind, and eyes to see what stands in it. */
export interface ChatUnderTest {
  readonly chat: Chat;
  readonly channels: {
    readonly open: string;
    /** The bot was never invited. */
    readonly foreign: string;
    readonly archived: string;
    /** None where the chat cannot tell. */
    readonly shared?: string;
    readonly missing: string;
  };
  readonly people: { readonly aiko: PersonKey; readonly left: PersonKey };
  /** The words of a channel's messages outside threads, oldest first. */
  readonly messages: (channel: string) => readonly string[];
  readonly thread: (ref: MessageRef) => readonly string[];
  readonly told: (person: PersonKey) => readonly string[];
  /** Somebody deletes a message. */
  readonly remove: (ref: MessageRef) => void;
  /** From now on the chat answers nothing. */
  readonly falls: () => void;
  readonly rises: () => void;
  readonly close: () => Promise<void>;
}

export function chatContract(name: string, make: () => Promise<ChatUnderTest>): void {
  describe(`${name} keeps the promises of a chat`, () => {
    let under: ChatUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.close());

    posting(() => under);
    refusing(() => under);
    failing(() => under);
  });
}

function posting(under: () => ChatUnderTest): void {
  test('a card is posted, and changed where it stands', async () => {
    const { chat, channels, messages } = under();
    const ref = refOf(await chat.postCard(channels.open, card('open: nobody yet'), soon()));
    expect(messages(channels.open)).toHaveLength(1);
    const updated = await chat.updateCard(ref, card('active until 20:10'), soon());
    expect(updated).toEqual({ ok: true, ref });
    const [words] = messages(channels.open);
    expect(words).toContain('active until 20:10');
    expect(words).not.toContain('nobody yet');
  });

  test('lines stand in the card’s thread, in the order in which they were said', async () => {
    const { chat, channels, thread, messages } = under();
    const ref = refOf(await chat.postCard(channels.open, card('open: nobody yet'), soon()));
    const said = ['aiko asked.', 'ben approved.', 'chie approved.'];
    await Promise.all(said.map((text) => chat.postLine(ref, line(text), false, soon())));
    expect(thread(ref)).toEqual(said.map((text) => expect.stringContaining(text)));
    expect(messages(channels.open)).toHaveLength(1);
  });

  test('a person is told, and nobody else', async () => {
    const { chat, channels, people, told, messages } = under();
    const posted = await chat.tell(people.aiko, notice('You have it until 20:07.'), soon());
    expect(posted).toMatchObject({ ok: true });
    expect(told(people.aiko)).toEqual([expect.stringContaining('You have it until 20:07.')]);
    expect(messages(channels.open)).toEqual([]);
  });

  test('an announcement stands in the channel itself', async () => {
    const { chat, channels, messages } = under();
    const posted = await chat.announce(channels.open, notice('Overdue: PA-7K3M2.'), soon());
    expect(posted).toMatchObject({ ok: true, ref: { channel: channels.open } });
    expect(messages(channels.open)).toEqual([expect.stringContaining('Overdue: PA-7K3M2.')]);
  });
}

function refusing(under: () => ChatUnderTest): void {
  test.each([
    ['foreign', 'not-a-member'],
    ['archived', 'gone'],
    ['shared', 'shared'],
    ['missing', 'gone'],
  ] as const)('nothing is posted in a channel that is %s', async (which, why) => {
    const { chat, channels, messages } = under();
    const channel = channels[which];
    if (channel === undefined) return;
    expect(await chat.postCard(channel, card('open: nobody yet'), soon())).toEqual({
      ok: false,
      why,
    });
    expect(await chat.announce(channel, notice('Hello.'), soon())).toEqual({ ok: false, why });
    expect(messages(channel)).toEqual([]);
  });

  test('a card that somebody deleted is gone, and may be posted anew', async () => {
    const { chat, channels, remove, messages } = under();
    const ref = refOf(await chat.postCard(channels.open, card('open: nobody yet'), soon()));
    remove(ref);
    const updated = await chat.updateCard(ref, card('active'), soon());
    expect(updated).toEqual({ ok: false, why: 'gone' });
    await chat.postCard(channels.open, card('active'), soon());
    expect(messages(channels.open)).toHaveLength(1);
  });

  test('who has left is not told', async () => {
    const { chat, people } = under();
    const posted = await chat.tell(people.left, notice('Hello.'), soon());
    expect(posted).toEqual({ ok: false, why: 'gone' });
  });
}

function failing(under: () => ChatUnderTest): void {
  test('a chat that does not answer is a fault, and later the same is said', async () => {
    const { chat, channels, messages, falls, rises } = under();
    falls();
    const posting = chat.postCard(channels.open, card('open: nobody yet'), soon());
    await expect(posting).rejects.toMatchObject({ code: 'chat-unreachable' });
    rises();
    await chat.postCard(channels.open, card('open: nobody yet'), soon());
    expect(messages(channels.open)).toHaveLength(1);
  });

  test('what was given up before its turn is not said', async () => {
    const { chat, channels, messages } = under();
    const posting = chat.postCard(channels.open, card('open: nobody yet'), AbortSignal.abort());
    await expect(posting).rejects.toMatchObject({ code: 'chat-unreachable' });
    expect(messages(channels.open)).toEqual([]);
  });
}

/** As patient as the engine. */
const soon = () => AbortSignal.timeout(10_000);

export const card = (status: string): Card => ({
  headline: 'Production database, 2 h',
  status: [{ text: status }],
  tone: 'waiting',
  facts: [{ name: 'Requested by', value: [{ text: 'aiko' }] }],
  notes: [],
  buttons: [],
  summary: 'aiko asks for Production database',
});

export const line = (text: string): Line => [{ text }];

export const notice = (text: string): Notice => ({
  lines: [line(text)],
  buttons: [],
  summary: text,
});

export function refOf(posted: Posted): MessageRef {
  if (!posted.ok) throw new Error(`It was not posted: ${posted.why}.`);
  return posted.ref;
}
