/** Asks whoever sits at the terminal; where nobody does, there is no answer. */

import { createInterface } from 'node:readline/promises';

export interface Questions {
  /** Undefined where nobody answers, or nobody does any more. */
  ask(question: string): Promise<string | undefined>;
  close(): void;
}

export function createQuestions(input = process.stdin, output = process.stdout): Questions {
  if (!input.isTTY) return { ask: async () => undefined, close() {} };
  const lines = createInterface({ input, output });
  const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  return {
    ask: (question) => Promise.race([lines.question(question), ended]),
    close: () => lines.close(),
  };
}
