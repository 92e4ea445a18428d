/** The storm in a table: ours beside the bare loop, and what chat had to do with it. */

import type { Waiting } from './hanging-slack.ts';
import type { Report } from './report.ts';
import type { Told } from './storm-tally.ts';
import { ACCOUNTS, CALLS_PER_SECOND } from './storm-town.ts';

export interface Drain extends Told {
  /** From the first call answered to the last one that had to be. */
  readonly seconds: number;
  readonly rssMb: number;
  readonly cpuMs: number;
}

export interface Storm {
  readonly bare: readonly Drain[];
  readonly ours: Drain;
  readonly chat: Waiting;
}

export function stormReport(storm: Storm): Report {
  const { bare, ours } = storm;
  const sequence = ours.sequence.join(', ');
  const [first] = bare;
  // Sorted: reads of one look are sent side by side, and arrive as they please.
  const isSame = first?.sequence.toSorted().join() === ours.sequence.toSorted().join();
  if (!isSame) throw new Error(`Ours asks ${sequence}; bare ${first?.sequence.join(', ')}.`);
  const value = perSecond([ours]) / perSecond(bare);
  return {
    title: `${ours.readBack} grants that end in the same second, in ${ACCOUNTS} accounts`,
    notes: [
      `AWS: ${CALLS_PER_SECOND} calls/s of each account, reads included; more are throttled.`,
      'Drained: the permission is removed, and read back as gone. The second read of the proof,',
      '15 s later by the clock of each holding, and the going of the fence are left out alike.',
      'Each grant, as ours asked, reads of one look side by side:',
      `  ${ours.sequence.slice(0, 6).join(', ')},`,
      `  ${ours.sequence.slice(6).join(', ')}.`,
      'Bare: the SDK alone with our retry, the calls of 4 users of each account at a time; one',
      'half before ours and one after. Either is one process on one core, and that is what limits',
      'it: the accounts together would take more calls than one core can send.',
      'Slack takes every call, and answers none.',
    ],
    rows: rowsOf(storm),
    figures: [{ name: 'storm.drain_ratio', value, bound: { is: '>=', value: 0.9 } }],
  };
}

const sum = (drains: readonly Drain[], of: (one: Drain) => number): number =>
  drains.reduce((total, one) => total + of(one), 0);
const perSecond = (drains: readonly Drain[]): number =>
  sum(drains, (one) => one.readBack) / sum(drains, (one) => one.seconds);

function rowsOf({ bare, ours, chat }: Storm): Report['rows'] {
  const row = (title: string, digits: number, of: (drains: readonly Drain[]) => number) => [
    title,
    of(bare).toFixed(digits),
    of([ours]).toFixed(digits),
  ];
  const total = (of: (one: Drain) => number) => (drains: readonly Drain[]) => sum(drains, of);
  const seconds = total((one) => one.seconds);
  const calls = total((one) => one.calls);
  const cpuMs = total((one) => one.cpuMs);
  const count = total((one) => one.readBack);
  return [
    ['', 'bare', 'ours'],
    row('seconds', 1, seconds),
    row('drained/s', 1, perSecond),
    row('AWS calls/s', 0, (drains) => calls(drains) / seconds(drains)),
    row(
      'calls throttled',
      0,
      total((one) => one.throttled),
    ),
    row('processor, ms a grant', 2, (drains) => cpuMs(drains) / count(drains)),
    row('peak memory, MB', 0, (drains) => Math.max(...drains.map((one) => one.rssMb))),
    ['chat calls, none of them answered', '', String(chat.calls)],
    ['most chat calls waiting at a time', '', String(chat.most)],
  ];
}
