/** `kill -9` at any moment, then start: everything owed is carried out, nothing twice. */

import { afterAll, beforeAll, describe } from 'vitest';
import { liveThrough, type Night, type Plan } from './kills.ts';
import { morning } from './morning.ts';
import { createTown, type Town } from './town.ts';

const SEED = Number(process.env['PROD_ACCESS_SEED'] ?? Date.now() % 1_000_000);
const MANY = Number(process.env['PROD_ACCESS_KILLS'] ?? 0);

const planOf = (kills: number, replicas: number): Plan => ({
  seed: SEED,
  kills,
  replicas,
  limitMs: (replicas > 1 ? 240_000 : 60_000) + kills * 3_500,
});

const ONE = ['the one process on its file', planOf(MANY || 55, 1)] as const;
/** Four processes at a time want a machine of their own: `npm run test:kill`. */
const THREE = ['one of three replicas on a table', planOf(MANY, 3)] as const;

describe.each(MANY > 0 ? [ONE, THREE] : [ONE])('after kills of %s', (_, plan) => {
  let town: Town;
  let night: Night;
  beforeAll(async () => {
    console.log(`PROD_ACCESS_SEED=${plan.seed}, ${plan.kills} kills, ${plan.replicas} replicas`);
    town = await createTown({ isShared: plan.replicas > 1 });
    night = await liveThrough(town, plan);
  }, plan.limitMs);
  afterAll(() => town?.close());

  morning(
    plan,
    () => night,
    () => town,
  );
});
