/** Bad days of AWS: away when it counts, answers lost, and hands from outside. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  approve,
  ask,
  expectSound,
  factsOf,
  givenProdDb,
  MINUTE,
  type Story,
  whispersTo,
} from './deeds.ts';
import { CHANNELS, createWorld, JUMP, PEOPLE, type World } from './world.ts';

let world: World;
let pages: Server | undefined;
afterEach(async () => {
  try {
    await expectSound(world);
  } finally {
    await world.close();
    pages?.close();
    pages = undefined;
  }
});

const may = () => world.may('aiko.sato', 'ProdDbOperator');
const ops = () => world.slack.messages(CHANNELS.ops).map((one) => world.slack.plainText(one));
const opsRead = (words: string) => ops().some((one) => one.includes(words));

/** Whom the bot wakes, and what it says. */
async function pagedTo(said: string[]): Promise<string> {
  pages = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      said.push(text);
      response.end();
    });
  });
  await new Promise<void>((resolve) => pages?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(pages.address() as AddressInfo).port}/hook`;
}

describe('AWS away', () => {
  test('at the end: its date holds, operators are paged, it is removed later', async () => {
    const said: string[] = [];
    const url = await pagedTo(said);
    world = await createWorld({
      configure: (text) => text.replace(/ {2}# page: .*/, `  page: ${url}`),
    });
    const story = await givenProdDb(world);
    world.aws.faults.add({ kind: 'failure', times: 100_000 });
    world.clock.turn(61 * MINUTE);
    expect(may()).toBe(false);
    await world.runUntil('it is overdue', () => story.says('Removal is overdue'), 5 * MINUTE);
    await world.runUntil('the operators are told', () => opsRead('Removal is overdue'));
    await world.runUntil('somebody is paged', () => said.length > 0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ source: 'prod-access', id: story.id });
    expect(story.says('Access ended')).toBe(false);
    world.aws.faults.clear();
    await world.runUntil('it has ended', () => story.says('Access ended'), 20 * MINUTE);
    expect(may()).toBe(false);
  });

  test.each([
    ['throttling one call in four', { throttle: 0.25 }],
    ['throttling every second call', { throttle: 0.5 }],
    ['losing answers', { 'lost-after': 0.1, 'failure-after': 0.05 }],
  ])('%s during a whole grant: it is given and removed', async (_, chance) => {
    world = await createWorld();
    const story = await ask(world, 'prod-db 1h Restart the stuck replica');
    world.aws.faults.random({ seed: 7, chance });
    await story.click('ben', 'Approve');
    await story.click('chie', 'Approve');
    const minutes = 10 * MINUTE;
    await world.runUntil('active', () => story.says('Access is active until'), minutes);
    expect(may()).toBe(true);
    world.clock.turn(70 * MINUTE);
    expect(may()).toBe(false);
    await world.runUntil('it has ended', () => story.says('Access ended'), minutes);
  });
});

describe('a hand from outside', () => {
  async function pulledOut(): Promise<Story> {
    world = await createWorld();
    const story = await ask(world, 'prod-ops 1h Restart the stuck server');
    await approve(world, story, 'ben');
    world.aws.account(JUMP).leave('aiko.sato', 'prod-operators');
    world.aws.settle();
    world.clock.turn(10 * MINUTE);
    await world.bot().app.reconcile();
    await world.runUntil('it is reported', () => opsRead('was changed by hand'), 2 * MINUTE);
    return story;
  }
  const member = () => world.aws.account(JUMP).members('prod-operators').includes('aiko.sato');
  const press = (name: 'dai' | 'ben', button: string) => {
    const at = world.slack
      .messages(CHANNELS.ops)
      .findLast((one) => world.slack.plainText(one).includes('Put it back'));
    world.slack.change(({ channels }) => {
      const ops = channels[CHANNELS.ops];
      if (ops) channels[CHANNELS.ops] = { ...ops, members: [...ops.members, PEOPLE.ben] };
    });
    return world.slack.as(PEOPLE[name]).click(CHANNELS.ops, at?.ts ?? '', button);
  };

  test('a membership pulled out is reported and not put back by itself', async () => {
    await pulledOut();
    world.clock.turn(10 * MINUTE);
    await world.bot().app.reconcile();
    await world.runUntil('nothing more comes', () => true);
    expect(member()).toBe(false);
    expect(ops().filter((one) => one.includes('was changed by hand'))).toHaveLength(1);
  });

  test('an operator puts it back; somebody else cannot', async () => {
    const story = await pulledOut();
    await press('ben', 'Put it back');
    await world.runUntil('ben is refused', () =>
      whispersTo(world, 'ben').some((one) => one.includes('Only operators can do this')),
    );
    expect(member()).toBe(false);
    await press('dai', 'Put it back');
    await world.runUntil('it is back', member);
    await world.runUntil('it is in the log', async () =>
      (await factsOf(world)).some(({ type }) => type === 'drift-settled'),
    );
    world.clock.turn(61 * MINUTE);
    expect(world.may('aiko.sato', 'ProdOperator')).toBe(false);
    await world.runUntil('it has ended', () => story.says('Access ended'));
    expect(member()).toBe(false);
  });
});
