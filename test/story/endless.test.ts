/** What no end of ours reaches: told before anybody approves, and never rounded to "ended". */

import { describe, expect, test } from 'vitest';
import { letRun, type as typed, untilDm, untilThread, worldsIn } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { READER, useCenter } from './center.ts';
import { approve, ask, dmsOf, MINUTE } from './deeds.ts';
import { open, openSessions, putNodes } from './nodes.ts';
import { goOn, openRole, WITHOUT_MFA } from './role-session.ts';
import { JUMP, PRODUCTION, type World } from './world.ts';

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource: string) => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const DEPLOYER = `arn:aws:iam::${PRODUCTION}:role/Deployer`;

/** A role that may take on itself, and lets in whoever the account lets go on. */
function leadOn({ aws }: World): void {
  const prod = aws.account(PRODUCTION);
  const trusted = { Effect: 'Allow', Principal: { AWS: PRODUCTION }, Action: 'sts:AssumeRole' };
  const work = policy(allow(['s3:*', 'sts:AssumeRole'], '*'));
  prod.createRole('Deployer', { trust: policy(trusted), inline: { work } });
  prod.putPolicy('roles', 'ProdDbOperator', 'on', policy(allow('sts:AssumeRole', DEPLOYER)));
}

const giveShells = ({ aws }: World): void =>
  aws
    .account(JUMP)
    .putPolicy('groups', 'prod-operators', 'shell', policy(allow('ssm:StartSession', '*')));

const SHELL = 'A shell opened through it may live on without end: the bot ends none of these.';
const ROLE = 'A role session may go on into other roles, and so live on without end.';
const UNREAD = 'What its role allows could not be read, so sessions may live on without end.';

describe.each(EITHER_CHAT)('what lives on without end, in %s', (chat) => {
  const inWorld = worldsIn(chat);

  test('a shell of a group that lets its members open shells, and everybody was told', () =>
    inWorld(async (world) => {
      putNodes(world);
      giveShells(world);
      const story = await ask(world, 'prod-ops 1h Look at the disk of the bastion');
      expect(story.words()).toContain(SHELL);
      await approve(world, story, 'ben');
      open(world, { document: 'SSM-SessionManagerRunShell' });
      await untilDm(world, 'aiko', SHELL);
      world.clock.turn(61 * MINUTE);
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(openSessions(world)).toHaveLength(1);
      expect(story.thread().join()).toContain(SHELL);
      expect(story.words()).toContain(SHELL);
      expect(dmsOf(world, 'aiko').join()).not.toContain('Sessions will be closed then');
      await letRun(world, 30_000);
    }));

  test('a role that is gone on into from one whose own sessions are cut off by name', () =>
    inWorld(async (world) => {
      leadOn(world);
      const story = await ask(world, 'prod-db 1h Restart the stuck replica');
      expect(story.words()).toContain(ROLE);
      await approve(world, story, 'ben', 'chie');
      world.clock.turn(50 * MINUTE);
      const first = await openRole(world, 'ProdDbOperator', 'aiko.sato');
      const further = await goOn(world, first, DEPLOYER);
      const may = () =>
        world.aws.sessionMay({ sessionKey: further, action: 's3:DeleteBucket', resource: '*' })
          .allowed;
      world.clock.turn(11 * MINUTE);
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(may()).toBe(true);
      expect(story.thread().join()).toContain(ROLE);
    }, WITHOUT_MFA));
});

test('of a permission set that opens shells the card tells', () =>
  worldsIn('Slack')(async (world) => {
    await useCenter(world);
    const inline = policy(allow('ssm:StartSession', '*'));
    world.aws.identityCenter.putPermissionSet(READER, { sessionMinutes: 60, inline });
    const story = await ask(world, 'prod-sso-logs 1h Read the logs of the failed import');
    expect(story.words()).toContain(SHELL);
  }));

test('of a permission set that takes on one further role the card tells; any is refused', () =>
  worldsIn('Slack')(async (world) => {
    await useCenter(world);
    const { identityCenter: center } = world.aws;
    const line = 'prod-sso-logs 1h Read the logs of the failed import';
    center.putPermissionSet(READER, { inline: policy(allow('sts:AssumeRole', '*')) });
    expect(await typed(world, 'aiko', line)).toContain('sts:AssumeRole');
    center.putPermissionSet(READER, { inline: policy(allow('sts:AssumeRole', DEPLOYER)) });
    expect((await ask(world, line)).words()).toContain(ROLE);
  }));

test('of a permission set with a policy that nobody can read here the card tells', () =>
  worldsIn('Slack')(async (world) => {
    await useCenter(world);
    world.aws.identityCenter.putPermissionSet(READER, { customer: ['team-policy'] });
    const story = await ask(world, 'prod-sso-logs 1h Read the logs of the failed import');
    expect(story.words()).toContain('could not be read');
  }));

describe('what a role leads to', () => {
  const inWorld = worldsIn('Slack');

  test('is read again at the grant: more than was shown is not given', () =>
    inWorld(async (world) => {
      const story = await ask(world, 'prod-db 1h Restart the stuck replica');
      expect(story.words()).not.toContain('without end');
      leadOn(world);
      await story.click('ben', 'Approve');
      await story.click('chie', 'Approve');
      await untilThread(world, story, 'it reaches further in AWS than when it was approved');
      expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(false);
    }));

  test('is taken to be without end where the bot may not read it', () =>
    inWorld(async (world) => {
      world.aws.faults.add({ kind: 'denied', action: 'ListAttachedRolePolicies', times: 1_000 });
      const story = await ask(world, 'prod-db 1h Restart the stuck replica');
      expect(story.words()).toContain(UNREAD);
    }));

  test('is refused at the ask where its sessions could write permissions', () =>
    inWorld(async (world) => {
      const prod = world.aws.account(PRODUCTION);
      prod.seed({ policies: { wide: policy(allow('iam:*', '*')) } });
      prod.attachPolicy('roles', 'ProdDbOperator', 'wide');
      const said = await (
        await world.asking.type('aiko', 'prod-db 1h Restart the stuck replica')
      ).said();
      expect(said).toContain('role ProdDbOperator would allow iam:PassRole');
    }));
});
