/** Who somebody is where there are two chats: one human, whichever account they act by. */

import { describe, expect, test } from 'vitest';
import { SAMPLE, SAMPLE_IDS } from '../stand-ins/teams/sample.ts';
import { inWorld, press, refusal, type, untilCard, untilDm, untilThread } from './acts.ts';
import { cardsIn, ask, posted, storyOf } from './deeds.ts';
import { quiet } from './quiet.ts';
import { LEADS, type Who } from './seed.ts';
import { TEAMS_CHANNELS } from './teams-here.ts';
import { JUMP, PEOPLE, type World, type WorldOptions } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const inBoth = (play: (world: World) => Promise<void>, options: WorldOptions = {}) =>
  inWorld(play, { chat: 'Slack and Teams', ...options });

/** Approvers are whoever Entra says is in the group, and the file knows one chat of aiko's. */
const LEADS_OF_ENTRA: WorldOptions = {
  configure: (text) =>
    text.replace('sre-leads: [ben, chie, dai]', `sre-leads: { slack_usergroup: ${LEADS} }`),
  inTeams: (text) => withoutTeams('aiko', text),
};

/** Whoever is not listed comes by an identity provider; Slack keeps who may ask. */
const BEN_IN_TEAMS_ALONE: WorldOptions = {
  inTeams: (text) =>
    text
      .replace(`      slack: ${PEOPLE.ben}\n`, '')
      .replace(
        '  from_tags: false',
        `  role_sessions: { account: "${JUMP}", role: Engineer }\n  from_tags: false`,
      )
      .replace('  engineers: [aiko, ben, chie, dai]', `  engineers: { slack_usergroup: ${LEADS} }`),
};

function withoutTeams(name: string, text: string): string {
  const id = SAMPLE.people.find((one) => one.name === name)?.aadObjectId;
  return text.replace(`      teams: ${id}\n`, '');
}

const joinLeads = ({ teams }: World, ...names: readonly Who[]) =>
  teams.change(({ groups }) => {
    const leads = groups[SAMPLE_IDS.leads];
    if (leads) groups[leads.id] = { ...leads, members: [...leads.members, ...names] };
  });

describe('a person with an account in each chat', () => {
  test('A03: asked in one, they do not approve it in the other', () =>
    inBoth(async (world) => {
      const story = await ask(world, LINE, 'ben');
      expect(await refusal('ben', story)).toContain('cannot approve your own request');
      await untilThread(world, story, 'own request');
      expect(story.words()).toContain('waiting, 0 of 2');
    }));

  test('A07: counts once, however often they press', () =>
    inBoth(async (world) => {
      const story = await ask(world, LINE);
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
      expect(await refusal('ben', story)).toContain('You have approved');
      expect(story.words()).toContain('1 of 2');
    }));

  test('A03: an account that the file does not know as theirs approves nothing', () =>
    inBoth(async (world) => {
      joinLeads(world, 'aiko');
      const story = await ask(world, LINE);
      expect(await refusal('aiko', story)).toContain('people.listed');
      await quiet();
      expect(story.words()).toContain('waiting, 0 of 2');
      await press(story, 'ben');
      await untilCard(world, story, '1 of 2');
    }, LEADS_OF_ENTRA));

  test('A03: an account that nobody mapped asks for nothing by the name of its session', () =>
    inBoth(async (world) => {
      // The same ben is listed with his account in Teams and another user at AWS: two people.
      expect(await type(world, 'ben', LINE)).toContain('is not known here');
      expect(cardsIn(world)).toEqual([]);
    }, BEN_IN_TEAMS_ALONE));

  test('is told where they asked', () =>
    inBoth(async (world) => {
      const { asking, deciding } = world;
      const story = await posted(world, () =>
        deciding.type('ben', 'prod-logs 30m Look at the errors'),
      );
      await press(story, 'chie');
      await untilDm(world, 'ben', 'switchrole');
      expect(asking.told('ben')).toEqual([]);
    }));

  test('asked in Slack for a card in Teams, is told in words where it is', () =>
    inBoth(async (world) => {
      const where = 'the approvers see it in their channel in Teams';
      expect(await type(world, 'ben', LINE)).toContain(where);
      await world.runUntil('the card is posted', () => cardsIn(world).length > 0);
      expect(storyOf(world, cardsIn(world)[0]).words()).toContain('waiting, 0 of 2');
    }));
});

test('A09: a guest of the team approves nothing and asks for nothing', () =>
  inBoth(async (world) => {
    const story = await ask(world, LINE);
    const finn = world.teams.as('finn');
    const [card] = world.teams.messages(TEAMS_CHANNELS.approvals);
    if (!card) throw new Error('There is no card.');
    expect((await finn.click(card, 'Approve')).shown).toMatch(/guest/i);
    await untilThread(world, story, 'refused');
    await finn.say(LINE);
    await world.runUntil('finn is told', () =>
      finn.direct.some((one) => /guest/i.test(world.teams.plainText(one))),
    );
    expect(cardsIn(world)).toHaveLength(1);
  }));
