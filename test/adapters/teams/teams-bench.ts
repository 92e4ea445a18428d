/** The real adapter between a tenant and an engine that answers what it is told to. */

import { createHttpServer } from '../../../adapters/node/http-server.ts';
import { createTurnedClock, type TurnedClock } from '../../../adapters/node/turned-clock.ts';
import { createTeams, type TeamsSettings } from '../../../adapters/teams/teams.ts';
import { personKey } from '../../../src/kernel/brand.ts';
import type { Log, LogFacts } from '../../../src/kernel/log.ts';
import { SAMPLE, SAMPLE_IDS } from '../../stand-ins/teams/sample.ts';
import { startTeams, type Teams as Tenant } from '../../stand-ins/teams/teams.ts';
import type { TeamsOptions } from '../../stand-ins/teams/teams-options.ts';
import { createFixedEngine, type FixedEngine } from '../slack/fixed-engine.ts';

export interface TeamsBench {
  readonly tenant: Tenant;
  readonly teams: ReturnType<typeof createTeams>;
  readonly engine: FixedEngine;
  readonly clock: TurnedClock;
  readonly logged: ReadonlyArray<{ readonly event: string; readonly facts: LogFacts }>;
  readonly stop: () => Promise<void>;
}

export const keyOf = (name: string) => {
  const person = SAMPLE.people.find((one) => one.name === name);
  return personKey('teams', SAMPLE.tenantId, person?.aadObjectId ?? name);
};

export async function startTeamsBench(
  options: {
    readonly tenant?: Partial<TeamsOptions>;
    readonly settings?: Partial<TeamsSettings>;
  } = {},
): Promise<TeamsBench> {
  const logged: { event: string; facts: LogFacts }[] = [];
  const note = (event: string, facts: LogFacts = {}) => void logged.push({ event, facts });
  const log: Log = { info: note, warn: note, error: note };
  const clock = createTurnedClock({ startMs: Date.now() });
  const http = createHttpServer({ host: '127.0.0.1', port: 0, log });
  const endpoint = `http://127.0.0.1:${await http.listen()}/api/messages`;
  const tenant = await startTeams({ endpoint, ...options.tenant });
  const teams = createTeams({
    appId: SAMPLE.bot.appId,
    password: SAMPLE.bot.secret,
    tenant: SAMPLE.tenantId,
    apiUrl: tenant.url,
    channels: [SAMPLE_IDS.approvals],
    reader: { locale: 'en', zone: 'Asia/Tokyo' },
    http,
    log,
    clock,
    ...options.settings,
  });
  const engine = createFixedEngine();
  const stop = async () => {
    await tenant.close();
    await teams.stop();
    await http.close(100);
  };
  await teams.start(engine).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { tenant, teams, engine, clock, logged, stop };
}
