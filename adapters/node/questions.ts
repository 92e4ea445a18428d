/** Asks whoever sits at the terminal; where nobody does, there is no answer. */

import { createInterface } from 'node:readline/promises';

export interface Questions {
  /** Undefined where nobody answers, or nobody does any more. */
  ask(question: string): Promise<string | undefined>;
  close(): void;
}

interface Ends {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

export function createQuestions(ends?: Ends): Questions {
  const { input, output } = ends ?? { input: process.stdin, output: process.stdout };
  if (!input.isTTY) return { ask: async () => undefined, close() {} };
  const lines = createInterface({ input, output });
  let isOver = false;
  const ended = new Promise<undefined>((resolve) => {
    lines.once('close', () => {
      isOver = true;
      resolve(undefined);
    });
  });
  return {
    ask: async (question) => (isOver ? undefined : Promise.race([lines.question(question), ended])),
    close: () => lines.close(),
  };
}
