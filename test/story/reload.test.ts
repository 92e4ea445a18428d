/** A configuration that is changed while the bot serves, looked at every half minute. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createConfigSource } from '../../adapters/node/config-source.ts';
import { createLogger } from '../../adapters/node/logger.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { type Reloading, startReloading } from '../../src/reload.ts';
import { EXAMPLE } from '../config/example.ts';
import { letRun, opsOf, type as typed, untilOps } from './acts.ts';
import { slackSettings } from './chats.ts';
import { approve, ask } from './deeds.ts';
import { settingsFor } from './settings.ts';
import { createWorld, type World } from './world.ts';

const LINE = 'prod-db 1h Restart the stuck replica';
const CALENDAR = 'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//t//t//EN\nEND:VCALENDAR\n';
const TEXT = EXAMPLE.replace(
  '\nrules:\n',
  '\ncalendars: { year: { ics: year.ics } }\n\nrules:\n',
).replace('people: [dai]', 'people: [dai]\n  confirm_changes: true');

interface Served {
  readonly world: World;
  readonly reloading: Reloading;
  readonly log: string[];
  readonly write: (name: string, text: string) => void;
}

async function served(
  play: (served: Served) => Promise<void>,
  meanwhile: (write: Served['write']) => void = () => {},
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-reload-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('year.ics', CALENDAR);
  write('prod-access.yml', TEXT);
  const world = await createWorld({ transport: 'socket' });
  await world.stopBot();
  const source = createConfigSource(join(folder, 'prod-access.yml'), parseConfig);
  const read = source.read();
  if (!read.parsed.ok) throw new Error(read.parsed.problems[0]?.message);
  const log: string[] = [];
  const starting = startReloading({
    settings: {
      ...settingsFor(join(folder, 'a.db')),
      slack: slackSettings(world.slack, 'socket'),
    },
    version: '0.0.0',
    kind: 'live',
    host: '127.0.0.1',
    clock: world.clock,
    log: createLogger({ to: { write: (line) => log.push(line) > 0 } }),
    source,
    read: { ...read, config: read.parsed.config },
  });
  meanwhile(write);
  const reloading = await starting;
  try {
    await play({ world, reloading, log, write });
  } finally {
    await reloading.stop('test');
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const times = (log: readonly string[], event: string) =>
  log.filter((line) => line.includes(`"event":"${event}"`)).length;
const taken = ({ world, log }: Served, count: number) =>
  world.runUntil('it is taken', () => times(log, 'configuration-taken') === count, 120_000);

test('a changed file is found by itself, and waits for its word as any other', () =>
  served(async (at) => {
    const { world, write } = at;
    const story = await ask(world, LINE);
    await letRun(world, 61_000);
    expect(times(at.log, 'ready')).toBe(1);
    write('prod-access.yml', TEXT.replace('any: 2', 'any: 1'));
    await taken(at, 1);
    await untilOps(world, 'level leads 2 of sre-leads → 1 of sre-leads');
    expect(await typed(world, 'ben', LINE)).toContain('a second operator has not confirmed');
    write('prod-access.yml', TEXT);
    await taken(at, 2);
    await approve(world, story, 'ben', 'chie');
  }));

test('a file that is changed while the bot starts is taken over as well', () =>
  served(
    (at) => taken(at, 1),
    (write) => write('prod-access.yml', TEXT.replace('any: 2', 'any: 1')),
  ));

test('a file beside it counts, and one that is broken is told once with its place', () =>
  served(async (at) => {
    const { world, write, log, reloading } = at;
    write('year.ics', CALENDAR.replace('//t//t', '//t//u'));
    await taken(at, 1);
    await untilOps(world, 'Calendar year: events changed');
    write('prod-access.yml', TEXT.replace('any: 2', 'any: two'));
    await untilOps(world, 'The changed configuration is not sound.', 120_000);
    expect(opsOf(world)).toMatch(/prod-access\.yml:\d+:\d+ rules\[0\]\.levels\[0\]\.any: expected/);
    expect(await reloading.reload()).toBe('unsound');
    await letRun(world, 61_000);
    expect([times(log, 'configuration-not-taken'), times(log, 'ready')]).toEqual([1, 2]);
    write('prod-access.yml', '');
    await world.runUntil(
      'the empty file is told',
      () => opsOf(world).includes('is empty'),
      120_000,
    );
    write('prod-access.yml', TEXT);
    expect(await reloading.reload()).toBe('same');
    write('prod-access.yml', '');
    expect(await reloading.reload()).toBe('unsound');
    // Taken back in between, it is news again.
    expect(opsOf(world).split('is empty')).toHaveLength(3);
  }));

test('what its groups, statements and calendars lack is told before anything is stopped', () =>
  served(async (at) => {
    const { world, write, log, reloading } = at;
    const refusedWith = async (text: string, words: string) => {
      write('prod-access.yml', text);
      expect(await reloading.reload()).toBe('unsound');
      await untilOps(world, words);
    };
    await refusedWith(
      TEXT.replace('\ngroups:\n', '\ngroups:\n  oncall: { pagerduty_schedule: PDBAS01 }\n').replace(
        'from: [sre-leads]',
        'from: [sre-leads, oncall]',
      ),
      'PAGERDUTY_TOKEN is not set',
    );
    write('bad.cedar', 'forbid(principal, action, resource)');
    const stated = `${TEXT}\npolicies:\n  - { file: bad.cedar, as: forbid }\n`;
    await refusedWith(stated, 'bad.cedar:1:36');
    write('year.ics', CALENDAR.replace('END:', 'Christmas\nEND:'));
    await refusedWith(TEXT, 'year.ics:4:1');
    expect(times(log, 'ready')).toBe(1);
  }));

test('told to stop while it reads a changed file, it begins nothing by it', () =>
  served(async ({ world, write, log, reloading }) => {
    write('prod-access.yml', TEXT.replace('any: 2', 'any: 1'));
    const reading = reloading.reload();
    await world.clock.sleep(100);
    await reloading.stop('SIGTERM');
    expect(await reading).toBe('same');
    expect([times(log, 'configuration-taken'), times(log, 'ready')]).toEqual([0, 1]);
  }));

test('a file that goes on changing is looked at again, and never taken in between', () =>
  served(async (at) => {
    const { world, write, log, reloading } = at;
    let lines = 0;
    const grow = () => {
      write('prod-access.yml', `${TEXT.replace('any: 2', 'any: 1')}# ${(lines += 1)}\n`);
      world.clock.turn(1_000);
    };
    grow();
    const growing = setInterval(grow, 20);
    expect(await reloading.reload().finally(() => clearInterval(growing))).toBe('same');
    expect([times(log, 'configuration-not-whole'), times(log, 'ready')]).toEqual([1, 1]);
    await taken(at, 1);
  }));

test('what is too much for Cedar is told, and the last good one goes on with all it can do', () =>
  served(async ({ world, write, log, reloading }) => {
    write(
      'long.cedar',
      `forbid(principal, action, resource) when { principal${'.a'.repeat(3_000)} };`,
    );
    write('prod-access.yml', `${TEXT}\npolicies:\n  - { file: long.cedar, as: forbid }\n`);
    expect(await reloading.reload()).toBe('unsound');
    await untilOps(world, 'long.cedar:1:');
    write('prod-access.yml', TEXT);
    expect(await reloading.reload()).toBe('same');
    expect(times(log, 'ready')).toBe(1);
  }));
