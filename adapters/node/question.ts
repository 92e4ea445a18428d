/** A question to whoever sits at the terminal, and the line that is typed. */

import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Nothing was typed, where the terminal is closed or Ctrl-C is pressed instead. */
export function askLine(
  question: string,
  input: Readable,
  output: Writable,
  interrupted: () => void,
): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input, output });
    lines.once('SIGINT', () => {
      interrupted();
      lines.close();
    });
    lines.once('close', () => resolve(''));
    lines.question(question, (line) => {
      resolve(line);
      lines.close();
    });
  });
}
