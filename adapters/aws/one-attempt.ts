/** How every client here calls: once, for five seconds. */

const CALL_MS = 5_000;

/** What is tried again, and how often, we say ourselves: see ask-again.ts. */
export const ONE_ATTEMPT = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: CALL_MS,
    requestTimeout: CALL_MS,
    // The one before ends with the headers of the answer: its body may still never come.
    socketTimeout: CALL_MS,
    throwOnRequestTimeout: true,
  },
};
