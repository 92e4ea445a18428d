/** KMS of the stand-in: asymmetric keys that sign, over JSON 1.1, with real curves behind them. */

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { RequireAllowed } from './allowed.ts';
import type { Asked, Dialect } from './dialect.ts';
import { AwsFault } from './fault.ts';
import { type AccessKey, own } from './types.ts';

export type KeySpec = 'ECC_NIST_EDWARDS25519' | 'ECC_NIST_P256';
export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';

interface Key {
  readonly arn: string;
  readonly account: string;
  readonly spec: KeySpec;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  state: KeyState;
}

/** What an administrator of keys does. */
export interface Kms {
  /** Answers its ARN. */
  createKey(account: string, spec?: KeySpec): string;
  setState(arn: string, state: KeyState): void;
}

const SIGNS: Readonly<Record<KeySpec, Readonly<Record<string, string>>>> = {
  ECC_NIST_EDWARDS25519: { ED25519_SHA_512: 'RAW', ED25519_PH_SHA_512: 'DIGEST' },
  ECC_NIST_P256: { ECDSA_SHA_256: 'RAW' },
};
const MOST_BYTES = 4_096;

export function createKms(requireAllowed: RequireAllowed): Kms & { readonly dialect: Dialect } {
  const keys = new Map<string, Key>();

  function keyFor(asker: AccessKey, action: string, id: unknown): Key {
    const arn = String(id);
    const key = keys.get(arn);
    const owner = key?.account ?? asker.account;
    requireAllowed(asker, { action: `kms:${action}`, resource: arn, owner });
    if (!key) throw new AwsFault('NotFoundException', `Key '${arn}' does not exist`);
    if (key.state === 'Disabled') throw new AwsFault('DisabledException', `${arn} is disabled.`);
    if (key.state === 'Enabled') return key;
    throw new AwsFault('KMSInvalidStateException', `${arn} is pending deletion.`);
  }

  return {
    createKey(account, spec = 'ECC_NIST_EDWARDS25519') {
      const id = `00000000-0000-4000-8000-${String(keys.size + 1).padStart(12, '0')}`;
      const arn = `arn:aws:kms:us-east-1:${account}:key/${id}`;
      keys.set(arn, { arn, account, spec, ...pairOf(spec), state: 'Enabled' });
      return arn;
    },
    setState(arn, state) {
      const key = keys.get(arn);
      if (key) key.state = state;
    },
    dialect: {
      read({ headers, body }) {
        const action = (headers['x-amz-target'] ?? '').split('.')[1] ?? '';
        const { KeyId = '' } = JSON.parse(body || '{}') as { KeyId?: string };
        return { action, params: { KeyId } };
      },
      run(asked) {
        const { action } = asked.call;
        const input = JSON.parse(asked.request.body) as Record<string, string>;
        const key = keyFor(asked.key, action, input['KeyId']);
        if (action === 'Sign') return json(asked, signed(key, input));
        if (action === 'GetPublicKey') return json(asked, published(key));
        throw new AwsFault('UnknownOperationException', `There is no ${action}.`);
      },
      refuse(fault, _call, requestId) {
        const { code, message, status } = inItsWords(fault);
        return { ...json({ requestId }, { __type: code, message }), status };
      },
    },
  };
}

function signed(key: Key, input: Readonly<Record<string, string>>): object {
  const { SigningAlgorithm = '', MessageType = 'RAW', Message = '' } = input;
  const bytes = Buffer.from(Message, 'base64');
  if (bytes.length < 1 || bytes.length > MOST_BYTES) {
    const words = `Value at 'message' must have length from 1 to ${MOST_BYTES}`;
    throw new AwsFault('ValidationException', words);
  }
  const type = own(SIGNS[key.spec], SigningAlgorithm);
  if (type === undefined) {
    const words = `Algorithm ${SigningAlgorithm} is incompatible with key spec ${key.spec}.`;
    throw new AwsFault('InvalidKeyUsageException', words);
  }
  if (MessageType !== type || type !== 'RAW') {
    const words = `${SigningAlgorithm} does not support message type ${MessageType}.`;
    throw new AwsFault('ValidationException', words);
  }
  const digest = key.spec === 'ECC_NIST_P256' ? 'sha256' : null;
  const Signature = sign(digest, bytes, key.privateKey).toString('base64');
  return { KeyId: key.arn, SigningAlgorithm, Signature };
}

const published = ({ arn, spec, publicKey }: Key): object => ({
  KeyId: arn,
  KeySpec: spec,
  CustomerMasterKeySpec: spec,
  KeyUsage: 'SIGN_VERIFY',
  PublicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  SigningAlgorithms: Object.keys(SIGNS[spec]),
});

const pairOf = (spec: KeySpec) =>
  spec === 'ECC_NIST_P256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('ed25519');

const json = ({ requestId }: Pick<Asked, 'requestId'>, body: object) => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId },
  body: JSON.stringify(body),
});

/** The same troubles have other names here. */
const NAMES: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  Throttling: 'ThrottlingException',
  ServiceFailure: 'KMSInternalException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
};

const inItsWords = ({ code, message }: AwsFault) => new AwsFault(own(NAMES, code) ?? code, message);
