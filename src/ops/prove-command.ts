/** `prod-access prove`: says what it will make, asks, runs the experiments, removes it all. */

import { type Clock, MINUTE } from '../kernel/time.ts';
import { type Given, type Prover, type Remaining, Stopped, type Thing } from '../ports/prover.ts';
import { EXIT } from './command-table.ts';
import { type Experiment, EXPERIMENTS, missingFor, wrongIn } from './prove-experiments.ts';
import type { Proved } from './prove-judge.ts';
import { type Running, runExperiments } from './prove-run.ts';
import {
  leftoverText,
  notLookedAt,
  remainingText,
  statement,
  table,
  tally,
  thingText,
} from './prove-text.ts';
import type { Terminal } from './terminal.ts';

export interface ProveOptions {
  /** Named by the operator: then it may be one of the configuration's. */
  readonly account?: string;
  /** The account's id, typed in advance where nobody can be asked. */
  readonly yes?: string;
  readonly clean?: boolean;
  readonly json?: boolean;
  readonly given: Given;
}

export interface ProveAround {
  readonly clock: Clock;
  readonly region: string;
  readonly run: string;
  readonly prover: (mayGoOn: () => void) => Prover;
  /** The accounts of the configuration, whose people work in production. */
  readonly catalogued: ReadonlySet<string>;
  readonly terminal: Terminal;
  /** None without a terminal. */
  readonly ask?: (question: string) => Promise<string>;
  /** Of Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The last three of the fifteen minutes are for removing. */
const MOST_MS = 12 * MINUTE;

export async function prove(options: ProveOptions, around: ProveAround): Promise<number> {
  const { clock, terminal, signal } = around;
  let endMs = Infinity;
  const mayGoOn = () => {
    if (signal.aborted) throw new Stopped('interrupted');
    if (clock.monotonicMs() > endMs) throw new Stopped('the 15 minutes were over');
  };
  const misspelt = wrongIn(options.given);
  if (misspelt) {
    terminal.complain(misspelt);
    return EXIT.usage;
  }
  const prover = around.prover(mayGoOn);
  const who = await prover.whoami();
  const refusal = refused(options, around, who.account);
  if (refusal) {
    terminal.complain(refusal);
    return EXIT.usage;
  }
  const standing = await prover.standing();
  const { account } = who;
  if (options.clean) return clean(options, around, { prover, standing, account });
  const { region, run } = around;
  const tell = teller(options, terminal);
  tell(statement({ ...who, region, run, given: options.given }).join('\n'));
  for (const line of leftoverText(standing)) tell(line);
  if (!(await agreed(options, around, account))) return EXIT.usage;
  endMs = clock.monotonicMs() + MOST_MS;
  const ended = await experiments(options, around, { prover, mayGoOn, tell });
  return reported(options, around, { account, ...ended });
}

/** With --json, standard output is for the machine alone. */
const teller =
  ({ json }: ProveOptions, terminal: Terminal) =>
  (text: string): void =>
    json ? terminal.complain(text) : terminal.say(text);

interface Ended {
  readonly rows: readonly Proved[];
  readonly remaining: readonly Remaining[];
}

async function experiments(
  { given }: ProveOptions,
  { clock }: ProveAround,
  running: Omit<Running, 'clock'> & { readonly prover: Prover },
): Promise<Ended> {
  const chosen = EXPERIMENTS.filter((one) => missingFor(one, given).length === 0);
  let rows: readonly Proved[] = [];
  let remaining: readonly Remaining[] = [];
  try {
    rows = await runExperiments({ ...running, clock }, chosen);
  } finally {
    running.tell('… removing what was made');
    remaining = await running.prover.remove([]);
  }
  return { rows, remaining };
}

function reported(
  options: ProveOptions,
  { terminal, region, run }: ProveAround,
  { account, rows, remaining }: Ended & { readonly account: string },
): number {
  const ok = rows.every(({ verdict }) => verdict === 'as assumed') && remaining.length === 0;
  if (options.json) {
    const isLeft = (one: Experiment) => missingFor(one, options.given).length > 0;
    const left = EXPERIMENTS.filter(isLeft).map(({ name }) => name);
    terminal.say(JSON.stringify({ ok, account, region, run, rows, left, remaining }, null, 2));
  } else {
    terminal.say(['', ...table(rows), tally(rows)].join('\n'));
  }
  if (remaining.length > 0) terminal.complain(remainingText(remaining).join('\n'));
  else teller(options, terminal)(ALL_GONE);
  return ok ? EXIT.done : EXIT.failed;
}

const ALL_GONE = 'All that was made has been removed, and AWS was asked whether it is gone.';

/** Before anything is made: whether this is an account to experiment in. */
function refused(
  { account, yes }: ProveOptions,
  { catalogued, ask }: ProveAround,
  found: string,
): string | undefined {
  if (account !== undefined && account !== found) {
    return `These credentials are of account ${found}, not of ${account}. Nothing was done.`;
  }
  if (catalogued.has(found) && account === undefined) {
    return (
      `Account ${found} is one of the configuration: people work in it, and a sandbox is the ` +
      `place for experiments. If it is meant all the same, name it: --account ${found}`
    );
  }
  if (yes !== undefined && yes !== found) {
    return `--yes ${yes} is not the account of these credentials, which is ${found}.`;
  }
  if (yes === undefined && !ask) {
    return `Nobody can be asked here. If account ${found} is meant, say so: --yes ${found}`;
  }
  return undefined;
}

/** Whoever types twelve digits has read them. */
async function agreed({ yes }: ProveOptions, around: ProveAround, account: string) {
  if (yes === account) return true;
  const typed = (await around.ask?.('Type the id of the account to go on: '))?.trim();
  if (typed?.replaceAll('-', '') === account && !around.signal.aborted) return true;
  around.terminal.complain('Nothing was done.');
  return false;
}

interface Cleaning {
  readonly prover: Prover;
  readonly standing: readonly Thing[];
  readonly account: string;
}

async function clean(
  options: ProveOptions,
  around: ProveAround,
  { prover, standing, account }: Cleaning,
): Promise<number> {
  const { terminal } = around;
  if (standing.length === 0) {
    terminal.say(`No run has left anything behind in account ${account}.`);
    for (const line of notLookedAt(options.given)) terminal.say(line);
    return EXIT.done;
  }
  terminal.say(`To be removed from account ${account}: ${standing.map(thingText).join(', ')}.`);
  if (!(await agreed(options, around, account))) return EXIT.usage;
  const remaining = await prover.remove(standing);
  if (remaining.length > 0) {
    terminal.complain(remainingText(remaining).join('\n'));
    return EXIT.failed;
  }
  terminal.say(`Removed: ${standing.length}. AWS was asked whether all of it is gone.`);
  return EXIT.done;
}
