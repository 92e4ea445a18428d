/** Buckets and the versions in them: what S3 keeps, and what Object Lock does not let go. */

import { AwsFault } from './fault.ts';

export interface Version {
  readonly key: string;
  readonly id: string;
  readonly atMs: number;
  /** Undefined for a delete marker. */
  readonly body: string | undefined;
  readonly lock: Lock | undefined;
}

export interface Lock {
  readonly mode: 'COMPLIANCE' | 'GOVERNANCE';
  readonly untilMs: number;
}

interface Bucket {
  readonly name: string;
  readonly account: string;
  /** With it come versions, and they cannot be switched off again. */
  readonly hasLock: boolean;
  /** By key, the newest version first. */
  readonly objects: Map<string, readonly Version[]>;
}

/** What an administrator of buckets does, and what lies in them. */
export interface Buckets {
  create(account: string, name: string, how?: { readonly hasLock?: boolean }): void;
  bucket(name: string): Bucket;
  /** From the newest to the oldest. */
  versions(bucket: string, key: string): readonly Version[];
  put(bucket: string, key: string, body: string | undefined, lock?: Lock): Version;
  /** @param mayBypass governance, which is no help against compliance. */
  deleteVersion(bucket: string, key: string, id: string, mayBypass: boolean): void;
}

export function createBuckets(now: () => number): Buckets {
  const buckets = new Map<string, Bucket>();
  let made = 0;

  function bucket(name: string): Bucket {
    const found = buckets.get(name);
    if (found) return found;
    throw new AwsFault('NoSuchBucket', 'The specified bucket does not exist');
  }
  const versions = (name: string, key: string) => bucket(name).objects.get(key) ?? [];

  return {
    bucket,
    versions,
    create: (account, name, { hasLock = true } = {}) =>
      void buckets.set(name, { name, account, hasLock, objects: new Map() }),
    put(name, key, body, lock) {
      const { hasLock, objects } = bucket(name);
      if (lock && !hasLock) throw invalid('Bucket is missing Object Lock Configuration');
      made += 1;
      const id = hasLock ? `v${String(made).padStart(6, '0')}` : 'null';
      const version = { key, id, atMs: now(), body, lock };
      const before = hasLock ? versions(name, key) : [];
      if (body === undefined && !hasLock) objects.delete(key);
      else objects.set(key, [version, ...before]);
      return version;
    },
    deleteVersion(name, key, id, mayBypass) {
      const found = versions(name, key).find((one) => one.id === id);
      const isLocked = found?.lock !== undefined && found.lock.untilMs > now();
      if (isLocked && !(mayBypass && found.lock.mode === 'GOVERNANCE')) {
        const words = 'Access Denied because object protected by object lock.';
        throw new AwsFault('AccessDenied', words);
      }
      const left = versions(name, key).filter((one) => one.id !== id);
      bucket(name).objects.set(key, left);
    },
  };
}

export const invalid = (words: string) => new AwsFault('InvalidRequest', words);
