/** What an operation of S3 works with here. */

import type { RequireAllowed } from './allowed.ts';
import type { Buckets } from './buckets.ts';
import type { Asked } from './dialect.ts';

export interface S3Options {
  readonly now: () => number;
  readonly requireAllowed: RequireAllowed;
  readonly pageSize: number;
}

export interface S3Call extends S3Options {
  readonly buckets: Buckets;
  readonly asked: Asked;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
}
