/** Runs experiments one after another; those that wait for AWS's clock wait together. */

import { Fault } from '../kernel/fault.ts';
import { type Clock, SECOND } from '../kernel/time.ts';
import { type Answer, type Prover, type Question, Stopped, type Wait } from '../ports/prover.ts';
import type { Experiment } from './prove-experiments.ts';
import { type Proved, proved } from './prove-judge.ts';

export interface Running {
  readonly prover: Pick<Prover, 'begin'>;
  readonly clock: Clock;
  /** @throws Stopped */
  readonly mayGoOn: () => void;
  /** What is being done, for whoever watches. */
  readonly tell: (text: string) => void;
}

export async function runExperiments(
  running: Running,
  chosen: readonly Experiment[],
): Promise<readonly Proved[]> {
  const rows = new Map<Experiment, readonly Answer[]>();
  const underWay: UnderWay[] = [];
  for (const experiment of chosen.filter(({ waits }) => waits)) {
    const { answers, waits } = await begun(running, experiment);
    rows.set(experiment, answers);
    underWay.push(...waits.map((wait) => ({ experiment, wait })));
  }
  if (underWay.length > 0) running.tell('… AWS’s clock');
  for (const [experiment, answer] of await awaited(running, underWay)) {
    rows.set(experiment, [...(rows.get(experiment) ?? []), answer]);
  }
  for (const experiment of chosen.filter(({ waits }) => !waits)) {
    rows.set(experiment, (await begun(running, experiment)).answers);
  }
  return chosen.flatMap((experiment) => inOrder(experiment, rows.get(experiment) ?? []));
}

interface UnderWay {
  readonly experiment: Experiment;
  readonly wait: Wait;
}

/** What goes wrong in one experiment answers none of its questions, and stops no other. */
async function begun({ prover, tell, mayGoOn }: Running, experiment: Experiment) {
  const answers: Answer[] = [];
  const told = new Set<Question>();
  const take = (answer: Answer) => {
    told.add(answer.question);
    answers.push(answer);
  };
  try {
    mayGoOn();
    tell(`… ${experiment.what}`);
    const waits = await prover.begin(experiment.name, take);
    return { answers, waits };
  } catch (error) {
    const open = experiment.questions.filter((question) => !told.has(question));
    for (const question of open) take({ question, ...untold(whyOf(error)) });
    return { answers, waits: [] };
  }
}

async function awaited(
  { clock, mayGoOn }: Running,
  underWay: readonly UnderWay[],
): Promise<readonly (readonly [Experiment, Answer])[]> {
  const came: (readonly [Experiment, Answer])[] = [];
  let open = underWay;
  while (open.length > 0) {
    const still: UnderWay[] = [];
    for (const one of open) {
      const answer = await looked(clock, mayGoOn, one.wait);
      if (answer) came.push([one.experiment, answer]);
      else still.push(one);
    }
    open = still;
    if (open.length > 0) await clock.sleep(LOOK_MS);
  }
  return came;
}

const LOOK_MS = 2 * SECOND;
const FIRST_LOOK_MS = 10 * SECOND;
/** As far as two clocks may be apart. */
const APART_MS = 2 * SECOND;

async function looked(clock: Clock, mayGoOn: () => void, wait: Wait): Promise<Answer | undefined> {
  const { question, dueMs, giveUpMs, tooEarly } = wait;
  try {
    mayGoOn();
    const nowMs = clock.nowMs();
    // Lists lag behind what was just made: what is not there yet would read as gone.
    if (nowMs < dueMs - FIRST_LOOK_MS) return undefined;
    if (await wait.hasCome()) {
      const lateMs = nowMs - dueMs;
      if (lateMs < -APART_MS) return { question, ...untold(tooEarly) };
      return { question, seen: { kind: 'after', ms: [lateMs] } };
    }
    if (nowMs < giveUpMs) return undefined;
    return { question, seen: { kind: 'never', waitedMs: nowMs - dueMs } };
  } catch (error) {
    // A look that failed is taken again; one that is denied would be denied again.
    const isPassing = error instanceof Fault && error.code !== 'aws-refused';
    if (isPassing && clock.nowMs() < giveUpMs) return undefined;
    return { question, ...untold(whyOf(error)) };
  }
}

const untold = (why: string) => ({ seen: { kind: 'untold', why } }) as const;

function whyOf(error: unknown): string {
  if (error instanceof Stopped) return error.message;
  return error instanceof Error ? error.message : String(error);
}

function inOrder({ name, questions }: Experiment, answers: readonly Answer[]): readonly Proved[] {
  return questions.flatMap((question) =>
    answers.filter((one) => one.question === question).map((one) => proved(name, one)),
  );
}
