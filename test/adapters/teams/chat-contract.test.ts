/** Teams, held to the contract of every chat. */

import { chatContract } from '../../contract/chat.ts';
import { SAMPLE, SAMPLE_IDS } from '../../stand-ins/teams/sample.ts';
import { keyOf, startTeamsBench } from './teams-bench.ts';

const FOREIGN = '19:foreign@thread.tacv2';
const CLOSED = '19:closed@thread.tacv2';

chatContract('Teams', async () => {
  const seed = {
    ...SAMPLE,
    // The app was never added to that team.
    teams: [...SAMPLE.teams, { id: FOREIGN, name: 'Elsewhere', installed: false }],
  };
  const { tenant, teams, stop } = await startTeamsBench({ tenant: { seed } });
  return {
    chat: teams.chat,
    channels: {
      open: SAMPLE_IDS.approvals,
      foreign: FOREIGN,
      archived: CLOSED,
      missing: '19:none@thread.tacv2',
    },
    people: { aiko: keyOf('aiko'), left: keyOf('00000000-0000-4000-8000-00000000dead') },
    messages: (channel) => tenant.messages(channel).map((one) => tenant.plainText(one)),
    thread: ({ channel, message }) =>
      tenant.thread(channel, message).map((one) => tenant.plainText(one)),
    told: () => tenant.as('aiko').direct.map((one) => tenant.plainText(one)),
    remove: ({ channel, message }) => {
      const found = tenant.messages(channel).find(({ id }) => id === message);
      if (found) tenant.removeMessage(found);
    },
    falls: () => void tenant.faults.add({ trouble: { kind: 'down', how: 'destroy' } }),
    rises: () => tenant.faults.clear(),
    close: stop,
  };
});
