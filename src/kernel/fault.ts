/** The unexpected: thrown with its cause, and retried. Refusals, the expected no, are values. */

export type FaultCode =
  | 'aws-unreachable'
  | 'aws-throttled'
  | 'aws-refused'
  | 'chat-unreachable'
  | 'chat-refused'
  | 'calendar-closed'
  | 'directory-unreachable'
  | 'roster-unreachable'
  | 'store-failed'
  | 'claim-too-old'
  /** Something in the surroundings has to be mended first; the message says what. */
  | 'cannot-start'
  | 'invariant-broken';

export class Fault extends Error {
  readonly code: FaultCode;
  /** How long the other side asked us to wait, when it said so. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: FaultCode,
    message: string,
    options?: ErrorOptions & { retryAfterMs?: number },
  ) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** Broken means: stop granting, keep revoking. */
export function invariant(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Fault('invariant-broken', what);
}
