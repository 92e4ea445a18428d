/** The key of the ledger: Ed25519, from a PEM file that nobody else may read. */

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { signedText } from '../../src/audit/ledger.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { LedgerCheck, LedgerKey } from '../../src/ports/ledger.ts';

export function openLedgerKey(path: string): LedgerKey {
  const key = read(path, (pem) => {
    if (isOpenToOthers(statSync(path), ourselves())) {
      throw new Fault('cannot-start', `Others may read the ledger key ${path}. ${NARROW}`);
    }
    return createPrivateKey(pem);
  });
  const shown = createPublicKey(key);
  const id = idOf(shown);
  const check = checkBy(shown);
  return {
    id: async () => id,
    sign: async (draft) => sign(null, Buffer.from(signedText(draft)), key).toString('base64'),
    isOwn: async (block) => check.isSigned(block, block.signature),
    look: async () => `${path} is ${id.slice(0, 8)}`,
  };
}

const NARROW =
  'Narrow it: 0600. (In Kubernetes: defaultMode 0400 of its Secret, and an fsGroup of the pod.)';

interface Rights {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

interface Ourselves {
  readonly uid: number | undefined;
  readonly groups: readonly number[];
}

/**
 * A file that is not ours we can read by our group alone: a Secret of Kubernetes belongs to root,
 * which may read everything, and its `fsGroup` makes 0440 of every narrower mode.
 */
export function isOpenToOthers({ mode, uid, gid }: Rights, us: Ourselves): boolean {
  const open = mode & 0o077;
  return open !== 0 && !(open === 0o040 && uid !== us.uid && us.groups.includes(gid));
}

const ourselves = (): Ourselves => ({
  uid: process.geteuid?.(),
  groups: [...(process.getgroups?.() ?? []), ...(process.getegid ? [process.getegid()] : [])],
});

/** With the public half; of a private key it is computed. */
export const openLedgerCheck = (path: string): LedgerCheck =>
  checkBy(read(path, (pem) => createPublicKey(pem)));

/** With the public half as a key service hands it out: SPKI in DER. */
export const ledgerCheckOf = (spki: Uint8Array): LedgerCheck =>
  checkBy(createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }));

function checkBy(key: KeyObject): LedgerCheck {
  const id = idOf(key);
  return {
    isSigned: (draft, signature) =>
      draft.by === id &&
      verify(null, Buffer.from(signedText(draft)), key, Buffer.from(signature, 'base64')),
  };
}

const idOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');

const NOT_READ: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a directory',
};

function read(path: string, parse: (pem: string) => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const isKept = code === 'EACCES';
    const why = NOT_READ[code] ?? 'cannot be read as PEM';
    const mend = isKept ? ' Give it to them, or in Kubernetes set an fsGroup of the pod.' : '';
    throw new Fault('cannot-start', `The ledger key ${path} ${why}.${mend}`, { cause });
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new Fault('cannot-start', `The ledger key ${path} is no Ed25519 key.`);
}
