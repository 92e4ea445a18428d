/** `npm run sim`: plays many seeds, or one with all that happened in it. */

import { performance } from 'node:perf_hooks';
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { UNSEEN, WATCHED } from './invariants.ts';
import { play, scriptOf } from './play.ts';
import { hunt, PLANTED } from './planted.ts';
import { awaits, skew, twice, walks } from './run-directed.ts';
import { shrink } from './shrink.ts';
import { summary } from './summary.ts';

const USAGE = `npm run sim -- [--seeds N] [--from N]   so many seeds (1000 from 1)
npm run sim -- --seed N                 one, with all that happens in it
npm run sim -- --shrink N               the smallest that breaks what it breaks
npm run sim -- --planted                every planted bug has to be found
npm run sim -- --walks [--seeds N]      the walkthroughs (20 seeds each)
npm run sim -- --awaits                 a crash at every await, alone and with one more fault
npm run sim -- --twice [--seeds N]      the same seed leaves the same trace (200)
npm run sim -- --skew [--seeds N]       records of older releases, and stores set back (200)
npm run sim -- --invariants             what is watched`;
const values = asked();

if (values.seed !== undefined) process.exitCode = await one(Number(values.seed));
else if (values.shrink !== undefined) process.exitCode = await smaller(Number(values.shrink));
else if (values.awaits) process.exitCode = await awaits();
else if (values.walks) process.exitCode = await walks(Number(values.seeds ?? 20));
else if (values.twice) process.exitCode = await twice(Number(values.seeds ?? 200));
else if (values.skew) process.exitCode = await skew(Number(values.seeds ?? 200));
else if (values.invariants) list();
else if (values.planted) process.exitCode = await planted();
else process.exitCode = await many(Number(values.seeds ?? 1_000), Number(values.from));

function asked() {
  try {
    const { values: given } = parseArgs({
      options: {
        seeds: { type: 'string' },
        from: { type: 'string', default: '1' },
        seed: { type: 'string' },
        shrink: { type: 'string' },
        planted: { type: 'boolean' },
        awaits: { type: 'boolean' },
        walks: { type: 'boolean' },
        twice: { type: 'boolean' },
        skew: { type: 'boolean' },
        invariants: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    if (given.help) leave(USAGE, 0);
    const { seeds, from, seed, shrink: smallest } = given;
    for (const [name, value] of Object.entries({ seeds, from, seed, shrink: smallest })) {
      if (value !== undefined && !/^\d{1,15}$/.test(value)) {
        leave(`--${name} is a whole number, and "${value}" is none.\n\n${USAGE}`, 2);
      }
    }
    return given;
  } catch (error) {
    return leave(`${(error as Error).message}\n\n${USAGE}`, 2);
  }
}

function leave(words: string, code: number): never {
  (code === 0 ? process.stdout : process.stderr).write(`${words}\n`);
  process.exit(code);
}

async function one(seed: number): Promise<number> {
  const played = await play(scriptOf(seed), { isTalking: true });
  process.stdout.write(`${played.lines.join('')}${summary(played)}\n`);
  return played.breaches.length > 0 ? 1 : 0;
}

async function smaller(seed: number): Promise<number> {
  const first = await play(scriptOf(seed));
  if (first.breaches.length === 0) {
    process.stdout.write(`Seed ${seed} breaks nothing.\n`);
    return 0;
  }
  const played = await shrink(first);
  const { deeds, troubles, skewsMs } = played.script;
  const parts = [...deeds, ...troubles].map((one) => `  ${JSON.stringify(one)}\n`).join('');
  const clocks = `clocks ahead by ${skewsMs.join(', ')} ms\n`;
  process.stdout.write(`${played.lines.join('')}${parts}${clocks}${summary(played)}\n`);
  return 1;
}

function list(): void {
  for (const { id, says } of WATCHED) process.stdout.write(`${id.padEnd(4)} ${says}\n`);
  for (const { id, says } of UNSEEN) process.stdout.write(`${id.padEnd(4)} not here: ${says}\n`);
}

async function many(seeds: number, from: number): Promise<number> {
  const startMs = performance.now();
  const all = createHash('sha256');
  let [events, faults, looks, broken] = [0, 0, 0, 0];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const played = await play(scriptOf(seed));
    all.update(played.hash);
    events += played.events;
    faults += played.faults;
    looks += played.looks;
    if (played.breaches.length === 0) continue;
    broken += 1;
    process.stdout.write(`${summary(played)}\n  npm run sim -- --seed ${seed}\n`);
  }
  const seconds = (performance.now() - startMs) / 1_000;
  const rate = (count: number) => Math.round(count / seconds).toLocaleString('en');
  process.stdout.write(
    `${seeds} seeds from ${from}, ${broken} violated · ${(seeds / seconds).toFixed(1)} seeds/s · ` +
      `${rate(events)} checked events/s (${rate(looks)} looks/s at everything) · ` +
      `${(events / seeds).toFixed(0)} events and ` +
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
