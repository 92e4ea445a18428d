/** Who somebody is where there are two chats: one human, whichever account they act by. */

import { describe, expect, test } from 'vitest';
import { SAMPLE, SAMPLE_IDS } from '../stand-ins/teams/sample.ts';
import { inWorld } from './acts.ts';
import { quiet } from './quiet.ts';
import { postedInTeams, TEAMS_CHANNELS, toldInTeams } from './teams-town.ts';
import { JUMP, PEOPLE, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const inBoth = (play: (world: World) => Promise<void>, configure = (text: string) => text) =>
  inWorld(play, { teams: 'beside', configure });

const askInSlack = (world: World, who: keyof typeof PEOPLE) =>
  postedInTeams(world, () => world.slack.as(PEOPLE[who]).command('/prod-access', LINE));

/** Approvers are whoever Entra says is in the group, and the file knows one chat of aiko's. */
const LEADS_OF_ENTRA = (text: string) =>
  withoutTeams('aiko', text).replace(
    'sre-leads: [ben, chie, dai]',
    `sre-leads: { teams_group: ${SAMPLE_IDS.leads} }`,
  );

/** Whoever is not listed comes by an identity provider; Slack keeps who may ask. */
const BEN_IN_TEAMS_ALONE = (text: string) =>
  text
    .replace(`      slack: ${PEOPLE.ben}\n`, '')
    .replace(
      '  from_tags: false',
      `  role_sessions: { account: "${JUMP}", role: Engineer }\n  from_tags: false`,
    )
    .replace('  engineers: [aiko, ben, chie, dai]', '  engineers: { slack_usergroup: S0LEADS001 }');

function withoutTeams(name: string, text: string): string {
  const id = SAMPLE.people.find((one) => one.name === name)?.aadObjectId;
  return text.replace(`      teams: ${id}\n`, '');
}

const joinLeads = ({ teams }: World, ...names: readonly string[]) =>
  teams.change(({ groups }) => {
    const leads = groups[SAMPLE_IDS.leads];
    if (leads) groups[SAMPLE_IDS.leads] = { ...leads, members: [...leads.members, ...names] };
  });

describe('a person with an account in each chat', () => {
  test('A03: asked in one, they do not approve it in the other', () =>
    inBoth(async (world) => {
      const story = await askInSlack(world, 'ben');
      await story.click('ben', 'Approve');
      expect(world.teams.as('ben').lastAnswer).toContain('cannot approve your own request');
      await world.runUntil('it is on record', () => story.says('own request'));
      expect(story.words()).toContain('waiting, 0 of 2');
    }));

  test('A07: counts once, however often they press', () =>
    inBoth(async (world) => {
      const story = await askInSlack(world, 'aiko');
      await story.click('ben', 'Approve');
      await world.runUntil('ben is counted', () => story.words().includes('1 of 2'));
      await story.click('ben', 'Approve');
      expect(world.teams.as('ben').lastAnswer).toContain('You have approved');
      expect(story.words()).toContain('1 of 2');
    }));

  test('A03: an account that the file does not know as theirs approves nothing', () =>
    inBoth(async (world) => {
      joinLeads(world, 'aiko');
      const story = await askInSlack(world, 'aiko');
      expect((await story.click('aiko', 'Approve')).shown).toContain('people.listed');
      await quiet();
      expect(story.words()).toContain('waiting, 0 of 2');
      await story.click('ben', 'Approve');
      await world.runUntil('ben is counted', () => story.words().includes('1 of 2'));
    }, LEADS_OF_ENTRA));

  test('A03: an account that nobody mapped asks for nothing by the name of its session', () =>
    inBoth(async (world) => {
      const ben = world.slack.as(PEOPLE.ben);
      const answer = await ben.command('/prod-access', LINE);
      const whisper = await answer.untilWhisper('');
      // The same ben is listed with his account in Teams and another user at AWS: two people.
      expect(world.slack.plainText(whisper)).toContain('is not known here');
      expect(world.teams.messages(TEAMS_CHANNELS.approvals)).toEqual([]);
    }, BEN_IN_TEAMS_ALONE));

  test('is told where they asked', () =>
    inBoth(async (world) => {
      const story = await postedInTeams(world, () =>
        world.teams.as('ben').say('prod-logs 30m Look at the errors'),
      );
      await story.click('chie', 'Approve');
      await world.runUntil('ben is told', () =>
        toldInTeams(world, 'ben').some((one) => one.includes('switchrole')),
      );
      expect(world.slack.as(PEOPLE.ben).dms).toEqual([]);
    }));
});

test('A09: a guest of the team approves nothing and asks for nothing', () =>
  inBoth(async (world) => {
    const story = await askInSlack(world, 'aiko');
    await story.click('finn', 'Approve');
    expect(world.teams.as('finn').lastAnswer).toMatch(/guest/i);
    await world.runUntil('it is on record', () => story.says('refused'));
    await world.teams.as('finn').say(LINE);
    await quiet();
    expect(world.teams.messages(TEAMS_CHANNELS.approvals)).toHaveLength(1);
  }));
