/** Whether every account, group and channel is of a chat that the workspace names. */

import { chatOf } from '../kernel/brand.ts';
import type { Config } from './config.ts';
import { error, type Finding } from './finding.ts';

export function checkChats(config: Config): readonly Finding[] {
  const { people, groups, operators, catalog } = config;
  const isNamed = { slack: config.slack !== undefined, teams: config.teams !== undefined };
  const missing = (path: string, chat: 'slack' | 'teams'): readonly Finding[] =>
    isNamed[chat] ? [] : [error(path, `is of ${CHATS[chat]}, and workspace.${chat} is not set`)];
  const channelAt = (path: string, channel: string) => missing(path, chatOf(channel));
  return [
    ...people.listed.flatMap(({ keys }, index) => {
      const chats = new Set(keys.map((key) => (key.startsWith('teams:') ? 'teams' : 'slack')));
      return [...chats].flatMap((chat) => missing(`people.listed[${index}].${chat}`, chat));
    }),
    ...[...groups.values()].flatMap(({ id, source }) => {
      if (source.kind === 'channel') return channelAt(`groups.${id}`, source.group);
      const isKept = source.kind === 'slack' || source.kind === 'teams';
      return isKept ? missing(`groups.${id}`, source.kind) : [];
    }),
    ...config.rules.flatMap(({ breakGlass }, index) =>
      breakGlass ? channelAt(`rules[${index}].break_glass.channel`, breakGlass.channel) : [],
    ),
    ...channelAt('operators.channel', operators.channel),
    ...[...catalog.entitlements.values()].flatMap(({ channel }, index) =>
      channelAt(`entitlements[${index}].channel`, channel),
    ),
  ];
}

const CHATS = { slack: 'Slack', teams: 'Teams' } as const;
