/** A runbook that looks and may not: what it could not read is not gone. */

import { expect, test } from 'vitest';
import { letRun, type, untilThread } from './acts.ts';
import { approve, MINUTE } from './deeds.ts';
import { askForWindow, play } from './runbook-play.ts';
import { windowsOf } from './runbooks.ts';
import { JUMP } from './seed.ts';

const NOTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }],
};

test(
  'access is not said to have ended by a runbook that was denied the look',
  play(async (world) => {
    const story = await askForWindow(world);
    await approve(world, story, 'ben');
    const Action = ['iam:GetUserPolicy', 'iam:DeleteUserPolicy'];
    const no = { Effect: 'Deny', Action, Resource: '*' };
    const document = { Version: '2012-10-17', Statement: [no] };
    world.aws.account(JUMP).putPolicy('roles', 'prod-access-runbook', 'no', document);
    world.aws.settle();
    await type(world, 'aiko', `done ${story.id}`);
    await letRun(world, 15 * MINUTE);
    expect(windowsOf(world)).toHaveLength(1);
    expect(story.says('Access ended')).toBe(false);
    expect(story.says('Removal is overdue')).toBe(true);
    world.aws.account(JUMP).putPolicy('roles', 'prod-access-runbook', 'no', NOTHING);
    world.aws.settle();
    await untilThread(world, story, 'Access ended', 20 * MINUTE);
    expect(windowsOf(world)).toEqual([]);
  }),
);
