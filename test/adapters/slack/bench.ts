/** The real adapter between a workspace and an engine that answers what it is told to. */

import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { parse } from 'yaml';
import { createHttpServer } from '../../../adapters/node/http-server.ts';
import { createTurnedClock, type TurnedClock } from '../../../adapters/node/turned-clock.ts';
import { createSlack, type Slack, type SlackSettings } from '../../../adapters/slack/slack.ts';
import type { Log, LogFacts } from '../../../src/kernel/log.ts';
import { type Slack as Workspace, startSlack } from '../../stand-ins/slack/slack.ts';
import type { SlackOptions } from '../../stand-ins/slack/slack-options.ts';
import { createFixedEngine, type FixedEngine } from './fixed-engine.ts';

const MANIFEST = readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8');
const EVENTS = (parse(MANIFEST) as Manifest).settings.event_subscriptions.bot_events;

interface Manifest {
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[] };
  };
}

export type Mode = 'http' | 'socket';

export interface Bench {
  readonly workspace: Workspace;
  readonly slack: Slack;
  readonly engine: FixedEngine;
  readonly clock: TurnedClock;
  readonly logged: ReadonlyArray<{ readonly event: string; readonly facts: LogFacts }>;
  readonly events: () => readonly string[];
  /** Where Slack posts to, in HTTP. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface BenchOptions {
  readonly workspace?: Partial<SlackOptions>;
  readonly settings?: Partial<SlackSettings>;
  /** Slack is down when the adapter starts. */
  readonly outage?: boolean;
}

export async function startBench(mode: Mode, options: BenchOptions = {}): Promise<Bench> {
  const logged: { event: string; facts: LogFacts }[] = [];
  const note = (event: string, facts: LogFacts = {}) => void logged.push({ event, facts });
  const log: Log = { info: note, warn: note, error: note };
  const clock = createTurnedClock();
  const http = createHttpServer({ host: '127.0.0.1', port: 0, log });
  const url = `http://127.0.0.1:${await http.listen()}/slack/events`;
  const requestUrl = mode === 'http' ? { requestUrl: url } : {};
  const workspace = await startSlack({ subscribed: EVENTS, ...requestUrl, ...options.workspace });
  const slack = createSlack({
    botToken: workspace.tokens.bot,
    apiUrl: workspace.apiUrl,
    team: workspace.state.app.teamId,
    channels: [],
    transport: transportOf(mode, workspace),
    http,
    log,
    clock,
    ...options.settings,
  });
  const engine = createFixedEngine();
  if (options.outage) workspace.faults.add({ trouble: { kind: 'down', how: 'destroy' } });
  const stop = async () => {
    await workspace.close();
    await slack.stop();
    await http.close(100);
  };
  await slack.start(engine).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    workspace,
    slack,
    engine,
    clock,
    logged,
    events: () => logged.map(({ event }) => event),
    url,
    stop,
  };
}

/** One bench for the tests of a describe; what was said and heard is forgotten after each. */
export function useBench(mode: Mode, options: BenchOptions = {}): () => Bench {
  let bench: Bench | undefined;
  beforeAll(async () => {
    bench = await startBench(mode, options);
  });
  afterEach(() => {
    bench?.engine.forget();
    bench?.workspace.faults.clear();
  });
  afterAll(() => bench?.stop());
  return () => {
    if (bench === undefined) throw new Error('The bench is there only while tests run.');
    return bench;
  };
}

const transportOf = (
  mode: Mode,
  { signingSecret, tokens }: Workspace,
): SlackSettings['transport'] =>
  mode === 'http' ? { kind: 'http', signingSecret } : { kind: 'socket', appToken: tokens.app };
