/** Many who look for their open sessions at once, and AWS, which takes six such calls a second. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Clients, createClients } from '../../../adapters/aws/clients.ts';
import { endInTurn, sessionsOf } from '../../../adapters/aws/ssm-sessions.ts';
import { configOf, EXAMPLE } from '../../config/example.ts';
import { BASTION, putNodes, REGION, SHELL } from '../../story/nodes.ts';
import { JUMP } from '../../story/seed.ts';
import { createGround, type Ground } from './ground.ts';

let ground: Ground;
let clients: Clients;
beforeEach(async () => {
  ground = await createGround();
  putNodes(ground);
  ground.aws.ssm.knobs.ratesApply = true;
  const { catalog } = configOf(EXAMPLE);
  const { clock } = ground;
  clients = createClients({ region: 'us-east-1', catalog, clock, installation: 'demo01' });
  // Known before it is counted, and the same for everybody.
  await clients.ssm(JUMP, REGION);
  ground.aws.calls.length = 0;
});
afterEach(() => ground.aws.close());

const place = () => ({
  clients,
  account: JUMP,
  region: REGION,
  signal: AbortSignal.timeout(20_000),
});
const ownerOf = (at: number) => `arn:aws:iam::${JUMP}:user/person.${at}`;
const people = (count: number) => Array.from({ length: count }, (_, at) => at);

/** A shell that is open, of somebody who may have one. */
function openFor(at: number): void {
  const { aws } = ground;
  aws.account(JUMP).createUser(`person.${at}`, {
    inline: {
      shell: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'ssm:StartSession', Resource: '*' }],
      },
    },
  });
  const where = { account: JUMP, region: REGION, node: BASTION, mfa: true };
  aws.startSession({ ...where, user: `person.${at}`, document: SHELL });
}

const asked = () => ground.aws.calls.filter(({ action }) => action === 'DescribeSessions');
/** While time goes on by itself: the wait of the line and the rates of AWS are by this clock. */
async function meanwhile<T>(work: Promise<T>): Promise<T> {
  const passing = setInterval(() => ground.clock.turn(20), 2);
  return work.finally(() => clearInterval(passing));
}

test('one who asks alone is told what is theirs, all of it', async () => {
  openFor(1);
  openFor(2);
  const { open, isListed } = await sessionsOf(place(), ownerOf(1));
  expect([open.length, isListed]).toEqual([1, false]);
  expect(open[0]).toMatchObject({ kind: 'session', region: REGION, node: BASTION });
  expect(asked()).toHaveLength(1);
});

test('of sixty with a session open each, most are found by one list', async () => {
  for (const at of people(60)) openFor(at);
  const read = await meanwhile(
    Promise.all(people(60).map((at) => sessionsOf(place(), ownerOf(at)))),
  );
  expect(read.map(({ open }) => open.length)).toEqual(people(60).map(() => 1));
  expect(new Set(read.flatMap(({ open }) => open.map(({ session }) => session))).size).toBe(60);
  expect(read.filter(({ isListed }) => isListed).length).toBeGreaterThan(50);
  expect(asked().length).toBeLessThan(12);
});

test('whoever is not on the list is asked for alone: no list proves that none is', async () => {
  for (const at of people(12)) openFor(at);
  const read = await meanwhile(
    Promise.all(people(20).map((at) => sessionsOf(place(), ownerOf(at)))),
  );
  const none = read.slice(12);
  expect(none.map(({ open }) => open.length)).toEqual(none.map(() => 0));
  expect(none.every(({ isListed }) => !isListed)).toBe(true);
  expect(asked().length).toBeGreaterThanOrEqual(none.length);
});

test('of sixty who are only watched, who is not on a whole list has none open now', async () => {
  openFor(1);
  const read = await meanwhile(
    Promise.all(people(60).map((at) => sessionsOf(place(), ownerOf(at), { isWatched: true }))),
  );
  expect(read.map(({ open }) => open.length)).toEqual(people(60).map((at) => (at === 1 ? 1 : 0)));
  expect(asked().length).toBeLessThan(12);
});

test('of those who are watched, nobody is taken for having none by a list cut short', async () => {
  for (const at of people(12)) openFor(at % 2);
  for (let more = 0; more < 600; more += 1) openFor(100);
  const read = await meanwhile(
    Promise.all(people(12).map((at) => sessionsOf(place(), ownerOf(at), { isWatched: true }))),
  );
  expect(read.map(({ open }) => open.length)).toEqual(people(12).map((at) => (at < 2 ? 6 : 0)));
});

test('where AWS lists owners otherwise, everybody is asked for as if there were none', async () => {
  for (const at of people(12)) openFor(at);
  ground.aws.ssm.knobs.owners = 'userid';
  const read = await meanwhile(
    Promise.all(people(12).map((at) => sessionsOf(place(), ownerOf(at)))),
  );
  expect(read.every(({ isListed }) => !isListed)).toBe(true);
});

test('a list that fails costs nobody their answer', async () => {
  for (const at of people(10)) openFor(at);
  ground.aws.faults.add({
    kind: 'denied',
    action: 'DescribeSessions',
    times: Infinity,
    when: ({ params }) => params['Filters'] === undefined,
  });
  const read = await meanwhile(
    Promise.all(people(10).map((at) => sessionsOf(place(), ownerOf(at)))),
  );
  expect(read.every(({ open, isListed }) => open.length === 1 && !isListed)).toBe(true);
});

test('an end whose turn does not come within a claim was never sent', async () => {
  const held = Promise.withResolvers<void>();
  const sent: number[] = [];
  const ends = people(4).map((at) =>
    endInTurn(place(), async () => {
      sent.push(at);
      await held.promise;
    }),
  );
  const last = Promise.allSettled(ends.slice(2));
  await new Promise((resolve) => setTimeout(resolve, 20));
  ground.clock.turn(4_001);
  expect(await last).toMatchObject([
    { status: 'rejected', reason: { code: 'aws-throttled' } },
    { status: 'rejected', reason: { code: 'aws-throttled' } },
  ]);
  held.resolve();
  await Promise.all(ends.slice(0, 2));
  expect(sent).toEqual([0, 1]);
});
