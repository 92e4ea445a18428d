/** Statements of AWS's public documentation of just-in-time node access, as they stand there. */

import { readFileSync } from 'node:fs';

const read = (name: string): string =>
  readFileSync(new URL(`./aws-documents/${name}.cedar`, import.meta.url), 'utf8');

export const AUTO_APPROVAL = read('auto-approval');
export const DENY_ACCESS = read('deny-access');
/** Everybody to development, who is on call to production. */
export const SAMPLES = read('samples');
export const COMMENTED = read('commented');
/** The action is spelt as Cedar does not read it. */
export const BARE_ACTION = read('bare-action');
/** Without its last semicolon. */
export const NO_SEMICOLON = read('no-semicolon');
/** The same action, and a tag that may not be there. */
export const PRINCIPAL_TAG = read('principal-tag');
/** The same action, and an attribute that may not be there. */
export const DIVISION = read('division');
