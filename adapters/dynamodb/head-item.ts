/** A head as an item: what is looked for as attributes, the rest as one packed text. */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { sealedOf } from '../../src/audit/stored.ts';
import { sha256 } from '../../src/kernel/digest.ts';
import { Fault, invariant } from '../../src/kernel/fault.ts';
import type { EpochMs } from '../../src/kernel/time.ts';
import type { Head, IndexEntry, RecordKey } from '../../src/ports/store.ts';
import { DICTIONARIES } from './dictionary.ts';
import { damaged, newer, unreadHead } from './unread-head.ts';

export type Item = Record<string, AttributeValue>;

/** Of one commit, so that whoever got no answer can tell later whether it was theirs. */
export const COMMIT = 'commit';
const [, [PACKED, WORDS]] = DICTIONARIES;
export const SHARDS = 4;
/** As small as can be; with less memory to clear at each text, for all of them are short. */
const PACKING = { level: 9, memLevel: 7 };

export function headItem(head: Head, commit: string): Item {
  const { key, version, chain, body, sealed } = head;
  invariant(Number.isInteger(version) && version > 0, 'A version counts from 1.');
  const index = inWholeMs(head.index);
  // Packed, since AWS counts every kilobyte of every commit.
  const text = JSON.stringify({ chain, index, body: body ?? null, sealed });
  const plain: Item = {
    ...headKey(key),
    version: { N: String(version) },
    [COMMIT]: { S: commit },
    kind: { S: kindOf(key) },
    state: { S: `${kindOf(key)} ${index.state}` },
    place: { S: placeOf(index.createdMs, key) },
    ...(index.person === undefined ? {} : { person: { S: `${kindOf(key)} ${index.person}` } }),
    ...dueKeys(key, index),
  };
  const dictionary = wordsFor(plain, WORDS);
  return { ...plain, [PACKED]: { B: deflateRawSync(text, { ...PACKING, dictionary }) } };
}

export function headOf(item: Item): Head {
  const plain = { key: keyOf(item), version: Number(item['version']?.N) };
  const packed = packedIn(item);
  if (!packed) return unreadHead({ ...plain, index: plainIndex(item) }, newer(Object.keys(item)));
  try {
    const dictionary = wordsFor(item, packed.words);
    const text = inflateRawSync(packed.bytes, { dictionary }).toString();
    const { chain, index, body, sealed } = JSON.parse(text) as Omit<Head, 'key' | 'version'>;
    return { ...plain, body, chain, sealed: sealedOf(sealed), index };
  } catch (error) {
    return unreadHead({ ...plain, index: plainIndex(item) }, damaged(error));
  }
}

/** By words that we have; nothing when a newer release has packed it by others. */
function packedIn(item: Item): Packed | undefined {
  for (const [name, words] of DICTIONARIES) {
    const bytes = item[name]?.B;
    if (bytes) return { bytes, words };
  }
  return undefined;
}

interface Packed {
  readonly bytes: Uint8Array;
  readonly words: Buffer;
}

export const headKey = (key: string): Item => ({ pk: { S: key }, sk: { S: 'head' } });
export const keyOf = (item: Item): RecordKey => (item['pk']?.S ?? '') as RecordKey;
export const kindOf = (key: string): string => key.slice(0, key.indexOf('/'));

/** Sorts as the times do, and within one of them as the keys. */
export const placeOf = (createdMs: EpochMs, key: string): string => `${padded(createdMs)} ${key}`;
export const padded = (ms: EpochMs): string => String(Math.max(0, ms)).padStart(15, '0');

/** What the item says in plain text need not be said again in the packed one. */
function wordsFor(item: Item, words: Buffer): Buffer {
  const own = ['state', 'due', 'person', 'place'].map((name) => item[name]?.S ?? '').join(' ');
  return Buffer.concat([words, Buffer.from(own)]);
}

/** As far as it stands outside the packed text: what it leads to does not. */
function plainIndex(item: Item): IndexEntry {
  const kind = `${kindOf(keyOf(item))} `;
  const worded = (name: string) => item[name]?.S?.replace(kind, '');
  const person = worded('person');
  return {
    state: worded('state') ?? '',
    ...(person === undefined ? {} : { person }),
    createdMs: Number(item['place']?.S?.split(' ')[0]),
    due: dueOf(item['due']?.S ?? ''),
  };
}

/** Nothing at all for what has nothing due: then it is not in the index. */
function dueKeys(key: RecordKey, { due }: IndexEntry): Item {
  const times = Object.values(due);
  if (times.length === 0) return {};
  return {
    dueShard: { S: `due ${shardOf(key)}` },
    dueAt: { S: padded(Math.min(...times)) },
    due: { S: dueText(due) },
  };
}

/** `timer 1795510937586 chat 1795510939603`: each lane, and from when on it has work. */
const dueText = (due: IndexEntry['due']): string =>
  Object.entries(due)
    .map(([lane, atMs]) => `${lane} ${atMs}`)
    .join(' ');

export function dueOf(text: string): IndexEntry['due'] {
  return Object.fromEntries(
    [...text.matchAll(/(\w+) (\d+)/g)].map(([, lane, atMs]) => [lane, Number(atMs)]),
  );
}

const shardOf = (key: string): number => Number.parseInt(sha256(key).slice(0, 4), 16) % SHARDS;

export function inWholeMs(index: IndexEntry): IndexEntry {
  const due = Object.fromEntries(
    Object.entries(index.due).map(([lane, atMs]) => [lane, wholeMs(atMs)]),
  );
  return { ...index, createdMs: wholeMs(index.createdMs), due };
}

/** Nothing is due a fraction of a millisecond early. */
function wholeMs(ms: number): EpochMs {
  if (!Number.isFinite(ms)) throw new Fault('store-failed', `${ms} is not a time.`);
  return Math.ceil(ms);
}
