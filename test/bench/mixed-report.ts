/** The mixed storm in tables: kind by kind, and rate by rate, beside the fewest calls there are. */

import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { CallRecord } from '../stand-ins/aws/types.ts';
import { type Figure, percentile } from './figure.ts';
import { KINDS, type Kind, type RateName, RATES } from './mixed-kinds.ts';
import type { Fate } from './mixed-sight.ts';
import type { Report } from './report.ts';
import { CALLS_PER_SECOND } from './storm-town.ts';

/** Between the two looks that prove an end. */
const PROOF_S = 15;

export function mixedReport(fates: readonly Fate[], calls: readonly CallRecord[]): Report {
  const rates = RATE_NAMES.map((name) => rateRow(name, calls));
  return {
    title: `${fates.length} grants of every kind that end in the same second`,
    notes: [
      'AWS takes no more than it publishes. Of IAM it publishes nothing: there it takes the',
      `${CALLS_PER_SECOND} calls/s of the other storm. All live in one account and one Region.`,
      'AWS is a stand-in that answers at once, on a clock that stands still meanwhile: what takes',
      'time are its rates, our pauses and the 15 s of a proof. The machine is in no figure.',
      'Seconds from the end. Taken: the authorizer says no. Slack answers nothing.',
      'First looks in the order of risk: of two in the same account, one that only our call ends',
      'and one that a date has ended, the second was never looked at first.',
    ],
    rows: [
      [
        '',
        'grants',
        'may at the end',
        'taken p50',
        'p99',
        'last',
        'sessions',
        'last',
        'look',
        'proof',
      ],
      ...KINDS.map((kind) => kindRow(kind, fates)),
      [],
      ['', 'a second', 'fewest calls', 'fewest s', 'answered', 'refused'],
      ...rates,
    ],
    figures: figuresOf(fates),
  };
}

const RATE_NAMES = Object.keys(RATES) as RateName[];
const seconds = (ms: number): string => (ms / SECOND).toFixed(1);
const last = (times: readonly (number | undefined)[]): number =>
  Math.max(...times.map((one) => one ?? Number.NaN));

function kindRow(kind: Kind, fates: readonly Fate[]): readonly string[] {
  const own = fates.filter((fate) => fate.kind === kind);
  const taken = own.map(takenMs);
  const isOpened = kind.session !== undefined;
  return [
    kind.name,
    String(own.length),
    String(own.filter(({ mayAtEnd }) => mayAtEnd).length),
    ...[50, 99, 100].map((percent) => seconds(percentile(taken, percent))),
    isOpened ? String(own.length) : '',
    isOpened ? seconds(last(own.map(({ sessionMs }) => sessionMs))) : '',
    seconds(last(own.map(({ turnMs }) => turnMs))),
    seconds(last(own.map(({ provedMs }) => provedMs))),
  ];
}

/** No later than the end, where the authorizer said no to it before it came. */
const takenMs = ({ mayAtEnd, takenMs: ms = Number.NaN }: Fate): number => (mayAtEnd ? ms : 0);

function rateRow(name: RateName, calls: readonly CallRecord[]): readonly string[] {
  const own = calls.filter((call) => isOf(call, name));
  const answered = own.filter(({ outcome }) => outcome === 'ok').length;
  const fewest = fewestOf(name);
  const cells = [
    RATES[name],
    fewest,
    (fewest / RATES[name]).toFixed(1),
    answered,
    own.length - answered,
  ];
  return [name, ...cells.map(String)];
}

function isOf({ service, action }: CallRecord, name: RateName): boolean {
  if (name === 'IAM, all calls') return service === 'iam';
  return name === 'sso-admin, all calls' ? service === 'sso' : name === `${service}:${action}`;
}

const fewestOf = (name: RateName): number =>
  KINDS.reduce((sum, { count, fewest }) => sum + count * (fewest[name] ?? 0), 0);

/**
 * Of what only a call ends, one look and one call each: so long it takes at the least. Of IAM too
 * little is asked by then to count, and of SSO Admin both are.
 */
const fewestTakenS = (): number =>
  Math.max(
    ...RATE_NAMES.map((name) => {
      const own = KINDS.filter(({ isOver, fewest }) => !isOver && fewest[name] !== undefined);
      const each = name === 'sso-admin, all calls' ? 2 : 1;
      const isIam = name === 'IAM, all calls';
      return isIam ? 0 : (each * own.reduce((sum, { count }) => sum + count, 0)) / RATES[name];
    }),
  );

function figuresOf(fates: readonly Fate[]): readonly Figure[] {
  const inexact = fates.filter(
    ({ kind, might, mayAtEnd, mayAgain }) =>
      !might || mayAgain || (mayAtEnd && kind.ends === 'date'),
  ).length;
  const open = fates.filter(({ kind }) => !kind.isOver);
  const takenS = last([...open.map(takenMs), ...open.flatMap(sessionOf)]) / SECOND;
  const provedS = last(fates.map(({ provedMs }) => provedMs)) / SECOND;
  const fewestS = Math.max(PROOF_S, ...RATE_NAMES.map((name) => fewestOf(name) / RATES[name]));
  const booked = fates.filter(({ kind }) => kind.realm === 'center').map(takenMs);
  const most = (name: string, value: number, bound: number): Figure => {
    return { name: `mechanisms.storm_${name}`, value, bound: { is: '<=', value: bound } };
  };
  return [
    most('fences_inexact', inexact, 0),
    most('out_of_order_percent', outOfOrder(fates), 5),
    // By then EventBridge Scheduler has fired, whether or not we are alive.
    most('center_late_s', last(booked) / SECOND, MINUTE / SECOND),
    // Who is refused waits before asking again, so AWS is not asked as fast as it would answer.
    most('taken_ratio', takenS / fewestTakenS(), 3),
    most('drain_ratio', provedS / fewestS, 3),
  ];
}

const sessionOf = ({ kind, sessionMs }: Fate) => (kind.session === undefined ? [] : [sessionMs]);

/** Of all pairs in one account: what a date has ended was looked at before what only we end. */
function outOfOrder(fates: readonly Fate[]): number {
  let [pairs, wrong] = [0, 0];
  for (const open of fates.filter(({ kind }) => !kind.isOver)) {
    for (const over of fates) {
      if (!over.kind.isOver || over.account !== open.account) continue;
      pairs += 1;
      if ((over.turnMs ?? 0) < (open.turnMs ?? Infinity)) wrong += 1;
    }
  }
  return (100 * wrong) / pairs;
}
