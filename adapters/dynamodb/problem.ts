/** What DynamoDB answers when it does not do it, in a sentence for whoever operates the bot. */

import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { Fault } from '../../src/kernel/fault.ts';

/** Refused before it was looked at: it was not carried out, and may be sent again. */
export const isThrottled = (error: unknown): boolean =>
  isNamed(error, [
    'ProvisionedThroughputExceededException',
    'ThrottlingException',
    'RequestLimitExceeded',
  ]);

/** As AWS says it where it reads nothing at all: it was too much at once. */
export const leftUnread = (count: number): Error =>
  new ProvisionedThroughputExceededException({ message: `${count} left unread.`, $metadata: {} });

export const isConditionFailed = (error: unknown): boolean =>
  isNamed(error, ['ConditionalCheckFailedException']);
export const isMissing = (error: unknown): boolean => isNamed(error, ['ResourceNotFoundException']);
export const isThere = (error: unknown): boolean => isNamed(error, ['ResourceInUseException']);

/** A final no. Everything else that is no answer may have been carried out. */
export const isFinal = (error: unknown): boolean => isNamed(error, Object.keys(SENTENCES));

export function problemOf(table: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const name = error instanceof Error ? error.name : '';
  const say = SENTENCES[name];
  const why = error instanceof Error ? error.message : String(error);
  if (say)
    return new Fault('store-failed', `${say(table, why)} AWS says: ${why}`, { cause: error });
  if (isThrottled(error)) {
    const sentence = `DynamoDB is too busy for the table ${table}; it is tried again.`;
    return new Fault('store-failed', sentence, { cause: error });
  }
  return new Fault('store-failed', `The table ${table} did not answer: ${why}`, { cause: error });
}

export const initAdvice = (table: string): string =>
  `Make it with: npx prod-access store init --database dynamodb:${table}`;

const RIGHTS = (table: string) =>
  `The bot may not use the table ${table}. ` +
  'Name it in the stack of deploy/users-account.yml: Table.';
const CREDENTIALS = () => 'AWS does not know our credentials.';

const STRANGE = (table: string) => `DynamoDB does not take what it is asked of the table ${table}.`;

const OF_SIZE = /\bsize\b.* has exceeded /i;
const TOO_BIG = (table: string) => `A record does not fit into the table ${table}.`;

const SENTENCES: Readonly<Record<string, (table: string, why: string) => string>> = {
  ResourceNotFoundException: (table) => `There is no table ${table}. ${initAdvice(table)}`,
  AccessDeniedException: RIGHTS,
  UnrecognizedClientException: CREDENTIALS,
  InvalidSignatureException: CREDENTIALS,
  ExpiredTokenException: CREDENTIALS,
  CredentialsProviderError: CREDENTIALS,
  // It means whatever does not please, and says which in its words alone.
  ValidationException: (table, why) => (OF_SIZE.test(why) ? TOO_BIG(table) : STRANGE(table)),
  ItemCollectionSizeLimitExceededException: TOO_BIG,
};

const isNamed = (error: unknown, names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);
