/** A sandbox account on the wire, an operator in it, and a clock on which sleep takes no time. */

import { createProver } from '../../adapters/aws/prove/prover.ts';
import type { Clock } from '../../src/kernel/time.ts';
import { type ProveOptions, prove } from '../../src/ops/prove-command.ts';
import type { Proved } from '../../src/ops/prove-judge.ts';
import type { Given } from '../../src/ports/prover.ts';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import type { UserSeed } from '../stand-ins/aws/seed.ts';

export const SANDBOX = '333344445555';
export const REGION = 'us-east-1';
export const NODE = 'i-0abc0000000000001';
const KEY = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox-secret' };
const START = Date.UTC(2026, 10, 24, 12, 0, 7);

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly rows: readonly Proved[];
}

export interface ProveTown {
  readonly aws: AwsStandIn;
  readonly clock: Clock & { nowMs: () => number };
  readonly given: Given;
  /** Of Ctrl-C. */
  readonly stop: AbortController;
  /** With the account typed in advance, and for machines, unless something else is said. */
  run(options?: Partial<ProveOptions>, around?: Around): Promise<Run>;
  /** All that stands in the account, as text to compare. */
  everything(): string;
  close(): Promise<void>;
}

interface Around {
  readonly catalogued?: readonly string[];
  readonly ask?: (question: string) => Promise<string>;
  readonly run?: string;
  /** What is said while it runs. */
  readonly heard?: (text: string) => void;
}

/** All that deploy/iam-prove-policy.json asks for, or whatever else the operator may. */
export async function createProveTown(operator: UserSeed = OWNER): Promise<ProveTown> {
  const clock = steppingClock();
  const accounts = {
    [SANDBOX]: { users: { operator }, keys: [{ ...KEY, user: 'operator' }] },
  };
  const aws = await createAwsStandIn({ now: () => clock.nowMs(), accounts });
  aws.ssm.region(SANDBOX, REGION).putNode(NODE, { name: 'sandbox-1' });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: KEY.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
    AWS_REGION: REGION,
  });
  const { instance, store: identityStore } = aws.identityCenter;
  const given = { node: NODE, instance, identityStore };
  const stop = new AbortController();
  return {
    aws,
    clock,
    given,
    stop,
    run: (options = {}, around = {}) => runOnce({ clock, stop, given }, options, around),
    everything: () => everythingIn(aws),
    close: () => aws.close(),
  };
}

const ANY = { Effect: 'Allow', Action: '*', Resource: '*' };
const OWNER: UserSeed = { inline: { all: { Version: '2012-10-17', Statement: [ANY] } } };

async function runOnce(
  { clock, stop, given }: Pick<ProveTown, 'clock' | 'stop' | 'given'>,
  options: Partial<ProveOptions>,
  { catalogued = [], ask, heard, run = 'prod-access-prove-4f0c1a' }: Around,
): Promise<Run> {
  const texts = { out: '', err: '' };
  const terminal = {
    say: (text: string) => void (texts.out += `${text}\n`),
    complain: (text: string) => {
      texts.err += `${text}\n`;
      heard?.(text);
    },
    write: (text: string) => void (texts.out += text),
  };
  const asked: ProveOptions = { yes: SANDBOX, json: true, given, ...options };
  const code = await prove(asked, {
    clock,
    region: REGION,
    run,
    catalogued: new Set(catalogued),
    terminal,
    signal: stop.signal,
    prover: (mayGoOn) => createProver({ region: REGION, clock, run, given: asked.given, mayGoOn }),
    ...(ask ? { ask } : {}),
  });
  const isTold = asked.json && texts.out.startsWith('{');
  const rows = isTold ? (JSON.parse(texts.out) as { rows: readonly Proved[] }).rows : [];
  return { code, ...texts, rows };
}

/** Whoever sleeps has slept at once: what takes AWS a minute takes a test no time. */
function steppingClock(): Clock {
  let nowMs = START;
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms;
    },
  };
}

function everythingIn(aws: AwsStandIn): string {
  const { scheduler, ssm, identityCenter } = aws;
  const { users, groups, roles, policies } = aws.account(SANDBOX).state();
  const {
    users: people,
    groups: teams,
    memberships,
    permissionSets,
    assignments,
  } = identityCenter.state();
  const documents = ssm.region(SANDBOX, REGION).documentNames();
  const live = aws.sessionsOf({ account: SANDBOX, live: true }).map(({ id }) => id);
  const center = { people, teams, memberships, permissionSets, assignments };
  const schedules = scheduler.schedules(SANDBOX).map(({ name }) => name);
  const iam = { users, groups, roles, policies };
  return JSON.stringify({ iam, schedules, documents, live, center }, null, 1);
}

export const others = ({ rows }: Run) => rows.filter(({ verdict }) => verdict !== 'as assumed');
export const differing = (run: Run) =>
  others(run)
    .filter(({ verdict }) => verdict === 'differs')
    .map(({ question }) => question);
export const rowOf = ({ rows }: Run, question: string) =>
  rows.find((row) => row.question === question);
/** Without what needs a node or a directory. */
export const BARE = { given: {} };
