/** What every answer of AWS says besides: what time it is there, and that our keys are stale. */

import { isStale } from './faults.ts';
import { addMiddleware, type Stacked } from './middleware.ts';

/** Every answer of AWS carries its clock in the `Date` header, to the second. */
export function listening<T extends Stacked>(
  client: T,
  heard: (dateMs: number) => void,
  lost: () => void,
): T {
  const reading = { step: 'deserialize', name: 'readDate' } as const;
  const read = (response: unknown) => {
    const { headers } = (response ?? {}) as { readonly headers?: Record<string, string> };
    const dateMs = Date.parse(headers?.['date'] ?? '');
    if (!Number.isNaN(dateMs)) heard(dateMs);
  };
  addMiddleware(client, reading, (next) => async (args) => {
    try {
      const result = await next(args);
      read(result.response);
      return result;
    } catch (error) {
      // A clock that is far off is heard of when AWS refuses what was signed by it.
      if (error instanceof Error && '$response' in error) read(error.$response);
      throw error;
    }
  });
  const dropping = { step: 'initialize', name: 'dropStaleCredentials' } as const;
  addMiddleware(client, dropping, (next) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (isStale(error)) lost();
      throw error;
    }
  });
  return client;
}
