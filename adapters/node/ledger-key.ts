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
    if ((statSync(path).mode & 0o077) !== 0) {
      throw new Fault('cannot-start', `Others may read the ledger key ${path}. Narrow it: 0600.`);
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

function read(path: string, parse: (pem: string) => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('cannot-start', `The ledger key ${path} cannot be read as PEM.`, { cause });
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new Fault('cannot-start', `The ledger key ${path} is no Ed25519 key.`);
}
