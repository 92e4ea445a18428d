/** What KMS and S3 answer when they do not do it, in a sentence for whoever operates the bot. */

import { Fault, type FaultCode } from '../../src/kernel/fault.ts';

/** A block of this number is there already. */
export const isThere = (error: unknown): boolean => nameOf(error) === 'PreconditionFailed';

/** To whoever may not list a bucket, S3 calls denied what is not there. */
export const isNotShown = (error: unknown): boolean =>
  nameOf(error) === 'NoSuchKey' || nameOf(error) === 'AccessDenied';

/** Of credentials that AWS does not know, or no longer. */
export const isUnknown = (error: unknown): boolean => Object.hasOwn(CREDENTIALS, nameOf(error));

export function keyProblem(arn: string, error: unknown): Fault {
  const name = nameOf(error);
  const say = KEY[name] ?? CREDENTIALS[name];
  if (say) return fault('aws-refused', `${say(arn)} AWS says: ${wordsOf(error)}`, error);
  if (BUSY.has(name)) return fault('aws-throttled', `KMS is too busy for ${arn}.`, error);
  return fault('aws-unreachable', `KMS did not answer for ${arn}: ${wordsOf(error)}`, error);
}

export function bucketProblem(bucket: string, error: unknown): Fault {
  const name = nameOf(error);
  const say = BUCKET[name] ?? CREDENTIALS[name];
  if (isUnlocked(error)) return unlocked(bucket, error);
  if (say) return fault('aws-refused', `${say(bucket)} AWS says: ${wordsOf(error)}`, error);
  if (BUSY.has(name)) return fault('aws-throttled', `S3 is too busy for ${bucket}.`, error);
  return fault('aws-unreachable', `S3 did not answer for ${bucket}: ${wordsOf(error)}`, error);
}

export const unlocked = (bucket: string, cause?: unknown): Fault =>
  new Fault(
    'aws-refused',
    `The bucket ${bucket} has no Object Lock, so whoever may write there may take blocks away. ` +
      'Switch it on for the bucket, or name one that has it.',
    { cause },
  );

/** The first is of a question about the lock, the second of an object to be locked. */
const isUnlocked = (error: unknown): boolean =>
  nameOf(error) === 'ObjectLockConfigurationNotFoundError' ||
  (nameOf(error) === 'InvalidRequest' && /missing Object ?Lock/i.test(wordsOf(error)));

type Sentences = Readonly<Record<string, (name: string) => string>>;

const RIGHTS =
  'For the bot, name both in the stack of deploy/users-account.yml: LedgerKey, LedgerBucket.';

const KEY: Sentences = {
  AccessDeniedException: (arn) => `These credentials may not use the key ${arn}. ${RIGHTS}`,
  DisabledException: (arn) => `The key ${arn} is disabled. Enable it.`,
  KMSInvalidStateException: (arn) => `The key ${arn} is not ready to sign, or is to be deleted.`,
  NotFoundException: (arn) => `There is no key ${arn}.`,
  InvalidKeyUsageException: (arn) =>
    `The key ${arn} is of another kind. It must be an ECC_NIST_EDWARDS25519 key, to sign.`,
  UnsupportedOperationException: (arn) =>
    `The key ${arn} has no public half. It must be an ECC_NIST_EDWARDS25519 key, to sign.`,
};

const BUCKET: Sentences = {
  AccessDenied: (bucket) => `These credentials may not use the bucket ${bucket}. ${RIGHTS}`,
  NoSuchBucket: (bucket) => `There is no bucket ${bucket}.`,
  PermanentRedirect: (bucket) => `The bucket ${bucket} is in another Region. Name it: region.`,
  AuthorizationHeaderMalformed: (bucket) =>
    `The bucket ${bucket} is in another Region. Name it: region.`,
};

const unknown = () => 'AWS does not know our credentials.';
const CREDENTIALS: Sentences = {
  UnrecognizedClientException: unknown,
  InvalidSignatureException: unknown,
  ExpiredTokenException: unknown,
  InvalidAccessKeyId: unknown,
  SignatureDoesNotMatch: unknown,
  ExpiredToken: unknown,
  CredentialsProviderError: unknown,
};

const BUSY = new Set(['ThrottlingException', 'Throttling', 'SlowDown', 'TooManyRequestsException']);

/** What has its sentence already keeps it. */
const fault = (code: FaultCode, words: string, cause: unknown): Fault =>
  cause instanceof Fault ? cause : new Fault(code, words.slice(0, 500), { cause });

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);
