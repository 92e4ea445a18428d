/** Lists that AWS hands out in pages, each with the token of the next. */

import { Fault } from '../../src/kernel/fault.ts';
import { answered } from './iam-call.ts';

interface PageOf {
  readonly NextToken?: string | undefined;
}

/** All pages of a list, in order. */
export async function pagesOf<P extends PageOf, T>(
  action: string,
  page: (next: { readonly NextToken?: string }) => Promise<P>,
  items: (page: P) => readonly T[] | undefined,
): Promise<readonly T[]> {
  const found: T[] = [];
  let next: { readonly NextToken?: string } = {};
  for (let pages = 0; pages < 1_000; pages += 1) {
    const one = await answered(action, () => page(next));
    found.push(...(items(one) ?? []));
    if (!one.NextToken) return found;
    next = { NextToken: one.NextToken };
  }
  throw new Fault('aws-unreachable', `${action}: more pages than there can be.`);
}
