/** Pages and rates of AWS Organizations: a page may be empty, and more may come all the same. */

import { AwsFault } from './fault.ts';
import type { JsonCall } from './json-dialect.ts';
import { type Input, textOf } from './ssm-call.ts';
import { page } from './ssm-pages.ts';
import type { Rate } from './token-bucket.ts';

export interface OrganizationKnobs {
  /** Whether more calls than AWS takes are refused, on the stand-in's clock. */
  ratesApply: boolean;
  /** Of each operation, from one account. */
  rates: Readonly<Record<string, Rate>>;
  /** No page of a list is longer, whatever is asked for. */
  pageSize: number;
  /** Whether an empty page, with a token for more, comes before every page with something. */
  emptyPages: boolean;
  /** Whether accounts have a `Status` too, as they had until 2026-09-09. */
  tellsStatus: boolean;
}

export const RATES: Readonly<Record<string, Rate>> = {
  ListAccounts: { aSecond: 8, burst: 12 },
  ListAccountsForParent: { aSecond: 5, burst: 8 },
  ListOrganizationalUnitsForParent: { aSecond: 5, burst: 8 },
  ListRoots: { aSecond: 5, burst: 8 },
  DescribeAccount: { aSecond: 20, burst: 30 },
  ListTagsForResource: { aSecond: 10, burst: 15 },
};

const MOST = 20;

export function gappedPage<T extends { readonly id: string }>(
  { input }: JsonCall,
  { pageSize, emptyPages }: OrganizationKnobs,
  all: readonly T[],
): { readonly items: readonly T[]; readonly NextToken?: string } {
  const token = textOf(input, 'NextToken');
  const wanted = sizeOf(input);
  const isAfterGap = token?.startsWith(GAP) === true;
  if (emptyPages && !isAfterGap) return { items: [], NextToken: `${GAP}${token ?? ''}` };
  const size = { least: 1, most: MOST, usual: MOST };
  const { NextToken: _, ...rest } = input;
  const from = isAfterGap ? token.slice(GAP.length) : token;
  const asked: Input = {
    ...rest,
    MaxResults: Math.min(wanted, pageSize),
    ...(from === undefined || from === '' ? {} : { NextToken: from }),
  };
  const ordered = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return page(
    ordered,
    ({ id }) => id,
    () => true,
    asked,
    size,
  );
}

const GAP = 'gap.';

function sizeOf(input: Input): number {
  const wanted = input['MaxResults'] ?? MOST;
  if (typeof wanted === 'number' && wanted >= 1 && wanted <= MOST) return wanted;
  throw new AwsFault('InvalidInputException', `MaxResults must be from 1 to ${MOST}.`);
}
