/** The five questions of `init`, each with what was found instead of an answer. */

import type { Found } from '../ports/discovery.ts';
import {
  type Member,
  type Members,
  type Read,
  readApprovers,
  readChannel,
  readChosen,
  readRequesters,
  readTeam,
} from './init-answers.ts';
import type { Offer } from './init-offers.ts';

export interface Question<T> {
  /** The option that answers it as well. */
  readonly option: string;
  readonly words: string;
  /** Taken when nothing is typed. */
  readonly usual?: T | undefined;
  readonly read: (typed: string) => Read<T>;
}

/** @param team Of the workspace, when it was given: people of another one are nobody here. */
export function questionsOf(found: Found, offers: readonly Offer[], team: string | undefined) {
  const tagged = taggedIn(found, team);
  const users = found.users.map(({ name }) => name);
  return {
    team: {
      option: 'team',
      words: 'Slack workspace (T…)',
      usual: tagged?.team,
      read: readTeam,
    } satisfies Question<string>,
    channel: {
      option: 'channel',
      words: 'Channel for approvals (C…)',
      read: readChannel,
    } satisfies Question<string>,
    approvers: {
      option: 'approvers',
      words: 'Who approves (a user group S…, or members U…,U…)',
      read: readApprovers,
    } satisfies Question<Members>,
    requesters: {
      option: 'requesters',
      words: 'Who may ask (a user group S…, or U…=iam-user,…)',
      usual: tagged?.members,
      read: (typed) => readRequesters(typed, users),
    } satisfies Question<Members>,
    chosen: {
      option: 'choose',
      words: 'Which of the list (numbers, or all)',
      usual: offers,
      read: (typed) => readChosen(typed, offers),
    } satisfies Question<readonly Offer[]>,
  };
}

/** People whom the tag `prod-access:chat` names, when all of them are of one workspace. */
function taggedIn({ users }: Found, wanted: string | undefined) {
  const all = users.flatMap(({ name, chat = '' }) => {
    const [, team, slack] = /^slack:([TE][A-Z0-9]{6,14}):([UW][A-Z0-9]{6,14})$/.exec(chat) ?? [];
    return team && slack ? [{ team, member: { slack, user: name } }] : [];
  });
  const team = wanted ?? all[0]?.team;
  if (!team || all.length === 0 || all.some((one) => one.team !== team)) return undefined;
  const people: readonly Member[] = all.map(({ member }) => member);
  return { team, members: { people } satisfies Members };
}
