/** Which chats are opened, by what is configured; each is loaded only where it is. */

import type { Config } from '../src/config/config.ts';
import type { Settings } from '../src/config/env.ts';
import { chatOf } from '../src/kernel/brand.ts';
import type { Log } from '../src/kernel/log.ts';
import type { Clock } from '../src/kernel/time.ts';
import type { Platforms } from './chats/both.ts';
import type { Platform } from './chats/platform.ts';
import type { HttpServer } from './node/http-server.ts';

/** The chats that are configured, as one. */
export const openChats = async (around: AroundChats): Promise<Chats> => {
  const { config, settings } = around;
  const slack = config.slack && settings.slack && (await openSlack(around));
  const teams = config.teams && settings.teams && (await openTeams(around));
  return asChats({ ...(slack && { slack }), ...(teams && { teams }) });
};

export interface Chats extends Platform {
  /** By name, those that are configured. */
  connected(): Readonly<Record<string, boolean>>;
}

export async function asChats(opened: Platforms): Promise<Chats> {
  const [only, ...others] = Object.values(opened);
  const isOne = only && others.length === 0;
  const all = isOne ? only : (await import('./chats/both.ts')).bothAsOne(opened);
  const each = () => Object.entries(opened).map(([name, one]) => [name, one.ready()] as const);
  return { ...all, connected: () => Object.fromEntries(each()) };
}

interface AroundChats {
  readonly settings: Settings;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly http: HttpServer;
}

const openSlack = async ({ settings, config, http, clock, log }: AroundChats) => {
  const { slack } = settings;
  if (!slack || !config.slack) throw new Error('Slack is not configured.');
  const groups = [...config.groups.values()];
  return (await import('./slack/slack.ts')).createSlack({
    ...slack,
    reader: { locale: config.language, zone: config.zone },
    team: config.slack.team,
    usergroup: (id) => {
      const source = config.groups.get(id)?.source;
      return source?.kind === 'slack' ? source.group : undefined;
    },
    spared: [
      ...(config.people.byEmail ? [] : (['users:read.email'] as const)),
      ...(groups.some(({ source }) => source.kind === 'slack')
        ? []
        : (['usergroups:read'] as const)),
    ],
    channels: channelsOf(config).filter((one) => chatOf(one) === 'slack'),
    http,
    clock,
    log,
  });
};

const openTeams = async ({ settings, config, http, clock, log }: AroundChats) => {
  const { teams } = settings;
  if (!teams || !config.teams) throw new Error('Teams is not configured.');
  return (await import('./teams/teams.ts')).createTeams({
    appId: teams.appId,
    password: teams.password,
    apiUrl: teams.apiUrl,
    tenant: config.teams.tenant,
    reader: { locale: config.language, zone: config.zone },
    channels: channelsOf(config).filter((one) => chatOf(one) === 'teams'),
    http,
    clock,
    log,
  });
};

const channelsOf = ({ operators, catalog, rules }: Config): readonly string[] => [
  operators.channel,
  ...[...catalog.entitlements.values()].map(({ channel }) => channel),
  ...rules.flatMap(({ breakGlass }) => (breakGlass ? [breakGlass.channel] : [])),
];
