/** What can be had in the simulated world, by a short name: what it takes, and what lives on. */

import { LONGEST_WORK_MS } from './luck.ts';

const MINUTE = 60_000;

export type Access = 'Db' | 'Logs' | 'Ops' | 'Sso' | 'Shell' | 'Tunnel' | 'Nodes' | Runbook;
/** What runbooks give with a date, and without one; and the work that one does by itself. */
type Runbook = 'Window' | 'Flag' | 'Work';

export const NODE = 'i-0123456789abcdef0';
export const REGION = 'us-east-1';
export const DOCUMENTS: Readonly<Partial<Record<Access, string>>> = {
  Shell: 'ProdAccess-Shell-15m',
  Tunnel: 'ProdAccess-Admin-GUI',
  Nodes: 'SSM-SessionManagerRunShell',
};
/** By its document, or the account's preferences; a tunnel lasts until somebody ends it. */
export const SHELL_MS = 15 * MINUTE;

/** As long as AWS's own tokens are good. */
export const TOKEN_MS = 15 * MINUTE;

/** What IAM is asked about: each has to be allowed, and none may be denied. */
export function needsOf(access: Access): readonly string[] {
  const document = DOCUMENTS[access];
  return document ? [`:instance/${NODE}`, `:document/${document}`] : [`:role/${access}`];
}

interface Tail {
  /** How long after its end on record it may be had with everybody dead. */
  readonly residueMs: number;
  /** How long a session then lives on; none where nobody could end one. */
  readonly tailMs?: number;
}

/** The longest window that AWS gives here, and how late an approval may land. */
const WINDOW_MS = (18 + 15) * MINUTE;

const TAILS: Readonly<Record<Access, Tail>> = {
  // The trust policy forces the session's name, so sessions are ended by name.
  Db: { residueMs: 0, tailMs: 0 },
  Ops: { residueMs: 0, tailMs: 0 },
  Logs: { residueMs: 0 },
  // A schedule fires within the minute that begins at its time, and takes a while.
  Sso: { residueMs: 2 * MINUTE },
  Shell: { residueMs: 0, tailMs: SHELL_MS },
  Tunnel: { residueMs: 0, tailMs: Infinity },
  Window: { residueMs: 0 },
  // AWS's own window, from when it takes the approval: as long as a signature is good after that.
  Nodes: { residueMs: WINDOW_MS, tailMs: WINDOW_MS + TOKEN_MS + SHELL_MS },
  // Nothing in AWS ends it: the card says so.
  Flag: { residueMs: Infinity },
  // A start may land as long as its signature is good, and then it runs on.
  Work: { residueMs: 15 * MINUTE + LONGEST_WORK_MS },
};
const RUNBOOKS: readonly Access[] = ['Window', 'Flag', 'Work'];
export const isOfRunbook = (access: Access): boolean => RUNBOOKS.includes(access);

export const tailOf = (access: Access): Tail => TAILS[access];

/** In every run, and in those where somebody asks for it. */
export const ALWAYS: readonly Access[] = ['Db', 'Logs', 'Ops', 'Sso'];
const LEADS: Readonly<Record<string, Access>> = {
  'prod-shell': 'Shell',
  'prod-tunnel': 'Tunnel',
  'prod-window': 'Window',
  'prod-flag': 'Flag',
  'prod-work': 'Work',
  'prod-nodes': 'Nodes',
};

export function accessIn(entitlements: Iterable<string>): readonly Access[] {
  const more = [...entitlements].flatMap((one) => LEADS[one] ?? []);
  return [...new Set([...ALWAYS, ...more])];
}
