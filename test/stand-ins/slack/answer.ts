/** What one person sees of the bot's answer to what they did. */

import type { Whisper } from './conversation.ts';
import { type Delivery, isTaken, type Reply, type Sent, silence } from './delivery.ts';
import type { Acting } from './interaction-ids.ts';
import type { Json, JsonObject } from './json.ts';
import { createUntil } from './until.ts';
import type { View } from './view.ts';
import { topView } from './view-stack.ts';
import { type Saying, says } from './words.ts';

export interface Answer {
  /** HTTP status; 200 for a socket ack; 0 when nothing was sent or nobody answered. */
  readonly status: number;
  readonly ackBody: Json | undefined;
  readonly ackMs: number;
  readonly timedOut: boolean;
  /** Whispers to this person since they acted, read when asked: later ones are in it, too. */
  readonly whispers: readonly Whisper[];
  /** The topmost open modal of this person, read when asked. */
  readonly view: View | undefined;
  /** Words in red, by block id: of Slack's own client, or of the bot. */
  readonly errors: Readonly<Record<string, string>>;
  /** What Slack itself said, when the bot failed. */
  readonly shown: string | undefined;
  /** What an external select offers now. */
  readonly options: readonly JsonObject[];
  /** What went over the wire; absent when Slack's client refused before sending. */
  readonly sent: Sent | undefined;
  /** Waits for a modal opened or redrawn since, never for one that was there before. */
  untilView(saying?: Saying, timeoutMs?: number): Promise<View>;
  /** Waits for a whisper since. */
  untilWhisper(saying?: Saying, timeoutMs?: number): Promise<Whisper>;
}

export interface Outcome {
  readonly errors?: Readonly<Record<string, string>>;
  readonly shown?: string | undefined;
  readonly options?: readonly JsonObject[];
}

/** Somebody at their screen, and the way from there to the bot. */
export interface Person extends Acting {
  readonly send: (delivery: Delivery) => Sent;
}

/** Sends, waits for the ack as long as Slack does, and lets `apply` show what came of it. */
export async function act(
  person: Person,
  delivery: Delivery,
  apply: (reply: Reply) => Outcome,
): Promise<Answer> {
  const before = seenNow(person);
  const sent = person.send(delivery);
  const reply = await sent.reply;
  return answerOf(person, before, reply, apply(reply), sent);
}

/** Slack's client refused before anything was sent. */
export const unsent = (person: Person, outcome: Outcome): Answer =>
  answerOf(person, seenNow(person), silence(0, false), outcome, undefined);

interface Seen {
  readonly whispers: ReadonlySet<string>;
  readonly hash: string | undefined;
}

const seenNow = ({ workspace, user }: Person): Seen => ({
  whispers: new Set(workspace.state.whispers.map((whisper) => whisper.ts)),
  hash: topView(workspace, user)?.hash,
});

function answerOf(
  { workspace, user }: Person,
  before: Seen,
  reply: Reply,
  outcome: Outcome,
  sent: Sent | undefined,
): Answer {
  const until = createUntil(workspace.subscribe);
  const view = () => topView(workspace, user);
  const whispers = () =>
    workspace.state.whispers.filter((one) => one.user === user && !before.whispers.has(one.ts));
  return {
    status: reply.status,
    ackBody: reply.body,
    ackMs: reply.ms,
    timedOut: reply.timedOut,
    get whispers() {
      return whispers();
    },
    get view() {
      return view();
    },
    errors: outcome.errors ?? {},
    shown: outcome.shown,
    options: outcome.options ?? [],
    sent,
    untilView: (saying = '', timeoutMs) =>
      until(() => {
        const now = view();
        return now?.hash !== before.hash && now && says(workspace.state, now, saying) && now;
      }, timeoutMs),
    untilWhisper: (saying = '', timeoutMs) =>
      until(() => whispers().findLast((one) => says(workspace.state, one, saying)), timeoutMs),
  };
}

/** Slack's name for the way in which the bot failed to answer. */
export const failureOf = (reply: Reply): string | undefined => {
  if (reply.timedOut) return 'operation_timeout';
  return isTaken(reply) ? undefined : 'dispatch_failed';
};
