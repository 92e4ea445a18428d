/** What one life of a request costs on DynamoDB, by step, and what a replica costs that waits. */

import type { Figure } from './figure.ts';
import { liveMetered, LOOK_BACK, type Told } from './metered-life.ts';
import type { Report } from './report.ts';

const STEPS = [
  'ask',
  'card posted',
  'approval 1',
  'approval 2',
  'grant',
  'active',
  'watched while active',
  'end',
  'proof',
  'fence removed',
] as const;

/** On demand in us-east-1, in dollars for a million units: reference/aws.md, section 4. */
const DOLLARS = { write: 0.625, read: 0.125 };
/** For a thousand requests: reference/aws.md, the same section. */
const OTHERS = { team: 0.65, jitna: 3_330 };

interface Units {
  readonly calls: number;
  readonly write: number;
  readonly read: number;
}

export async function measureCost(): Promise<Report> {
  const { calls, idleSeconds } = await liveMetered();
  const work = calls.filter(({ cause }) => cause === 'work');
  const rows = STEPS.map(
    (step) => [step, unitsOf(work.filter((one) => one.step === step))] as const,
  );
  const life = unitsOf(work.filter(({ step }) => STEPS.some((one) => one === step)));
  const lookBack = unitsOf(work.filter(({ step }) => step === LOOK_BACK));
  const idle = unitsOf(calls.filter(({ step }) => step === 'idle'));
  const idlePerSecond = (idle.write + idle.read) / idleSeconds;
  return {
    title: 'What a request costs on DynamoDB: prod-db for an hour, two approvals, ended by time',
    notes: [
      'Units by the rules of AWS, from the sizes of items and of index entries on the wire.',
      'One replica. A step holds all that follows from it, until the next one begins.',
      'What the clock alone asks (the due index, the configuration in force) counts as idle;',
      'a look at either that comes sooner than in an idle replica counts as the request’s.',
      `Price: on demand, us-east-1: $${DOLLARS.write} and $${DOLLARS.read} for a million units.`,
    ],
    rows: [
      ['', 'calls', 'write units', 'read units'],
      ...rows.map(([step, units]) => row(step, units)),
      row('whole life', life),
      row(`${LOOK_BACK}, besides`, lookBack),
      ['idle, each second', perSecond(idle.calls), perSecond(idle.write), perSecond(idle.read)],
      ['', '', '', ''],
      ['1,000 requests cost', '', '', dollars(priceOfThousand(life))],
      ['with JITNA, 300 a month, 100 nodes', '', '', dollars(OTHERS.jitna)],
      ['with TEAM, its Step Functions alone', '', '', dollars(OTHERS.team)],
      ['a month of one idle replica', '', '', dollars(monthOf(idle, idleSeconds))],
    ],
    figures: [
      atMost('write_units', life.write, 150),
      atMost('read_units', life.read, 60),
      atMost('look_back_write_units', lookBack.write, 10),
      atMost('idle_units_per_s', idlePerSecond, 2),
    ],
  };

  function perSecond(count: number): string {
    return (count / idleSeconds).toFixed(2);
  }
}

const unitsOf = (calls: readonly Told[]): Units => ({
  calls: calls.length,
  write: calls.reduce((sum, one) => sum + one.writeUnits, 0),
  read: calls.reduce((sum, one) => sum + one.readUnits, 0),
});

const row = (title: string, { calls, write, read }: Units): readonly string[] => [
  title,
  String(calls),
  String(write),
  String(read),
];

/** Of units for one request: a thousandth of a million of them is what a thousand requests use. */
const priceOfThousand = ({ write, read }: Units): number =>
  (write * DOLLARS.write + read * DOLLARS.read) / 1_000;

const MONTH_SECONDS = 30 * 24 * 3_600;
const monthOf = ({ write, read }: Units, seconds: number): number =>
  (((write * DOLLARS.write + read * DOLLARS.read) / 1_000_000) * MONTH_SECONDS) / seconds;

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

const atMost = (name: string, value: number, bound: number): Figure => ({
  name: `cost.${name}`,
  value,
  bound: { is: '<=', value: bound },
});
