/** All accounts and keys, with enough of the past to show readers what has reached them so far. */

import type { DirectorySnapshot } from './directory-snapshot.ts';
import { createIds, type Ids } from './ids.ts';
import type { SsmSnapshot } from './ssm-places.ts';
import type { AccessKey, Account } from './types.ts';

export interface Propagation {
  /** How long after a write lists and gets still answer as before, on the stand-in's clock. */
  readsMs: number;
  /** How long authorisation still decides as before: its word travels apart from the reads'. */
  authorizerMs: number;
}

export interface SessionKnobs {
  /** Whoever goes on into another role leaves their SourceIdentity behind, and may set another. */
  dropsSource: boolean;
}

interface Version {
  readonly atMs: number;
  readonly account: Account;
}

export interface Snapshot {
  readonly version: 1;
  readonly drawn: number;
  readonly accounts: readonly Account[];
  readonly keys: readonly AccessKey[];
  /** Kept beside the accounts, and absent where it was saved before there were nodes. */
  readonly ssm?: SsmSnapshot;
  /** The organisation and Identity Center; absent where it was saved before there were any. */
  readonly directory?: DirectorySnapshot;
}

export interface World {
  readonly ids: Ids;
  readonly propagation: Propagation;
  readonly sessions: SessionKnobs;
  readonly keys: Map<string, AccessKey>;
  readonly accountIds: () => readonly string[];
  readonly current: (id: string) => Account;
  readonly readable: (id: string) => Account;
  readonly authorizing: (id: string) => Account;
  readonly put: (account: Account) => void;
  readonly addKey: (key: AccessKey) => void;
  readonly removeKey: (accessKeyId: string) => void;
  /** Lets everything written so far be seen at once. */
  readonly settle: () => void;
  readonly snapshot: () => Snapshot;
  readonly restore: (snapshot: Snapshot) => void;
}

export interface Hooks {
  readonly now: () => number;
  readonly changed: () => void;
  /** Does what was due by now; called before anything is read, so before all that is written. */
  readonly catchUp: () => void;
}

export function createWorld({ now, changed, catchUp }: Hooks): World {
  const [ids, propagation] = [createIds(), { readsMs: 0, authorizerMs: 0 }];
  const keys = new Map<string, AccessKey>();
  const histories = new Map<string, Version[]>();
  const seenAfter = (id: string, delayMs: number) => {
    catchUp();
    const versions = histories.get(id) ?? [];
    const isSeen = ({ atMs }: Version) => delayMs === 0 || atMs <= now() - delayMs;
    return (versions.findLast(isSeen) ?? versions[0])?.account ?? emptyAccount(id);
  };
  const world: World = {
    ids,
    propagation,
    sessions: { dropsSource: false },
    keys,
    accountIds: () => [...histories.keys()],
    current: (id) => seenAfter(id, 0),
    readable: (id) => seenAfter(id, propagation.readsMs),
    authorizing: (id) => seenAfter(id, propagation.authorizerMs),
    put: (account) => {
      const seenByAllMs = now() - Math.max(propagation.readsMs, propagation.authorizerMs);
      const kept = recent(histories.get(account.id) ?? [], seenByAllMs);
      histories.set(account.id, [...kept, { atMs: now(), account }]);
      changed();
    },
    addKey: (key) => {
      keys.set(key.accessKeyId, key);
      changed();
    },
    removeKey: (accessKeyId) => {
      keys.delete(accessKeyId);
      changed();
    },
    settle: () => {
      for (const [id, versions] of histories) histories.set(id, versions.slice(-1));
    },
    snapshot: () => {
      const accounts = [...histories.keys()].map((id) => seenAfter(id, 0));
      return { version: 1, drawn: ids.drawn, accounts, keys: [...keys.values()] };
    },
    restore: (snapshot) => {
      histories.clear();
      keys.clear();
      ids.drawn = snapshot.drawn;
      for (const account of snapshot.accounts) world.put(account);
      for (const key of snapshot.keys) world.addKey(key);
    },
  };
  return world;
}

/** Drops what every reader has outgrown: all before the last version that all of them see. */
function recent(versions: readonly Version[], seenByAllMs: number): readonly Version[] {
  const first = versions.findLastIndex(({ atMs }) => atMs <= seenByAllMs);
  return versions.slice(Math.max(first, 0));
}

function emptyAccount(id: string): Account {
  return { id, users: {}, groups: {}, roles: {}, policies: {} };
}
