/** A calendar by its address: fetched when what is known is too old, and never trusted for long. */

import { type Clock, type DurationMs, MINUTE } from '../../src/kernel/time.ts';

export interface Feed<T> {
  /** @throws Error that never repeats the address, which is a secret of its own. */
  latest(maxAgeMs: DurationMs): Promise<T>;
}

/** An old copy stands in for so much longer: a short outage freezes nothing. */
const SPARE_MS = 10 * MINUTE;
const PATIENCE_MS = 5_000;
const MOST_BYTES = 1_000_000;
const MOST_REDIRECTS = 3;

interface Copy<T> {
  readonly read: T;
  readonly etag: string | undefined;
  /** When it was asked for, by the monotonic clock. */
  readonly atMs: number;
}

/** @param read throws where a text is no calendar. */
export function createFeed<T>(
  url: string,
  clock: Pick<Clock, 'monotonicMs'>,
  read: (text: string) => T,
): Feed<T> {
  let known: Copy<T> | undefined;
  let asked: Promise<Copy<T>> | undefined;

  async function ask(): Promise<Copy<T>> {
    const atMs = clock.monotonicMs();
    const response = await get(url, known?.etag, AbortSignal.timeout(PATIENCE_MS));
    if (response.status === 304 && known) {
      await response.body?.cancel();
      known = { ...known, atMs };
    } else {
      const etag = response.headers.get('etag') ?? undefined;
      // A page of maintenance or of login takes the place of nothing.
      known = { read: read(await bounded(response)), etag, atMs };
    }
    return known;
  }

  return {
    async latest(maxAgeMs) {
      const ageOf = (copy: Copy<T>) => clock.monotonicMs() - copy.atMs;
      if (known && ageOf(known) < maxAgeMs) return known.read;
      const last = known;
      asked ??= ask().finally(() => {
        asked = undefined;
      });
      try {
        return (await asked).read;
      } catch (error) {
        if (last && ageOf(last) <= maxAgeMs + SPARE_MS) return last.read;
        throw error;
      }
    },
  };
}

async function get(url: string, etag: string | undefined, signal: AbortSignal): Promise<Response> {
  const headers = { accept: 'text/calendar', ...(etag && { 'if-none-match': etag }) };
  let next = url;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await fetchFrom(next, { headers, signal, redirect: 'manual' });
    if (response.ok || response.status === 304) return response;
    const to = response.headers.get('location');
    await response.body?.cancel();
    if (!REDIRECTS.includes(response.status) || to === null) {
      throw new Error(`its address answers ${response.status}`);
    }
    if (!URL.canParse(to, next)) throw new Error('its address leads nowhere');
    const { href } = new URL(to, next);
    if (!isSafe(href, url)) throw new Error('its address leads to one without https');
    next = href;
  }
  throw new Error('its address leads on and on');
}

const REDIRECTS = [301, 302, 303, 307, 308];

/** Nothing that began with https goes on without it. */
const isSafe = (href: string, from: string): boolean =>
  href.startsWith('https://') || (from.startsWith('http://') && hostOf(href) === hostOf(from));
const hostOf = (url: string): string => new URL(url).hostname;

async function fetchFrom(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw silent(cause);
  }
}

async function bounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += part.length;
      if (bytes > MOST_BYTES) break;
      parts.push(part);
    }
  } catch (cause) {
    throw silent(cause);
  }
  if (bytes > MOST_BYTES) throw new Error('it is longer than 1 MB');
  return new TextDecoder().decode(Buffer.concat(parts));
}

const silent = (cause: unknown): Error => new Error('its address does not answer', { cause });
