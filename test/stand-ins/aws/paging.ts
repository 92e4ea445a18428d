/** Cuts a list into the pages IAM answers with: `Marker` in, `IsTruncated` and `Marker` out. */

import { AwsFault } from './fault.ts';
import type { Params } from './params.ts';
import { invalid } from './params.ts';
import type { XmlTree, XmlValue } from './xml.ts';

export interface Paging {
  /** No page is longer, whatever `MaxItems` says: IAM promises no full page either. */
  readonly pageSize: number;
}

/**
 * The marker names the last item handed out, not a position: what comes or goes between two pages
 * neither repeats nor hides its neighbours.
 */
export function page<T>(
  name: string,
  items: readonly T[],
  keyOf: (item: T) => string,
  draw: (item: T) => XmlValue,
  params: Params,
  paging: Paging,
): XmlTree {
  const after = params.Marker === undefined ? undefined : fromMarker(params.Marker);
  const sorted = items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const left = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const cut = left.slice(0, Math.min(maxItems(params), paging.pageSize));
  const last = cut.at(-1);
  const truncated = cut.length < left.length && last !== undefined;
  return {
    [name]: cut.map(draw),
    IsTruncated: truncated,
    Marker: truncated ? Buffer.from(`after:${keyOf(last)}`).toString('base64url') : undefined,
  };
}

function maxItems(params: Params): number {
  if (params.MaxItems === undefined) return 100;
  const wanted = Number(params.MaxItems);
  if (wanted >= 1 && wanted <= 1000) return wanted;
  throw invalid('maxItems', params.MaxItems, 'Member must have value between 1 and 1000');
}

function fromMarker(marker: string): string {
  const text = Buffer.from(marker, 'base64url').toString();
  if (!text.startsWith('after:')) throw new AwsFault('ValidationError', 'Invalid Marker.');
  return text.slice('after:'.length);
}
