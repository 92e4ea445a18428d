/** What a click reads of those who keep groups of approvers, counted at the wire. */

import { startPagerduty } from '../stand-ins/pagerduty/pagerduty.ts';
import { inWorld, press, untilCard } from './acts.ts';
import { ask } from './deeds.ts';
import { LEADS } from './seed.ts';
import { CHANNELS, PEOPLE } from './world.ts';

export const SCHEDULE = 'PDBAS01';

/** The example with a group on call. @param levels of the rule for logs, in its place. */
export const onCall =
  (levels: string, groups = '') =>
  (text: string): string =>
    text
      .replace('- name: ben\n', '- name: ben\n      pagerduty: PBEN001\n')
      .replace('- name: chie\n', '- name: chie\n      email: chie@example.com\n')
      .replace('\ngroups:\n', `\ngroups:\n  oncall: { pagerduty_schedule: ${SCHEDULE} }\n${groups}`)
      .replace('      - { name: leads, any: 1, from: [sre-leads] }', levels);

const GROUPS =
  `  lead-group: { slack_usergroup: ${LEADS} }\n  same-leads: { slack_usergroup: ${LEADS} }\n` +
  `  channel-people: { channel: ${CHANNELS.ops} }\n` +
  `  same-channel: { channel: ${CHANNELS.ops} }\n` +
  `  same-oncall: { pagerduty_schedule: ${SCHEDULE} }\n`;
const ALL = '[lead-group, channel-people, oncall, same-leads, same-channel, same-oncall]';

/** Two rules, and in each of them two groups of each source. */
export const manyNames = (text: string): string =>
  onCall(
    `      - { name: leads, any: 2, from: ${ALL} }`,
    GROUPS,
  )(text).replace(
    '  - id: prod-one-person',
    '  - id: prod-twin\n    for: [prod-logs]\n    eligible: [engineers, lead-group]\n' +
      `    levels:\n      - { name: twins, any: 1, from: ${ALL} }\n    max: 8h\n` +
      '  - id: prod-one-person',
  );

export type Reads = Readonly<Record<'user group' | 'channel' | 'schedule', number>>;

/** Of one approval, long after anything was read. */
export async function readsOfClick(): Promise<Reads> {
  const pagerduty = await startPagerduty([{ schedule: SCHEDULE, user: 'PBEN001' }]);
  let found: Reads | undefined;
  try {
    await inWorld(
      async (world) => {
        const story = await ask(world, 'prod-logs 1h Look at the errors of tonight');
        world.clock.turn(2 * 60_000);
        const countOf = (method: string) =>
          world.slack.calls.filter((call) => call.method === method).length;
        const reads = (): Reads => ({
          'user group': countOf('usergroups.users.list'),
          channel: countOf('conversations.members'),
          schedule: pagerduty.calls.length,
        });
        const before = reads();
        await press(story, 'ben');
        await untilCard(world, story, '(ben approved)');
        const after = reads();
        found = {
          'user group': after['user group'] - before['user group'],
          channel: after.channel - before.channel,
          schedule: after.schedule - before.schedule,
        };
        await world.slack.as(PEOPLE.aiko).command('/prod-access', `cancel ${story.id}`);
        await untilCard(world, story, 'withdrawn');
      },
      {
        configure: manyNames,
        pagerduty: { token: pagerduty.token, apiUrl: pagerduty.url },
      },
    );
  } finally {
    await pagerduty.close();
  }
  if (!found) throw new Error('Nothing was counted.');
  return found;
}
