/** Whether what Slack handed us is meant for this bot, in this workspace, from a person. */

import type { Log } from '../../src/kernel/log.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** Says no to other workspaces, other apps, and whatever has nobody who did it. */
export type Admit = (body: Payload) => boolean;

export function createAdmit(team: string, log: Log): Admit {
  let app: string | undefined;
  return (body) => {
    const from = installedTeam(body);
    const why =
      from !== undefined && from !== team
        ? 'another-team'
        : isOtherApp(app, body['api_app_id'])
          ? 'another-app'
          : isNobodys(body)
            ? 'nobody'
            : undefined;
    if (why !== undefined) {
      log.warn('slack-not-ours', { why, team: from, type: body['type'] ?? body['command'] });
      return false;
    }
    // The secret was right, so the first one is ours; nobody else shares that secret.
    if (typeof body['api_app_id'] === 'string') app ??= body['api_app_id'];
    return true;
  };
}

const isOtherApp = (ours: string | undefined, theirs: unknown): boolean =>
  ours !== undefined && theirs !== undefined && ours !== theirs;

/** The workspace in which the bot lives; a person from another one is named beside it. */
export function installedTeam(body: Payload): string | undefined {
  const view = objectAt(body, 'view');
  const [authorization] = Array.isArray(body['authorizations']) ? body['authorizations'] : [];
  const team =
    view?.['app_installed_team_id'] ??
    objectAt(body, 'team')?.['id'] ??
    (authorization as Payload | undefined)?.['team_id'] ??
    body['team_id'];
  return typeof team === 'string' ? team : undefined;
}

/** Workflows and bots press buttons without being anybody. Events have their own kind of author. */
function isNobodys(body: Payload): boolean {
  if (typeof body['command'] === 'string') return typeof body['user_id'] !== 'string';
  if (body['event'] !== undefined) return false;
  return typeof objectAt(body, 'user')?.['id'] !== 'string';
}

function objectAt(body: Payload, key: string): Payload | undefined {
  const value = body[key];
  return typeof value === 'object' && value !== null ? (value as Payload) : undefined;
}
