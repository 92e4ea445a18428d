/**
 * What every head says alike: AWS counts kilobytes, and most of a small record is such words.
 *
 * Never changed: records are read by them. A better one stands beside the others, by another name,
 * and what is packed with it is for older releases to see and not to read: `unread-head.ts`.
 */

import { readFileSync } from 'node:fs';

/** Broken into lines only for whoever looks at it. */
const wordsIn = (file: string): Buffer =>
  Buffer.from(readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('\n', ''));

const second = wordsIn('./dictionary.txt');

/** By the attribute that holds what was packed with it; the last is the one to pack with. */
export const DICTIONARIES = [
  ['packed2', second],
  ['packed3', Buffer.concat([second, wordsIn('./dictionary-3.txt')])],
] as const;
