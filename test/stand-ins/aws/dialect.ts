/** A way of speaking to a service: how a request says what it wants, and how it is answered. */

import type { AwsFault } from './fault.ts';
import type { Params } from './params.ts';
import type { SignedRequest } from './signature.ts';
import type { AccessKey, CallRecord } from './types.ts';

/** An authentic request, read. */
export interface Asked {
  readonly request: SignedRequest;
  readonly call: CallRecord;
  readonly params: Params;
  readonly key: AccessKey;
  readonly requestId: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Dialect {
  read(request: SignedRequest): { readonly action: string; readonly params: Params };
  /** @throws AwsFault */
  run(asked: Asked): Answer;
  refuse(fault: AwsFault, call: CallRecord, requestId: string): Answer;
}
