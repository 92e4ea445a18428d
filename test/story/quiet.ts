/** Knows when nothing is under way on any wire of this process: bot, chat and AWS alike. */

import type { ServerResponse } from 'node:http';
import { subscribe } from 'node:diagnostics_channel';

let underWay = 0;
let lastMs = 0;

subscribe('http.server.request.start', (message) => {
  const { response } = message as { readonly response: ServerResponse };
  underWay += 1;
  lastMs = performance.now();
  response.once('close', () => {
    underWay -= 1;
    lastMs = performance.now();
  });
});

/** What another thread calls is under way from the asking to the hearing. */
const TEAMS_CALL = 'tracing:prod-access.teams-call';
subscribe(`${TEAMS_CALL}:start`, () => {
  underWay += 1;
  lastMs = performance.now();
});
subscribe(`${TEAMS_CALL}:asyncEnd`, () => {
  underWay -= 1;
  lastMs = performance.now();
});

/**
 * Resolves when every call is answered and nobody has made one for a moment; or has waited.
 *
 * @returns for how long nothing had been under way by then, in ms
 */
export async function quiet(calmMs = CALM_MS, patienceMs = PATIENCE_MS): Promise<number> {
  const startMs = performance.now();
  const tickMs = Math.min(3, calmMs / 4);
  let heardMs = 0;
  for (let awakeMs = 0; awakeMs < patienceMs; ) {
    const beforeMs = performance.now();
    await new Promise((resolve) => setTimeout(resolve, tickMs));
    const nowMs = performance.now();
    // Whoever waited for a processor has heard nothing: that is no calm, and nothing hangs.
    const tookMs = Math.min(nowMs - beforeMs, 2 * tickMs);
    awakeMs += tookMs;
    heardMs = underWay > 0 || lastMs >= beforeMs ? 0 : heardMs + tookMs;
    if (heardMs >= calmMs) return nowMs - Math.max(lastMs, startMs);
  }
  return 0;
}

/** From the answer of one call to the next call of the same work. */
const CALM_MS = 9;
/** What hangs for longer hangs on purpose. */
const PATIENCE_MS = 400;
