/**
 * What every head says alike: AWS counts kilobytes, and most of a small record is such words.
 *
 * Never changed: records are read by it. A better one would stand beside it, under another name.
 */

import { readFileSync } from 'node:fs';

const lines = readFileSync(new URL('./dictionary.txt', import.meta.url), 'utf8');
/** Broken into lines only for whoever looks at it. */
export const DICTIONARY = Buffer.from(lines.replaceAll('\n', ''));
