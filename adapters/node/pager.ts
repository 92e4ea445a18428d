/** Calls the page webhook: JSON by POST, five seconds, anything but 2xx is "not delivered". */

import { Fault } from '../../src/kernel/fault.ts';
import type { Pager } from '../../src/ports/pager.ts';

const TIMEOUT_MS = 5_000;

export function createPager(url: string | undefined): Pager {
  return {
    async page(message) {
      if (url === undefined) return;
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ source: 'prod-access', ...message }),
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await response.body?.cancel();
        if (!response.ok) throw new Error(`The page webhook answered ${response.status}.`);
      } catch (cause) {
        throw new Fault('chat-unreachable', 'The page webhook was not reached.', { cause });
      }
    },
  };
}
