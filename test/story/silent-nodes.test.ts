/** Systems Manager is silent, and nothing else is: whatever does not need it goes on. */

import { expect, test } from 'vitest';
import { inWorld, letRun, type, untilThread } from './acts.ts';
import { approve, ask, MINUTE } from './deeds.ts';
import { mayOpen, open, openSessions, putNodes, SHELL, withNodes } from './nodes.ts';
import type { World } from './world.ts';

const NODES = { configure: withNodes };
const READS = ['DescribeSessions', 'GetDocument', 'DescribeInstanceInformation'];

function silence({ aws }: World, kind: 'failure' | 'hang'): void {
  for (const action of READS) {
    aws.faults.add(
      kind === 'hang' ? { kind, action, ms: 60_000, times: 1e6 } : { kind, action, times: 1e6 },
    );
  }
}

const mayLogs = (world: World) => world.may('aiko.sato', 'ProdLogReader');

test.each(['failure', 'hang'] as const)(
  'what is given back is removed at once, and that it ended is said when sessions were read (%s)',
  (kind) =>
    inWorld(async (world) => {
      putNodes(world);
      const story = await ask(world, 'prod-gui 1h Move the stuck import along in the admin GUI');
      await approve(world, story, 'ben');
      open(world);
      silence(world, kind);
      await type(world, 'aiko', `done ${story.id}`);
      await world.runUntil('the role is taken', () => !mayLogs(world), MINUTE);
      await world.runUntil('the tunnel is taken', () => !mayOpen(world), MINUTE);
      await letRun(world, 2 * MINUTE);
      expect(story.says('Access ended')).toBe(false);
      expect(openSessions(world)).toHaveLength(1);
      world.aws.faults.clear();
      await untilThread(world, story, 'Access ended', 10 * MINUTE);
      expect(openSessions(world)).toEqual([]);
    }, NODES),
);

test('a shell that waits for its document holds up no end of other access', () =>
  inWorld(async (world) => {
    putNodes(world);
    const logs = await ask(world, 'prod-logs 1h Read what the import said');
    await approve(world, logs, 'ben');
    const shell = await ask(world, 'prod-shell 1h Look at the disk of the bastion');
    silence(world, 'failure');
    await shell.click('ben', 'Approve');
    await letRun(world, 5_000);
    await type(world, 'aiko', `done ${logs.id}`);
    await world.runUntil('the role is taken', () => !mayLogs(world), MINUTE);
    await untilThread(world, logs, 'Access ended', 5 * MINUTE);
    expect(mayOpen(world, { document: SHELL })).toBe(false);
    world.aws.faults.clear();
    await untilThread(world, shell, 'Access is active', 5 * MINUTE);
    expect(mayOpen(world, { document: SHELL })).toBe(true);
  }, NODES));

test('a shell whose document is not read for ten minutes is not given, and that is said', () =>
  inWorld(async (world) => {
    putNodes(world);
    const shell = await ask(world, 'prod-shell 1h Look at the disk of the bastion');
    silence(world, 'failure');
    await shell.click('ben', 'Approve');
    await untilThread(world, shell, 'Could not be given: AWS did not answer', 15 * MINUTE);
    expect(mayOpen(world, { document: SHELL })).toBe(false);
  }, NODES));

test('a session that cannot be ended stands before nothing else that is given or taken', () =>
  inWorld(async (world) => {
    putNodes(world);
    const shell = await ask(world, 'prod-shell 1h Look at the disk of the bastion');
    await approve(world, shell, 'ben');
    open(world, { document: SHELL });
    world.aws.faults.add({ kind: 'failure', action: 'TerminateSession', times: 1e6 });
    await type(world, 'aiko', `done ${shell.id}`);
    await letRun(world, 15 * MINUTE);
    expect(shell.says('Access ended')).toBe(false);
    const logs = await ask(world, 'prod-logs 1h Read what the import said');
    await approve(world, logs, 'ben');
    expect(mayLogs(world)).toBe(true);
    await type(world, 'aiko', `done ${logs.id}`);
    await untilThread(world, logs, 'Access ended', 5 * MINUTE);
    world.aws.faults.clear();
    await untilThread(world, shell, 'Access ended', 10 * MINUTE);
    expect(openSessions(world)).toEqual([]);
  }, NODES));

test('an end of which AWS was too busy to take notice is sent again, and is no refusal', () =>
  inWorld(async (world) => {
    putNodes(world);
    const shell = await ask(world, 'prod-shell 1h Look at the disk of the bastion');
    await approve(world, shell, 'ben');
    open(world, { document: SHELL });
    world.aws.faults.add({ kind: 'throttle', action: 'TerminateSession', times: 5 });
    await type(world, 'aiko', `done ${shell.id}`);
    await world.runUntil('it is ended', () => openSessions(world).length === 0, 12_000);
    await untilThread(world, shell, 'Access ended', 5 * MINUTE);
    expect(shell.says('1 session ended.')).toBe(true);
    expect(world.log.join('')).not.toContain('aws-refused-step');
  }, NODES));
