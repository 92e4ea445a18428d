/** The chats of a story: a Slack, a Teams, or both, and what the program is told of them. */

import type { TurnedClock } from '../../adapters/node/turned-clock.ts';
import type { Settings } from '../../src/config/env.ts';
import { type Slack, startSlack } from '../stand-ins/slack/slack.ts';
import type { Teams } from '../stand-ins/teams/teams.ts';
import { seedWorkspace } from './seed.ts';
import { forTeams, type TeamsHere, teamsAt, teamsSettings } from './teams-here.ts';

export interface ChatOptions {
  readonly transport?: 'http' | 'socket';
  /** So many bots on one table, over Socket Mode; one bot on a file unless told otherwise. */
  readonly replicas?: number;
  /** Cards are posted in Teams then. */
  readonly teams?: TeamsHere;
  /** Of everybody in the workspace, as Slack spells it. */
  readonly locale?: string;
}

export interface Chats {
  readonly slack: Slack;
  readonly teams: Teams | undefined;
  readonly settings: Pick<Settings, 'slack' | 'teams'>;
  /** The example, as it is for these chats. */
  configured(text: string): string;
  /** Where they find the program. */
  reach(port: number): void;
  close(): Promise<void>;
}

export async function openChats(options: ChatOptions, clock: TurnedClock): Promise<Chats> {
  const { teams: here, replicas = 0, locale } = options;
  const now = () => clock.nowMs();
  const transport = options.transport ?? (replicas > 0 ? 'socket' : 'http');
  const slack = await startSlack({ now, seed: seedWorkspace(locale) });
  const teams = here && (await teamsAt(now));
  return {
    slack,
    teams,
    settings: {
      ...(here !== 'alone' && { slack: slackSettings(slack, transport) }),
      ...(teams && { teams: teamsSettings(teams) }),
    },
    configured: (text) => (here ? forTeams(text, here) : text),
    reach(port) {
      const at = (path: string) => `http://127.0.0.1:${port}${path}`;
      slack.useRequestUrl(transport === 'socket' ? undefined : at('/slack/events'));
      teams?.useEndpoint(at('/api/messages'));
    },
    async close() {
      await slack.close();
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
