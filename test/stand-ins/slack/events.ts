/** Events: sent once, and three times more when the bot does not take them. */

import { type Delivery, isTaken, type Reply, type Sent } from './delivery.ts';
import { VERIFICATION_TOKEN } from './interaction-ids.ts';
import type { JsonObject } from './json.ts';
import type { Workspace } from './workspace.ts';

export interface EventSender {
  /** Resolves with the first answer; the retries go on behind it. */
  readonly send: (payload: JsonObject) => Promise<Reply>;
  /** Resolves when no event waits for another try. */
  readonly settled: () => Promise<void>;
  readonly close: () => void;
}

export function createEventSender(
  send: (delivery: Delivery) => Sent,
  retryDelaysMs: readonly number[],
): EventSender {
  const stop = new AbortController();
  const running = new Set<Promise<void>>();

  async function retry(payload: JsonObject, first: Reply): Promise<void> {
    let last = first;
    for (const [index, delayMs] of retryDelaysMs.entries()) {
      if (isTaken(last) || last.noRetry) return;
      await pause(delayMs, stop.signal);
      if (stop.signal.aborted) return;
      const delivery = { num: index + 1, reason: reasonOf(last) };
      last = await send({ kind: 'events_api', payload, retry: delivery }).reply;
    }
  }

  return {
    send: async (payload) => {
      const first = await send({ kind: 'events_api', payload }).reply;
      const rest = retry(payload, first).finally(() => running.delete(rest));
      running.add(rest);
      return first;
    },
    settled: async () => {
      await Promise.all(running);
    },
    close: () => stop.abort(),
  };
}

const reasonOf = (reply: Reply): string => {
  if (reply.timedOut) return 'http_timeout';
  return reply.status === 0 ? 'connection_failed' : 'http_error';
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

export function eventPayload(workspace: Workspace, event: JsonObject): JsonObject {
  const { app } = workspace.state;
  const install = { enterprise_id: app.enterpriseId, team_id: app.teamId };
  return {
    token: VERIFICATION_TOKEN,
    team_id: app.teamId,
    context_team_id: app.teamId,
    context_enterprise_id: app.enterpriseId,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: workspace.nextId('Ev'),
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [
      { ...install, user_id: app.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
}
