/** Cuts a list into pages: `NextToken` names the last item handed out, not a position. */

import { AwsFault } from './fault.ts';
import { type Input, textOf, validation } from './ssm-call.ts';

export interface Size {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken?: string;
}

/**
 * What comes or goes between two pages neither repeats nor hides its neighbours.
 *
 * @param ordered By `keyOf`, from the smallest on; so that a page costs what it holds.
 */
export function page<T>(
  ordered: readonly T[],
  keyOf: (item: T) => string,
  fits: (item: T) => boolean,
  input: Input,
  size: Size,
): Page<T> {
  const most = sizeOf(input, size);
  const items: T[] = [];
  for (let i = firstAfter(ordered, keyOf, tokenOf(input)); i < ordered.length; i++) {
    const item = ordered[i] as T;
    if (!fits(item)) continue;
    const last = items.at(-1);
    if (items.length === most && last !== undefined) {
      const token = Buffer.from(`after:${keyOf(last)}`).toString('base64url');
      return { items, NextToken: token };
    }
    items.push(item);
  }
  return { items };
}

function firstAfter<T>(ordered: readonly T[], keyOf: (item: T) => string, after: string): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(ordered[middle] as T) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

function sizeOf(input: Input, { least, most, usual }: Size): number {
  const wanted = input['MaxResults'] ?? usual;
  if (typeof wanted === 'number' && wanted >= least && wanted <= most) return wanted;
  const value = JSON.stringify(wanted);
  throw validation(`Value '${value}' at 'maxResults' must be from ${least} to ${most}`);
}

function tokenOf(input: Input): string {
  const token = textOf(input, 'NextToken');
  if (token === undefined) return '';
  const text = Buffer.from(token, 'base64url').toString();
  if (text.startsWith('after:')) return text.slice('after:'.length);
  throw new AwsFault('InvalidNextToken', 'The specified token is not valid.');
}
