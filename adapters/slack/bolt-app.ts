/** The Bolt app: one listener for each kind of thing that Slack hands over. */

import { offerChoices, openHome, takeClick, takeCommand } from './acts.ts';
import type { Admit, Payload } from './admit.ts';
import { createBoltLog } from './bolt-log.ts';
import { type App, loadApp, type Receiver } from './bolt.ts';
import type { Desk } from './desk.ts';
import { part, word } from './payload.ts';
import type { Posting } from './posting.ts';
import { takeSubmission } from './submissions.ts';

export interface BoltParts {
  readonly desk: Desk;
  readonly receiver: Receiver;
  /** Absent where the receiver asks for itself. */
  readonly guard?: Guard;
  readonly posting: Pick<Posting, 'forgetChannel'>;
}

export interface Guard {
  readonly admit: Admit;
  /** The socket that it comes by is to be closed. */
  readonly isClosing: () => boolean;
}

export function createBoltApp({ desk, receiver, guard, posting }: BoltParts): App {
  const BoltApp = loadApp();
  const app = new BoltApp({
    receiver,
    // Our own client makes the calls, so that Bolt needs no token and asks for nobody's name.
    authorize: async () => ({}),
    convoStore: false,
    ignoreSelf: false,
    logger: createBoltLog(desk.log),
  });
  app.error(async ({ message }) => {
    desk.log.error('slack-handler-failed', { why: message });
  });
  if (guard) keepOut(app, guard);
  takeActs(app, desk);
  takeEvents(app, desk, posting);
  return app;
}

/**
 * What is not for us is acknowledged, and that is all: given again, it would be no more ours. What
 * is for the next socket is not: Slack gives it again, and a form that was sent stays open.
 */
function keepOut(app: App, { admit, isClosing }: Guard): void {
  app.use(async ({ body, next, ...rest }) => {
    if (isClosing()) return;
    if (admit(payloadOf(body))) await next();
    else if ('ack' in rest) await (rest.ack as () => Promise<void>)();
  });
}

function takeActs(app: App, desk: Desk): void {
  const { once } = desk;
  app.command(ANY, ({ ack, body }) => {
    const payload = payloadOf(body);
    return once.answer(triggerOf(payload), ack, () => takeCommand(desk, payload));
  });
  app.action(ANY, ({ ack, body }) => {
    const payload = payloadOf(body);
    return once.answer(triggerOf(payload), ack, () => takeClick(desk, payload));
  });
  app.view(ANY, ({ ack, body }) => {
    const payload = payloadOf(body);
    return once.answer(triggerOf(payload), ack, () => takeSubmission(desk, payload));
  });
  app.options(ANY, ({ ack, body }) => {
    const payload = payloadOf(body);
    return once.answer('', ack, () => offerChoices(desk, payload));
  });
}

function takeEvents(app: App, desk: Desk, posting: BoltParts['posting']): void {
  app.event(ANY, async ({ body }) => {
    const payload = payloadOf(body);
    const event = part(payload, 'event');
    const isAcknowledged = async () => {};
    if (word(event, 'type') === 'app_home_opened') {
      const id = word(payload, 'event_id');
      await desk.once.answer(id, isAcknowledged, () => openHome(desk, payload));
    } else if (word(event, 'type') === 'channel_shared') {
      // Looked at anew before the next message. Where a channel is archived, or we were taken out
      // of it, Slack itself refuses that message.
      posting.forgetChannel(word(event, 'channel'));
    }
  });
}

/** Bolt types payloads by what was subscribed to; we read them one field at a time. */
const payloadOf = (body: object): Payload => body as Payload;
/** Slack gives each act one, and gives it again when it hands the act over again. */
const triggerOf = (body: Payload): string => word(body, 'trigger_id');
const ANY = /^/;
