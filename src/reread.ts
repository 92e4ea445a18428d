/** Reads a configuration that was changed while serving: all of it, and whether it is sound. */

import * as adapters from '../adapters/registry.ts';
import { chatProblems } from './config/chats-agree.ts';
import type { Config } from './config/config.ts';
import type { Settings } from './config/env.ts';
import type { ParsedConfig } from './config/parse.ts';
import { problemLine } from './config/problem.ts';
import { rosterProblems } from './config/rosters-agree.ts';
import type { ConfigSource, ReadConfig } from './config/source.ts';
import { type Clock, SECOND } from './kernel/time.ts';

/** An editor that is writing still: what is read twice alike, a second apart, is whole. */
const WHOLE_TRIES = 5;

export interface Rereading {
  readonly source: ConfigSource;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Read before, and whole then: it need not be read twice. */
  readonly known: readonly (string | undefined)[];
}

/** Undefined where it went on changing, or somebody waits for us to stop: half of it is no word. */
export async function readWhole(rereading: Rereading): Promise<ReadConfig | undefined> {
  const { source, clock, signal, known } = rereading;
  let last = source.read();
  for (let tries = 0; tries < WHOLE_TRIES; tries += 1) {
    if (known.includes(last.content)) return last;
    await clock.sleep(SECOND, signal);
    if (signal.aborted) return undefined;
    const next = source.read();
    if (next.content === last.content) return next;
    last = next;
  }
  return undefined;
}

export type Sound =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/** With what is beside it. What a reader trips over is a problem of the file like any other. */
export async function soundOf(read: ParsedConfig, settings: Settings): Promise<Sound> {
  const { configFile } = settings;
  try {
    const parsed = await adapters.withBeside(read, configFile);
    if (!parsed.ok) return { ok: false, problems: parsed.problems.map(problemLine) };
    const { config } = parsed;
    const problems = [...chatProblems(config, settings), ...rosterProblems(config, settings)];
    return problems.length > 0 ? { ok: false, problems } : { ok: true, config };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [`${configFile} cannot be read with what is beside it: ${why}`] };
  }
}
