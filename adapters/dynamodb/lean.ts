/** The client of a table without what one attempt a call does not need; as that of IAM. */

import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

export function leanClient(options: DynamoDBClientConfig): DynamoDBClient {
  // The way through the SDK's middleware is laid once for each kind of call, not at every call.
  const client = new DynamoDBClient({ ...options, maxAttempts: 1, cacheMiddleware: true });
  const { middlewareStack, config } = client;
  middlewareStack.add((next) => next, RETRIES);
  middlewareStack.add((next) => next, LOGS);
  middlewareStack.add((next) => next, LAMBDA);
  const agent = config.defaultUserAgentProvider().then((parts) => parts.map(wordOf).join(' '));
  middlewareStack.add(
    (next) => async (args) => {
      const { headers } = args.request as { readonly headers: Record<string, string> };
      headers['user-agent'] = await agent;
      return next(args);
    },
    { step: 'build', name: 'getUserAgentMiddleware', priority: 'low', override: true },
  );
  return client;
}

const wordOf = ([name, version]: readonly [string, string?]): string => {
  if (version === undefined) return name;
  return `${name}${name.includes('/') ? '#' : '/'}${version}`;
};

/** Tries of its own: they are ours to make. After this one of its places comes the signature. */
const RETRIES = {
  step: 'finalizeRequest',
  name: 'retryMiddleware',
  priority: 'high',
  override: true,
} as const;
/** A log that is not kept. */
const LOGS = { step: 'initialize', name: 'loggerMiddleware', override: true } as const;
/** The trace of a function in Lambda, which this is not. */
const LAMBDA = {
  step: 'build',
  name: 'recursionDetectionMiddleware',
  priority: 'low',
  override: true,
} as const;
