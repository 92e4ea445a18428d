/** What AWS answers when it does not do it: a final no, or a fault that is tried again. */

import { Fault } from '../../src/kernel/fault.ts';
import { type Refusal, refuse } from '../../src/kernel/refusal.ts';

interface AwsError {
  readonly name: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const isAwsError = (error: unknown): error is AwsError =>
  error instanceof Error && '$metadata' in error;

export const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  isAwsError(error) && names.some((name) => error.name.startsWith(name));

/** In a Region that has no such identity store nobody is missing: nothing is known of anybody. */
export const isMissing = (error: unknown): boolean =>
  isNamed(error, 'NoSuchEntity', 'ResourceNotFound') && !isOfNoStore(error);

const isOfNoStore = (error: unknown): boolean =>
  error instanceof Error && 'ResourceType' in error && error.ResourceType === 'IDENTITY_STORE';

/** The fault that came of it. */
export const isOfMissing = (error: unknown): boolean =>
  error instanceof Fault && isMissing(error.cause);

/** Of credentials that AWS no longer knows. */
export const isStale = (error: unknown): boolean =>
  isNamed(error, 'ExpiredToken', 'InvalidClientTokenId', 'UnrecognizedClient');

/** The caller's own time was over; the call itself may have been well. */
export const isGivenUp = (error: unknown): boolean =>
  error instanceof Error && error.name === 'AbortError';

/** What is final however often it is asked: quotas, malformed names, what the service owns. */
const FINAL = [
  'LimitExceeded',
  'MalformedPolicyDocument',
  'UnmodifiableEntity',
  'ValidationE',
  'InvalidInput',
  'ServiceQuotaExceeded',
];

export function finalRefusal(error: unknown, action: string): Refusal | undefined {
  if (!isNamed(error, ...FINAL)) return undefined;
  return refuse('aws-refused', { action, message: (error as AwsError).message.slice(0, 300) });
}

const THROTTLED = ['Throttling', 'TooManyRequests', 'RequestLimitExceeded', 'SlowDown'];
const DENIED = ['AccessDenied', 'InvalidClientTokenId', 'ExpiredToken', 'SignatureDoesNotMatch'];

/** Where the SDK came to the end of all places in which it looks for them. */
const NO_CREDENTIALS =
  'no credentials of AWS were found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and its secret, or ' +
  'run it where the machine or the container has a role';

/** Whatever is not final is unknown, and unknown is tried again. */
export function faultOf(error: unknown, action: string): Fault {
  if (error instanceof Fault) return error;
  const message = error instanceof Error ? error.message : String(error);
  // Of the SDK, and no answer of AWS.
  const isWithout = error instanceof Error && error.name === 'CredentialsProviderError';
  const said = isWithout ? NO_CREDENTIALS : `${action}: ${message}`.slice(0, 500);
  const cause = { cause: error };
  if (isNamed(error, ...THROTTLED)) return new Fault('aws-throttled', said, cause);
  if (isNamed(error, ...DENIED)) return new Fault('aws-refused', said, cause);
  return new Fault('aws-unreachable', said, cause);
}

/** What goes on without an answer that we may not have. */
export function ifDenied<T>(error: unknown, instead: T): T {
  if (isDenial(error)) return instead;
  throw error;
}

/** Old keys, or a signature by a clock that was just set, say nothing of what we may. */
export const isDenial = (error: unknown): boolean =>
  error instanceof Fault &&
  error.code === 'aws-refused' &&
  !isStale(error.cause) &&
  !isNamed(error.cause, 'SignatureDoesNotMatch');

/** Why something was not seen, in few words: of a denied call its name says enough. */
export function unseen(error: unknown): string {
  if (!(error instanceof Fault)) return String(error);
  const action = /^\w+:\w+(?=: )/.exec(error.message)?.[0];
  return error.code === 'aws-refused' && action ? `${action} is denied` : error.message;
}
