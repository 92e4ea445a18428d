/** Teams in a story: what its administrators do, and its bad days. */

import type { LoggedCall } from '../stand-ins/teams/call.ts';
import type { Message, Person } from '../stand-ins/teams/state.ts';
import type { Teams } from '../stand-ins/teams/teams.ts';
import { SAMPLE_IDS } from '../stand-ins/teams/sample.ts';
import type { Who } from './seed.ts';
import { TEAMS_CHANNELS } from './teams-here.ts';
import type { Office, Silent, Standing } from './town.ts';

export function teamsOffice(teams: Teams): Office {
  const put = (who: Who, facts: Partial<Person>) =>
    teams.change(({ people }) => {
      const person = people[who];
      if (person) people[who] = { ...person, ...facts };
    });
  const replace = (channel: string, id: string, ...forged: readonly Message[]) =>
    teams.change(({ messages }) => {
      const others = messages[channel]?.filter((one) => one.id !== id) ?? [];
      messages[channel] = [...others, ...forged];
    });
  return {
    become: (who, standing) => put(who, STANDINGS[standing]),
    lead: (...members) =>
      teams.change(({ groups }) => {
        const leads = groups[SAMPLE_IDS.leads];
        if (leads) groups[leads.id] = { ...leads, members };
      }),
    // What stands on the profile, people may have typed themselves.
    address: (who, userPrincipalName) => put(who, { userPrincipalName }),
    read: (who, locale, zone) => put(who, { locale, ...(zone && { timezone: zone }) }),
    // A channel is for everybody in its team.
    letIn: () => undefined,
    forge(post, change, to = post.channel) {
      const conversation = TEAMS_CHANNELS[to];
      const message = teams.messages(TEAMS_CHANNELS[post.channel]).find(({ id }) => id === post.id);
      const forged = JSON.parse(change(JSON.stringify(message))) as Message;
      replace(conversation, post.id, { ...forged, conversation, views: {} });
    },
    remove: (post) => replace(TEAMS_CHANNELS[post.channel], post.id),
    loseAnswers: (times) =>
      teams.faults.add({
        when: ({ method }) => method === 'PUT',
        times,
        trouble: { kind: 'lost-answer' },
      }),
    silence: (what) =>
      teams.faults.add({ when: CALLS[what], trouble: { kind: 'down', how: '503' } }),
  };
}

const STANDINGS: Readonly<Record<Standing, Partial<Person>>> = {
  'a guest': { userType: 'Guest' },
  'a single-channel guest': { userType: 'Guest' },
  'of another organization': { tenantId: '00000000-0000-4000-8000-00000000beef' },
  'of another workspace': { tenantId: '00000000-0000-4000-8000-00000000beef' },
  'a bot': { userRole: 'bot' },
  gone: { accountEnabled: false, installed: false, teams: [] },
};

type Called = Pick<LoggedCall, 'service' | 'path'>;

const CALLS: Readonly<Record<Silent, (call: Called) => boolean>> = {
  messages: ({ path }) => path.includes('/activities'),
  people: ({ path }) => path.includes('/members/'),
  groups: ({ service }) => service === 'graph',
  everything: () => true,
};
