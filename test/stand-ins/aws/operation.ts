/** What an operation of IAM is here: a read of one account, or a change to it. */

import type { Paging } from './paging.ts';
import type { Params } from './params.ts';
import type { AccessKey, Account } from './types.ts';
import type { XmlTree } from './xml.ts';

export interface ReadContext extends Paging {
  readonly caller: AccessKey;
}

export type Operation =
  | {
      readonly kind: 'read';
      readonly run: (account: Account, params: Params, context: ReadContext) => XmlTree;
    }
  | { readonly kind: 'write'; readonly run: (account: Account, params: Params) => Account };

type Run<K extends Operation['kind']> = Extract<Operation, { kind: K }>['run'];

export const read = (run: Run<'read'>): Operation => ({ kind: 'read', run });
export const write = (run: Run<'write'>): Operation => ({ kind: 'write', run });
