/**
 * The key of the ledger in AWS KMS: it signs, and nobody can copy it.
 *
 * Ed25519 there is the key spec ECC_NIST_EDWARDS25519 with ED25519_SHA_512, which takes the text
 * itself (RAW) and no digest of it; so anybody can verify with the public half alone.
 */

import { createHash, createPublicKey, verify } from 'node:crypto';
import { signedText } from '../../src/audit/ledger.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { LedgerKey } from '../../src/ports/ledger.ts';
import { isUnknown, keyProblem } from './ledger-problem.ts';
import { ONE_ATTEMPT } from './one-attempt.ts';

const SPEC = 'ECC_NIST_EDWARDS25519';
const ALGORITHM = 'ED25519_SHA_512';

export interface KmsLedgerKey extends LedgerKey {
  /** As X.509 writes it (SPKI), in DER. */
  publicKey(): Promise<Uint8Array>;
}

async function open(arn: string) {
  const kms = await import('@aws-sdk/client-kms');
  // A key is where it was made, whatever the Region of everything else.
  const region = arn.split(':')[3] ?? '';
  return { kms, client: new kms.KMSClient({ region, ...ONE_ATTEMPT }) };
}

/** Nothing is asked before the first block: a KMS that is away keeps no program from starting. */
export function createKmsLedgerKey(arn: string): KmsLedgerKey {
  let opened: ReturnType<typeof open> | undefined;
  const asked = async <T>(
    ask: (to: Awaited<ReturnType<typeof open>>) => Promise<T>,
  ): Promise<T> => {
    try {
      return await ask(await (opened ??= open(arn)));
    } catch (error) {
      // The SDK keeps credentials for as long as they were said to last: another client asks anew.
      if (isUnknown(error)) opened = undefined;
      throw keyProblem(arn, error);
    }
  };

  const publicKey = () =>
    asked(async ({ kms, client }) => {
      const found = await client.send(new kms.GetPublicKeyCommand({ KeyId: arn }));
      return checked(arn, found);
    });

  let known: Uint8Array | undefined;
  const own = async () => (known ??= await publicKey());
  const id = async () => sha256(await own());
  return {
    publicKey,
    id,
    sign: (draft) =>
      asked(async ({ kms, client }) => {
        const command = new kms.SignCommand({
          KeyId: arn,
          Message: new TextEncoder().encode(signedText(draft)),
          MessageType: 'RAW',
          SigningAlgorithm: ALGORITHM,
        });
        const { Signature } = await client.send(command);
        return Buffer.from(Signature ?? []).toString('base64');
      }),
    async isOwn(block) {
      const bytes = await own();
      const text = Buffer.from(signedText(block));
      const signature = Buffer.from(block.signature, 'base64');
      return block.by === sha256(bytes) && verify(null, text, keyOf(bytes), signature);
    },
    look: async () => `${arn} is ${sha256(await publicKey()).slice(0, 8)}`,
  };
}

interface Found {
  readonly KeySpec?: string | undefined;
  readonly PublicKey?: Uint8Array | undefined;
}

/** A signature of another kind could never be verified: it is not made. */
function checked(arn: string, { KeySpec, PublicKey = new Uint8Array() }: Found): Uint8Array {
  const wanted = `The ledger needs a key of the spec ${SPEC} to sign and verify`;
  if (KeySpec !== SPEC) throw unfit(`${wanted}; ${arn} is ${KeySpec ?? 'of none'}.`);
  if (keyOf(PublicKey).asymmetricKeyType === 'ed25519') return PublicKey;
  throw unfit(`${wanted}; the public half of ${arn} is no Ed25519 key.`);
}

const keyOf = (spki: Uint8Array) =>
  createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
const unfit = (what: string) => new Fault('aws-refused', what);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
