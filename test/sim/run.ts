/** `npm run sim`: plays many seeds, or one with all that happened in it. */

import { performance } from 'node:perf_hooks';
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hunt, PLANTED } from './planted.ts';
import { play, type Played, scriptOf } from './play.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    shrink: { type: 'string' },
    planted: { type: 'boolean' },
  },
});

if (values.seed !== undefined) process.exitCode = await one(Number(values.seed));
else if (values.planted) process.exitCode = await planted();
else process.exitCode = await many(Number(values.seeds ?? 1_000), Number(values.from));

async function one(seed: number): Promise<number> {
  const played = await play(scriptOf(seed), { isTalking: true });
  process.stdout.write(`${played.lines.join('')}${summary(played)}\n`);
  return played.breaches.length > 0 ? 1 : 0;
}

async function many(seeds: number, from: number): Promise<number> {
  const startMs = performance.now();
  const all = createHash('sha256');
  let [events, faults, broken] = [0, 0, 0];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const played = await play(scriptOf(seed));
    all.update(played.hash);
    events += played.events;
    faults += played.faults;
    if (played.breaches.length === 0) continue;
    broken += 1;
    process.stdout.write(`${summary(played)}\n  npm run sim -- --seed ${seed}\n`);
  }
  const seconds = (performance.now() - startMs) / 1_000;
  const rate = (count: number) => Math.round(count / seconds).toLocaleString('en');
  process.stdout.write(
    `${seeds} seeds from ${from}, ${broken} violated · ${(seeds / seconds).toFixed(1)} seeds/s · ` +
      `${rate(events)} checked events/s · ${(events / seeds).toFixed(0)} events and ` +
      `${(faults / seeds).toFixed(1)} faults a seed · hash ${all.digest('hex').slice(0, 16)}\n`,
  );
  return broken > 0 ? 1 : 0;
}

async function planted(): Promise<number> {
  let survived = 0;
  for (const bug of PLANTED) {
    const { name, seeds, events, by } = await hunt(bug);
    const [first] = by?.breaches ?? [];
    if (!first) survived += 1;
    const how = first
      ? `${first.id.padEnd(4)} seed ${String(by?.script.seed).padEnd(4)} ${first.what.slice(0, 60)}`
      : `SURVIVED ${seeds} seeds`;
    process.stdout.write(`${name.padEnd(64)} ${String(events).padStart(7)} events  ${how}\n`);
  }
  process.stdout.write(`${PLANTED.length - survived} of ${PLANTED.length} planted bugs found\n`);
  return survived > 0 ? 1 : 0;
}

function summary({ script, breaches, events, faults, hash }: Played): string {
  const said = breaches.map(
    ({ id, what, atMs }) => `${id} at ${(atMs / 1_000).toFixed(1)} s: ${what}`,
  );
  const head = `seed ${script.seed}: ${events} events, ${faults} faults, ${hash.slice(0, 16)}`;
  return [head, ...said.slice(0, 6)].join('\n  ');
}
