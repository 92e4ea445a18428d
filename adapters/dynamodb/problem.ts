/** What DynamoDB answers when it does not do it, in a sentence for whoever operates the bot. */

import {
  DynamoDBServiceException,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { Fault } from '../../src/kernel/fault.ts';

/** Refused before it was looked at: it was not carried out, and may be sent again. */
export const isUnseen = (error: unknown): boolean => isThrottled(error) || isMistimed(error);

/** Signed by a clock that was wrong: the SDK learns AWS's from each answer, and goes by it next. */
function isMistimed(error: unknown): boolean {
  if (!(error instanceof DynamoDBServiceException)) return false;
  const { clockSkewCorrected } = error.$metadata as { readonly clockSkewCorrected?: boolean };
  return clockSkewCorrected === true || MISTIMED.test(error.message);
}
const MISTIMED = /^Signature (?:expired|not\s+yet\s+current)\b/;

const isThrottled = (error: unknown): boolean =>
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
/** Of credentials that AWS no longer knows, whatever was said of how long they last. */
export const isStale = (error: unknown): boolean =>
  isNamed(error, ['ExpiredTokenException', 'UnrecognizedClientException']);
/** To have it backed up: AWS has not prepared that yet. */
export const isTooEarly = (error: unknown): boolean =>
  isNamed(error, ['ContinuousBackupsUnavailableException']);

/** A final no. Everything else that is no answer may have been carried out. */
export const isFinal = (error: unknown): boolean =>
  error instanceof Fault || (isNamed(error, Object.keys(SENTENCES)) && !isMistimed(error));

export interface Place {
  readonly table: string;
  readonly region: string;
}

/** @param wasThere whether we work with it already: then no new one is to be made. */
export function problemOf(place: Place, error: unknown, wasThere = false): Fault {
  if (error instanceof Fault) return error;
  const { table } = place;
  const name = error instanceof Error ? error.name : '';
  const say = wasThere && isMissing(error) ? goneSentence : SENTENCES[name];
  const why = error instanceof Error ? error.message : String(error);
  if (say)
    return new Fault('store-failed', `${say(place, why)} AWS says: ${why}`, { cause: error });
  if (isThrottled(error)) {
    const sentence = `DynamoDB is too busy for the table ${table}; it is tried again.`;
    return new Fault('store-failed', sentence, { cause: error });
  }
  return new Fault('store-failed', `The table ${table} did not answer: ${why}`, { cause: error });
}

export const initAdvice = (table: string): string =>
  `Make it with: npx prod-access store init --database dynamodb:${table}`;

/** Of one that was opened: an empty one in its place would know of nothing that was given. */
export const goneSentence = (place: Place): string =>
  `${noTable(place)} It was there when we started: restore it from its backup, and start again.`;

const noTable = ({ table, region }: Place) =>
  `There is no table ${table} in ${region} (AWS_REGION).`;

const RIGHTS = ({ table }: Place) =>
  `The bot may not use the table ${table}. ` +
  'Name it in the stack of deploy/users-account.yml: Table.';
const CREDENTIALS = () => 'AWS does not know our credentials.';

const CLOCK = 'The clock of this machine is more than five minutes from that of AWS.';
const STRANGE = ({ table }: Place) =>
  `DynamoDB does not take what it is asked of the table ${table}.`;

const OF_SIZE = /\bsize\b.* has exceeded /i;
const TOO_BIG = ({ table }: Place) => `A record does not fit into the table ${table}.`;

const SENTENCES: Readonly<Record<string, (place: Place, why: string) => string>> = {
  ResourceNotFoundException: (place) => `${noTable(place)} ${initAdvice(place.table)}`,
  AccessDeniedException: RIGHTS,
  UnrecognizedClientException: CREDENTIALS,
  InvalidSignatureException: (_, why) => (MISTIMED.test(why) ? CLOCK : CREDENTIALS()),
  ExpiredTokenException: CREDENTIALS,
  CredentialsProviderError: CREDENTIALS,
  // It means whatever does not please, and says which in its words alone.
  ValidationException: (place, why) => (OF_SIZE.test(why) ? TOO_BIG(place) : STRANGE(place)),
  ItemCollectionSizeLimitExceededException: TOO_BIG,
};

const isNamed = (error: unknown, names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);
