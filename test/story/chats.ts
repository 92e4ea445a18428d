/** The chats of a story: a Slack, a Teams, or both, and what the program is told of them. */

import type { TurnedClock } from '../../adapters/node/turned-clock.ts';
import type { Settings } from '../../src/config/env.ts';
import { type Slack, startSlack } from '../stand-ins/slack/slack.ts';
import type { Seed } from '../stand-ins/teams/seed.ts';
import type { Teams } from '../stand-ins/teams/teams.ts';
import { seedWorkspace } from './seed.ts';
import { slackTown } from './slack-town.ts';
import { forTeams, seedTenant, teamsAt, teamsSettings } from './teams-here.ts';
import { teamsTown } from './teams-town.ts';
import type { Town } from './town.ts';

/** In both, people ask in Slack and decide in Teams, and each has an account in either. */
export type Chat = 'Slack' | 'Teams' | 'Slack and Teams';

/** Where a story is played that is one person's alone, or in which the chat matters little. */
export const EITHER_CHAT = ['Slack', 'Teams'] as const;
/** Where a story is played in which some ask and others decide. */
export const EVERY_CHAT = ['Slack', 'Teams', 'Slack and Teams'] as const;

/** `npm run test:replicas` plays every story that says nothing of it with three. */
export const REPLICAS = Number(process.env['PROD_ACCESS_REPLICAS'] ?? 0);

/** Stories about its file, which a table has otherwise, or about what one process knows. */
export const ONE_BOT = { replicas: 0 } as const;

export interface ChatOptions {
  /** Slack where none is named: there the chat matters little. */
  readonly chat?: Chat;
  readonly transport?: 'http' | 'socket';
  /** So many bots on one table, in Slack over Socket Mode; one bot on a file, if not told. */
  readonly replicas?: number;
  /** Of everybody. */
  readonly locale?: string;
  /** Who is in Teams, unless they are those of Slack. */
  readonly tenant?: Seed;
  /** Changes the text of the configuration after it was moved to Teams. */
  readonly inTeams?: (text: string) => string;
}

export interface Chats {
  readonly slack: Slack | undefined;
  readonly teams: Teams | undefined;
  readonly asking: Town;
  readonly deciding: Town;
  readonly settings: Pick<Settings, 'slack' | 'teams'>;
  /** What a story says of Slack, as it is for these chats. */
  configured(text: string): string;
  /** Where they find the program: each of its replicas in turn. */
  reach(ports: readonly number[]): void;
  close(): Promise<void>;
}

export async function openChats(options: ChatOptions, clock: TurnedClock): Promise<Chats> {
  const { chat = 'Slack', replicas = REPLICAS, locale, tenant, inTeams = (text) => text } = options;
  const now = () => clock.nowMs();
  const transport = options.transport ?? (replicas > 0 ? 'socket' : 'http');
  const slack =
    chat === 'Teams' ? undefined : await startSlack({ now, seed: seedWorkspace(locale) });
  const teams = chat === 'Slack' ? undefined : await teamsAt(now, tenant ?? seedTenant(locale));
  const towns = [...(slack ? [slackTown(slack)] : []), ...(teams ? [teamsTown(teams)] : [])];
  const [asking, deciding = asking] = towns;
  if (!asking || !deciding) throw new Error('There is no chat.');
  return {
    slack,
    teams,
    asking,
    deciding,
    settings: {
      ...(slack && { slack: slackSettings(slack, transport) }),
      ...(teams && { teams: teamsSettings(teams) }),
    },
    configured: (text) => (teams ? inTeams(forTeams(text, slack ? 'beside' : 'alone')) : text),
    reach(ports) {
      const at = (path: string) => ports.map((port) => `http://127.0.0.1:${port}${path}`);
      slack?.useRequestUrl(transport === 'socket' ? undefined : at('/slack/events')[0]);
      teams?.useEndpoint(at('/api/messages'));
    },
    async close() {
      await slack?.close();
      await teams?.close();
    },
  };
}

export const slackSettings = (
  slack: Slack,
  transport: 'http' | 'socket',
): NonNullable<Settings['slack']> => ({
  botToken: slack.tokens.bot,
  apiUrl: slack.apiUrl,
  transport:
    transport === 'http'
      ? { kind: 'http', signingSecret: slack.signingSecret }
      : { kind: 'socket', appToken: slack.tokens.app },
});
