/** What verifying a ledger found, in sentences: some of each sort, or all. */

import type { LedgerFault } from '../audit/ledger-faults.ts';
import { isoSeconds } from '../kernel/time.ts';
import type { Late, Since, Unseen } from './ledger-remains.ts';
import type { Ahead, LedgerReport, Stamp } from './ledger-verify.ts';
import { SHOWN, someOf, withRest } from './some-of.ts';

const ADVICE = '; --all names them';

/** Some of each sort: blocks by the thousand must not stand before what they saw. */
export function ledgerSentences(
  faults: readonly LedgerFault[],
  most: number = SHOWN,
): readonly string[] {
  const lost = faults.filter((fault) => 'record' in fault);
  const bad = faults.filter((fault) => !('record' in fault));
  const shown = [...bad.slice(0, most), ...lost.slice(0, most)];
  return withRest(shown.map(ledgerSentence), faults.length, ADVICE);
}

/** An older copy of the store, or one that was set back: nobody can tell them apart from here. */
export function aheadSentences(
  { after, blocks, faults }: Ahead,
  most: number = SHOWN,
): readonly string[] {
  const ends = after ? `ends at ${stamped(after)}` : 'has no block of the ledger';
  const are = blocks === 1 ? '1 newer block is' : `${blocks} newer blocks are`;
  const sentence = `The store ${ends}; ${are} in the second place.`;
  if (faults.length === 0) return [sentence];
  const those = 'Of what only newer blocks saw, this is not in the store:';
  return [sentence, those, ...ledgerSentences(faults, most)];
}

export function soundSentence({ newest, blocks, anchors }: LedgerReport): string {
  const to = newest ? ` up to ${stamped(newest)}` : '';
  return `The ledger is sound${to}: ${blocks} blocks, ${anchors} anchors.`;
}

export function sinceSentence(newest: Stamp, { toMs, isLong }: Since): string {
  const until = `The ledger ends with ${stamped(newest)}, and events go on until ${utc(toMs)}`;
  return isLong ? `${until}: nothing vouches for these.` : `${until}: no block saw these yet.`;
}

/** What no block saw, or saw late: no fault by itself, for heads may have waited for theirs. */
export function waitSentences(
  { unseen, late, older }: LedgerReport,
  most: number = SHOWN,
): readonly string[] {
  const before = older === 1 ? '1 record has' : `${older} records have`;
  const began = `${before} events from before the ledger, which only a later block saw.`;
  return [
    ...someOf(unseen.map(unseenSentence), most, ADVICE),
    ...someOf(late.map(lateSentence), most, ADVICE),
    ...(older > 0 ? [began] : []),
  ];
}

const unseenSentence = ({ record, seq }: Unseen) =>
  `Not vouched for: ${record} from its event ${seq}, which no block saw.`;

const lateSentence = ({ record, seq, atMs, number, seenMs }: Late) =>
  `${record} has its event ${seq} dated ${utc(atMs)}, ` +
  `first seen by ${stamped({ number, atMs: seenMs })}.`;

const stamped = ({ number, atMs }: Stamp) => `block ${number} of ${utc(atMs)}`;

/** Whoever holds the key may have dated a block as they liked. */
const utc = (atMs: number) =>
  Math.abs(atMs) <= 8.64e15 ? isoSeconds(atMs) : 'a time that is none';

export function ledgerSentence(fault: LedgerFault): string {
  const block = `block ${fault.number} of the ledger`;
  switch (fault.kind) {
    case 'block-missing':
      return `B${block.slice(1)} is missing from the store.`;
    case 'block-altered':
      return `B${block.slice(1)} does not follow from the block before it.`;
    case 'block-unsigned':
      return `B${block.slice(1)} does not carry the signature of any of these keys.`;
    case 'copy-missing':
      return `The copy of ${block} is gone from the second place.`;
    case 'copy-differs':
      return `The copy of ${block} in the second place is not the block in the store.`;
    case 'deleted':
      return `${fault.record} was deleted: ${block} saw ${fault.seq} events of it.`;
    case 'cut':
      return `${fault.record} is cut short: ${block} saw ${fault.seq} events of it.`;
    case 'rewritten':
      return `${fault.record} was written anew: its event ${fault.seq} is not what ${block} saw.`;
  }
}
