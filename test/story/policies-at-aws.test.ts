/** Statements in Cedar about what AWS knows: people, nodes, and requests that were filed there. */

import { describe, expect, test } from 'vitest';
import { inWorld, refusal, type, untilCard } from './acts.ts';
import { confirmWords, GLASS, heardIn, offered } from './break-glass.ts';
import { ask, MINUTE } from './deeds.ts';
import { BASTION, putNodes, region, withNodes } from './nodes.ts';
import { carried, cardOf, file, signals, statusOf, withRequests } from './requests.ts';
import { LINE, type Stated, stated, untilGiven } from './stated.ts';
import { CHANNELS, JUMP, type WorldOptions } from './world.ts';

describe('what AWS knows', () => {
  const TEAM: Stated = {
    as: 'auto-approve',
    text: `permit(principal, action, resource in Entitlement::"prod-logs")
      when {
        context.iam.principalTags.hasTag("Team") &&
        context.iam.principalTags.getTag("Team") == "payments"
      };`,
  };

  const FROZEN: Stated = {
    text: `@id("frozen") forbid(principal, action, resource is Node)
      when { resource.hasTag("State") && resource.getTag("State") == "frozen" };`,
  };

  test('of the person counts: a tag of their user approves it at once', () =>
    inWorld(
      async (world) => {
        world.aws.account(JUMP).tag('aiko.sato', { Team: 'payments' });
        world.aws.settle();
        const story = await ask(world, LINE);
        await untilGiven(world);
        await untilCard(world, story, 'team.cedar#0, automatically');
      },
      stated({ 'team.cedar': TEAM }),
    ));

  test('of the person, where nobody can be asked for it, allows nothing', () =>
    inWorld(
      async (world) => {
        world.aws.faults.add({ kind: 'failure', action: 'ListUserTags', times: 1_000 });
        expect(await type(world, 'aiko', LINE)).toContain('AWS did not answer');
        world.aws.faults.clear();
      },
      stated({ 'team.cedar': TEAM }),
    ));

  test('of a node counts, though it was found by another tag', () => {
    const { beside, configure = (text) => text } = stated({ 'nodes.cedar': FROZEN });
    return inWorld(
      async (world) => {
        putNodes(world);
        const first = await ask(world, 'prod-shell 1h Look at the disk of the bastion');
        const tags = { Role: 'bastion', State: 'frozen' };
        region(world).putNode(BASTION, { name: 'bastion', tags });
        // As they were read a moment ago they count for a minute.
        world.clock.turn(2 * MINUTE);
        const said = await type(world, 'ben', 'prod-shell 1h Look at the disk of the bastion');
        expect(said).toContain('nodes.cedar#frozen');
        expect(await refusal('chie', first)).toContain('nodes.cedar#frozen');
      },
      { ...(beside && { beside }), configure: (text) => configure(withNodes(text)) },
    );
  });

  test('of a node closes break-glass too, and nobody is told that it was broken', () => {
    const { beside, configure = (text) => text } = stated({ 'nodes.cedar': FROZEN });
    const glassed = (text: string) =>
      text.replace(/(- id: prod-one-person\n[^]*?)( {4}levels:\n)/, `$1${GLASS}$2`);
    return inWorld(
      async (world) => {
        putNodes(world);
        const tags = { Role: 'bastion', State: 'frozen' };
        region(world).putNode(BASTION, { name: 'bastion', tags });
        const line = 'break-glass prod-shell 20m The site is down, and nobody answers';
        expect(await offered(world, 'aiko', line)).toContain('Opens now');
        expect(await confirmWords(world, 'aiko')).toContain('nodes.cedar#frozen');
        expect(heardIn(world, CHANNELS.general)).toBe('');
      },
      { ...(beside && { beside }), configure: (text) => glassed(configure(withNodes(text))) },
    );
  });
});

describe("AWS's own requests", () => {
  const jitna = (text: string, as = 'auto-approve'): WorldOptions => ({
    beside: { 'aws.cedar': text },
    configure: (config) =>
      `${withRequests(config)}\npolicies:\n  - { file: aws.cedar, as: ${as}, schema: jitna }\n`,
  });
  const ACTION = 'AWS::SSM::Action::"getTokenForInstanceAccess"';
  const DOCUMENT = `permit(principal, action == ${ACTION}, resource)
    when { resource.hasTag("Role") && resource.getTag("Role") == "bastion" };`;

  test(
    'are approved at once by a statement of AWS, unchanged',
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await world.runUntil('AWS has heard it', () => statusOf(world, id) === 'Approved');
      expect(signals(world, id)).toHaveLength(1);
      await untilCard(world, story, 'aws.cedar#0, automatically');
    }, jitna(DOCUMENT)),
  );
});
