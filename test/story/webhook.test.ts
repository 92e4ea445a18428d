/** The webhook for approvers in no chat: what it hears, and that nothing waits for it. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { inWorld, letRun, untilThread } from './acts.ts';
import { approve, ask } from './deeds.ts';
import { inLevels } from './leveled.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const LINE = 'prod-db 1h Restart the stuck replica';

interface Call {
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
}
interface Sink {
  readonly calls: Call[];
  /** What it answers; 0 is no answer at all. */
  status: number;
}

async function withSink(play: (world: World, sink: Sink) => Promise<void>): Promise<void> {
  const sink: Sink = { calls: [], status: 204 };
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      const key = String(request.headers['idempotency-key']);
      sink.calls.push({ key, body: JSON.parse(text) });
      if (sink.status > 0) response.writeHead(sink.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/s3cret`;
  const configure = (text: string) => `${inLevels(text)}\nwebhook: ${url}\n`;
  try {
    await inWorld((world) => play(world, sink), { configure });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const heard = (world: World, { calls }: Sink, event: string) =>
  world.runUntil(`it hears of ${event}`, () => calls.some(({ body }) => body['event'] === event));

test('hears of a request that waits, of its reminders, and of whoever is asked as well', () =>
  withSink(async (world, sink) => {
    const story = await ask(world, LINE);
    await heard(world, sink, 'waiting');
    expect(sink.calls[0]?.body).toEqual({
      event: 'waiting',
      id: story.id,
      entitlement: 'prod-db',
      requester: 'aiko',
      level: 'lead',
      from: ['ben'],
      lapseAt: expect.stringMatching(/^2026-11-24T10:02:\d\d\.\d\d\dZ$/),
      link: expect.stringContaining(`message_ts=${story.post.id}`),
    });
    world.clock.turn(20 * MINUTE);
    await heard(world, sink, 'escalation');
    world.clock.turn(10 * MINUTE);
    await heard(world, sink, 'reminder');
    expect(sink.calls.at(-1)?.body).toMatchObject({ level: 'lead', from: ['ben', 'chie'] });
    expect(new Set(sink.calls.map(({ key }) => key)).size).toBe(3);
    await approve(world, story, 'chie', 'dai');
    await letRun(world, 60_000);
    expect(sink.calls).toHaveLength(3);
  }));

test('that refuses is tried again under the same key, and nothing else waits for it', () =>
  withSink(async (world, sink) => {
    sink.status = 500;
    const story = await ask(world, LINE);
    await world.runUntil('it is tried again', () => sink.calls.length > 2, 2 * MINUTE);
    expect(new Set(sink.calls.map(({ key }) => key)).size).toBe(1);
    world.clock.turn(20 * MINUTE);
    await untilThread(world, story, 'may approve now as well');
    await approve(world, story, 'chie', 'dai');
    expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
    const before = sink.calls.length;
    await letRun(world, 120_000);
    expect(sink.calls).toHaveLength(before);
    expect(world.log.join()).toContain('The webhook answered 500.');
    expect(world.log.join()).not.toContain('s3cret');
  }));

test('that never answers delays neither the card nor the access', () =>
  withSink(async (world, sink) => {
    sink.status = 0;
    const story = await ask(world, LINE);
    world.clock.turn(20 * MINUTE);
    await untilThread(world, story, 'may approve now as well');
    await approve(world, story, 'chie', 'dai');
    expect(world.may('aiko.sato', 'ProdDbOperator')).toBe(true);
  }));
