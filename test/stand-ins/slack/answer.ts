/** What one person sees of the bot's answer to what they did. */

import type { Whisper } from './conversation.ts';
import { type Delivery, isTaken, type Reply, type Sent } from './delivery.ts';
import type { Acting } from './interaction-ids.ts';
import type { Json, JsonObject } from './json.ts';
import type { View } from './view.ts';
import { topView } from './view-stack.ts';

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
  const before = new Set(person.workspace.state.whispers.map((whisper) => whisper.ts));
  const sent = person.send(delivery);
  const reply = await sent.reply;
  return answerOf(person, before, reply, apply(reply), sent);
}

/** Slack's client refused before anything was sent. */
export function unsent(person: Person, outcome: Outcome): Answer {
  const before = new Set(person.workspace.state.whispers.map((whisper) => whisper.ts));
  const reply: Reply = { status: 0, body: undefined, ms: 0, timedOut: false };
  return answerOf(person, before, reply, outcome, undefined);
}

function answerOf(
  { workspace, user }: Person,
  before: ReadonlySet<string>,
  reply: Reply,
  outcome: Outcome,
  sent: Sent | undefined,
): Answer {
  return {
    status: reply.status,
    ackBody: reply.body,
    ackMs: reply.ms,
    timedOut: reply.timedOut,
    get whispers() {
      return workspace.state.whispers.filter((one) => one.user === user && !before.has(one.ts));
    },
    get view() {
      return topView(workspace, user);
    },
    errors: outcome.errors ?? {},
    shown: outcome.shown,
    options: outcome.options ?? [],
    sent,
  };
}

/** Slack's name for the way in which the bot failed to answer. */
export const failureOf = (reply: Reply): string | undefined => {
  if (reply.timedOut) return 'operation_timeout';
  return isTaken(reply) ? undefined : 'dispatch_failed';
};
