/** Keeps one socket to Slack open: opens it, and opens it again whenever it is gone. */

import type { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../src/kernel/log.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';

export interface Connection {
  /** Resolves when the first attempt is over, whatever came of it. */
  open(): Promise<void>;
  close(): Promise<void>;
  isOpen(): boolean;
}

export interface ConnectionParts {
  readonly client: SocketModeReceiver['client'];
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Slack's client gives up for good when one attempt to come back fails, and otherwise waits longer
 * each time, at last for many minutes. So it only ever connects once; coming back is ours.
 */
export function createConnection({ client, clock, log }: ConnectionParts): Connection {
  const closing = new AbortController();
  let isOpen = false;

  client.on('connected', () => {
    isOpen = true;
    log.info('slack-connected');
  });
  client.on('disconnected', () => {
    const wasOpen = isOpen;
    isOpen = false;
    if (!wasOpen || closing.signal.aborted) return;
    log.warn('slack-disconnected');
    void reopen();
  });

  async function reopen(): Promise<void> {
    for (let failures = 1; !closing.signal.aborted; failures += 1) {
      if (await connects(client, log)) break;
      await clock.sleep(Math.min(failures * SECOND, LONGEST_PAUSE_MS), closing.signal);
    }
    // Closed while it was being opened.
    if (closing.signal.aborted) await client.disconnect();
  }

  return {
    isOpen: () => isOpen,
    async open() {
      if (!(await connects(client, log))) void reopen();
      else if (closing.signal.aborted) await client.disconnect();
    },
    async close() {
      closing.abort();
      if (!isOpen) return;
      // It waits for the other side's goodbye, which may never come.
      const late = new AbortController();
      const gone = client.disconnect().finally(() => late.abort());
      await Promise.race([gone, clock.sleep(GOODBYE_MS, late.signal)]);
    },
  };
}

async function connects(client: ConnectionParts['client'], log: Log): Promise<boolean> {
  // A server that takes the connection and then says nothing is no connection.
  const late = setTimeout(() => void client.disconnect(), HELLO_WITHIN_MS);
  try {
    await client.start();
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.warn('slack-connect-failed', { why });
    return false;
  } finally {
    clearTimeout(late);
  }
}

const HELLO_WITHIN_MS = 15 * SECOND;
const LONGEST_PAUSE_MS = 15 * SECOND;
const GOODBYE_MS = 2 * SECOND;
