/** A running bot in its town, for tests that look at it from outside. */

import { afterEach, beforeEach } from 'vitest';
import { type Ended, launch, pause, type Program, run } from './program.ts';
import { channelOf } from './story.ts';
import { createTown, slackId, type Town } from './town.ts';

type Env = Readonly<Record<string, string>>;

export interface Bot {
  readonly town: Town;
  exec(argv: readonly string[], env?: Env): Promise<Ended>;
  /** Started, and ready. */
  served(how?: { readonly node?: string; readonly env?: Env }): Promise<Program>;
  stopped(program: Program, signal: NodeJS.Signals): Promise<Ended & { readonly ms: number }>;
  /** Asked for, approved and there: its id. */
  givenAccess(): Promise<string>;
  cardText(): string;
  until(holds: () => boolean, withinMs?: number): Promise<void>;
}

/** A new town for each test; whatever runs in it ends with the test. */
export function botForEachTest(): Bot {
  let town: Town;
  const running = new Set<Program>();
  beforeEach(async () => {
    town = await createTown();
  });
  afterEach(async () => {
    for (const program of running) {
      program.child.kill('SIGKILL');
      await program.ended;
    }
    running.clear();
    await town.close();
  });

  const exec = (argv: readonly string[], env: Env = {}) =>
    run(argv, { env: { ...town.env, ...env }, cwd: town.folder });

  const served: Bot['served'] = async ({ node = process.execPath, env = {} } = {}) => {
    const place = { env: { ...town.env, ...env }, cwd: town.folder };
    const program = launch(['serve'], { ...place, node });
    running.add(program);
    await program.says('"event":"ready"');
    return program;
  };

  return {
    get town() {
      return town;
    },
    exec,
    served,
    stopped,
    ...watching(() => town),
  };
}

/** Their card, and waiting for what it says. */
function watching(here: () => Town): Pick<Bot, 'givenAccess' | 'cardText' | 'until'> {
  const cardText = () => {
    const town = here();
    const card = town.slack.messages(channelOf('logs')).find((one) => !one.threadTs);
    return card ? town.slack.plainText(card) : '';
  };

  async function until(holds: () => boolean, withinMs = 25_000): Promise<void> {
    const endMs = performance.now() + withinMs;
    while (!holds()) {
      if (performance.now() > endMs) throw new Error(`In vain: ${String(holds)}\n${cardText()}`);
      await pause(50);
    }
  }

  async function givenAccess(): Promise<string> {
    const town = here();
    await until(() => town.slack.sockets.count > 0);
    const line = 'logs 30m Look at the night of the twelfth';
    await town.slack.as(slackId('engineer1')).command('/prod-access', line);
    await until(() => cardText().includes('waiting'));
    const ts = town.slack.messages(channelOf('logs'))[0]?.ts ?? '';
    await town.slack.as(slackId('lead1')).click(channelOf('logs'), ts, 'Approve');
    await until(() => cardText().includes('active until'));
    return /PA-\w+/.exec(cardText())?.[0] ?? '';
  }

  return { givenAccess, cardText, until };
}

async function stopped(program: Program, signal: NodeJS.Signals) {
  const sinceMs = performance.now();
  program.child.kill(signal);
  const ended = await program.ended;
  return { ...ended, ms: performance.now() - sinceMs };
}
