/** Slack in a story: what its administrators do, and its bad days. */

import type { Message } from '../stand-ins/slack/conversation.ts';
import type { Person } from '../stand-ins/slack/person.ts';
import type { Slack } from '../stand-ins/slack/slack.ts';
import { CHANNELS, LEADS, PEOPLE, type Who } from './seed.ts';
import type { Office, Standing } from './town.ts';

export function slackOffice(slack: Slack): Office {
  const put = (who: Who, facts: Partial<Person>) =>
    slack.change(({ people }) => {
      const person = people[PEOPLE[who]];
      if (person) people[PEOPLE[who]] = { ...person, ...facts };
    });
  const replace = (channel: string, ts: string, ...messages: readonly Message[]) =>
    slack.change((state) => {
      const others = state.messages[channel]?.filter((one) => one.ts !== ts) ?? [];
      state.messages[channel] = [...others, ...messages];
    });
  return {
    become: (who, standing) => put(who, STANDINGS[standing]),
    lead: (...names) =>
      slack.change(({ groups }) => {
        const members = names.map((one) => PEOPLE[one]);
        groups[LEADS] = { id: LEADS, handle: 'leads', name: 'Leads', members };
      }),
    address: (who, email) => put(who, { email }),
    read: (who, locale, zone) => put(who, { locale, ...(zone && { tz: zone }) }),
    letIn: (who, name) =>
      slack.change(({ channels }) => {
        const channel = channels[CHANNELS[name]];
        if (!channel) return;
        channels[channel.id] = { ...channel, members: [...channel.members, PEOPLE[who]] };
      }),
    forge(post, change, to = post.channel) {
      const [channel, from] = [CHANNELS[to], CHANNELS[post.channel]];
      const message = slack.messages(from).find(({ ts }) => ts === post.id);
      const forged = JSON.parse(change(JSON.stringify(message))) as Message;
      replace(channel, post.id, { ...forged, channel });
    },
    remove: (post) => replace(CHANNELS[post.channel], post.id),
    loseAnswers: (times) =>
      slack.faults.add({ method: 'chat.update', times, trouble: { kind: 'lost-answer' } }),
    silence: (what) =>
      slack.faults.add({ method: METHODS[what], trouble: { kind: 'down', how: '503' } }),
  };
}

const STANDINGS: Readonly<Record<Standing, Partial<Person>>> = {
  'a guest': { isRestricted: true },
  'a single-channel guest': { isUltraRestricted: true },
  'of another organization': { isStranger: true },
  'of another workspace': { teamId: 'T0OTHERCO1' },
  'a bot': { isBot: true },
  gone: { deleted: true },
};

const METHODS = {
  messages: 'chat.*',
  people: 'users.info',
  groups: 'usergroups.users.list',
  everything: '*',
} as const;
