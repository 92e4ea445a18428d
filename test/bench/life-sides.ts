/** The two sides of the race, each among stand-ins of its own: the program, and the bare script. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableInput } from '../../adapters/dynamodb/table.ts';
import { createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { startDynamo } from '../stand-ins/dynamodb/dynamo.ts';
import { SECRET } from './commands.ts';
import { type Child, startChild } from './child.ts';
import { createDriver, type Driver } from './life-drive.ts';
import { type Form, startLifeSlack } from './life-slack.ts';
import { AWS_ENV, lifeAccounts, lifeConfig } from './life-town.ts';
import { type TracedCall, traceOf } from './life-trace.ts';
import { createTape, startTap, type Tape } from './tap.ts';

export type StoreKind = 'sqlite' | 'dynamodb';

interface Town {
  readonly folder: string;
  readonly awsUrl: string;
  readonly slackUrl: string;
  readonly dynamoUrl: string;
  nowMs(): number;
  /** How many calls AWS has been asked so far. */
  asked(): number;
  turn(ms: number): void;
  hear(heard: (method: string, form: Form) => void): void;
}

type Undo = () => unknown;

/** Fresh each time, so that nothing of an earlier round stands. */
async function inTown<T>(
  store: StoreKind,
  count: number,
  work: (town: Town, later: (undo: Undo) => void) => Promise<T>,
): Promise<T> {
  const undo: Undo[] = [];
  try {
    let aheadMs = 0;
    let heard: (method: string, form: Form) => void = () => {};
    const nowMs = () => Date.now() + aheadMs;
    const aws = await createAwsStandIn({ now: nowMs, accounts: lifeAccounts(count) });
    undo.push(() => aws.close());
    const slack = await startLifeSlack((method, form) => heard(method, form));
    undo.push(() => slack.close());
    const folder = mkdtempSync(join(tmpdir(), 'prod-access-lives-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    const town = {
      folder,
      awsUrl: aws.url,
      slackUrl: slack.url,
      dynamoUrl: store === 'dynamodb' ? await startTable(undo) : '',
      nowMs,
      asked: () => aws.calls.length,
      turn: (ms: number) => void (aheadMs += ms),
      hear: (how: typeof heard) => void (heard = how),
    };
    return await work(town, (one) => undo.push(one));
  } finally {
    for (const one of undo.reverse()) await one();
  }
}

/** In this process, like AWS and Slack: the clock is turned only while none of them is asked. */
async function startTable(undo: Undo[]): Promise<string> {
  const dynamo = await startDynamo();
  undo.push(() => dynamo.close());
  return dynamo.endpoint;
}

type Around = Pick<Town, 'awsUrl' | 'slackUrl' | 'dynamoUrl'>;
const envOf = ({ awsUrl, slackUrl, dynamoUrl }: Around) => ({
  ...AWS_ENV,
  AWS_ENDPOINT_URL: awsUrl,
  AWS_ENDPOINT_URL_DYNAMODB: dynamoUrl,
  SLACK_API_URL: `${slackUrl}/api/`,
});

const TABLE = 'lives';

async function startOurs(store: StoreKind, town: Town, around: Around, count: number) {
  const child = startChild('life-ours.ts', {
    ...envOf(around),
    PROD_ACCESS_STAND_IN: 'yes',
    PROD_ACCESS_DATABASE: store === 'dynamodb' ? `dynamodb:${TABLE}` : join(town.folder, 'l.db'),
    PROD_ACCESS_SOCKET: join(town.folder, 'l.sock'),
    SLACK_BOT_TOKEN: 'xoxb-1111-2222-standin',
    SLACK_SIGNING_SECRET: SECRET,
  });
  const port = await child.ask<number>('start', { config: lifeConfig(count) });
  const driver = createDriver({
    port: () => port,
    nowMs: () => town.nowMs(),
    respondUrl: () => `${around.slackUrl}/respond/1`,
    turn(ms) {
      town.turn(ms);
      return child.ask('turn', { ms });
    },
  });
  town.hear((method, form) => driver.heard(method, form));
  return { child, driver };
}

export interface Race {
  readonly store: StoreKind;
  readonly warmUp: number;
  readonly atOnce: number;
  readonly batches: number;
}

const batch = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
const peopleOf = ({ warmUp, atOnce, batches }: Race) => warmUp + atOnce * batches;

export interface Run {
  readonly livesPerSecond: number;
  /** Of AWS, for each life. */
  readonly calls: number;
}

export const raceOurs = (race: Race): Promise<Run> =>
  inTown(race.store, peopleOf(race), async (town, later) => {
    const { child, driver } = await startOurs(race.store, town, town, peopleOf(race));
    later(() => over(child, driver));
    const { warmUp, atOnce, batches } = race;
    await driver.live(batch(0, warmUp));
    const timed = timing(town, atOnce * batches, () => driver.calmMs());
    for (let at = 0; at < batches; at += 1) await driver.live(batch(warmUp + at * atOnce, atOnce));
    return timed();
  });

export const raceBare = (race: Race, trace: Trace): Promise<Run> =>
  inTown(race.store, peopleOf(race), async (town, later) => {
    const child = startChild('life-bare.ts', envOf(town));
    later(() => child.stop());
    if (race.store === 'dynamodb') await child.ask('table', { input: tableInput(TABLE) });
    const { warmUp, atOnce, batches } = race;
    const told = { ...trace, own: AWS_ENV.AWS_ACCESS_KEY_ID };
    await child.ask('prepare', { ...told, from: 0, count: warmUp });
    await child.ask('run', { concurrency: warmUp });
    await child.ask('prepare', { ...told, from: warmUp, count: atOnce * batches });
    const timed = timing(town, atOnce * batches, () => 0);
    await child.ask('run', { concurrency: atOnce });
    return timed();
  });

function timing(town: Town, count: number, calmMs: () => number): () => Run {
  const workedMs = () => performance.now() - calmMs();
  const sinceMs = workedMs();
  const before = town.asked();
  return () => ({
    livesPerSecond: (count * 1_000) / (workedMs() - sinceMs),
    calls: (town.asked() - before) / count,
  });
}

export interface Trace {
  readonly trace: readonly TracedCall[];
  /** What is each life's own and must not be met by another. */
  readonly ids: readonly string[];
}

/** One life in the real program, written down call by call; one before it, to have all loaded. */
export const tapeLife = (store: StoreKind): Promise<Trace> =>
  inTown(store, 2, async (town, later) => {
    let isOn = false;
    const tape = createTape(() => isOn);
    const around = await tapped(town, tape, later);
    const { child, driver } = await startOurs(store, town, around, 2);
    later(() => over(child, driver));
    await driver.live([1]);
    isOn = true;
    await driver.live([0]);
    isOn = false;
    return { trace: traceOf(tape.calls), ids: idsIn(tape.calls.map(({ body }) => body).join()) };
  });

async function tapped(town: Town, tape: Tape, later: (undo: Undo) => void): Promise<Around> {
  const open = async (to: string, url: string): Promise<string> => {
    const tap = await startTap(to, url, tape);
    later(() => tap.close());
    return tap.url;
  };
  return {
    awsUrl: await open('aws', town.awsUrl),
    slackUrl: await open('slack', town.slackUrl),
    dynamoUrl: town.dynamoUrl === '' ? '' : await open('dynamodb', town.dynamoUrl),
  };
}

const idsIn = (text: string): readonly string[] => [
  ...new Set(text.match(/case\/PA-[0-9A-Z]{5}|444455556666:AIDA[0-9A-Z]+/g)),
];

async function over(child: Child, driver: Driver): Promise<void> {
  driver.close();
  await child.stop();
}
