/** One demo a folder: a second would write over the records of the first. */

import { existsSync } from 'node:fs';
import { StoreProblem } from '../../adapters/sqlite/problem.ts';
import { takeWriterLock } from '../../adapters/sqlite/writer-lock.ts';
import { Fault } from '../../src/kernel/fault.ts';

/** @throws Fault with a sentence for whoever starts it while another one plays there. */
export function refuseSecond(folder: string): void {
  const database = `${folder}/prod-access.sqlite`;
  if (!existsSync(database)) return;
  try {
    takeWriterLock(database).release();
  } catch (error) {
    if (!(error instanceof StoreProblem && error.kind === 'in-use')) throw error;
    const sentence = 'This demo plays already. Use it where it was started, or end it there first.';
    throw new Fault('cannot-start', sentence, { cause: error });
  }
}

/** Ends the process: with the sentence alone, where there is one. */
export function giveUp(error: unknown): never {
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
