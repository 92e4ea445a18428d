/** A night of kills: stories go on while one process after another dies at any moment. */

import { createRandom } from '../stand-ins/aws/random.ts';
import { exported, type Fact, type Life, settled, verified, watch } from './night.ts';
import { type Ended, freePort, launch, pause, type Program } from './program.ts';
import { leadsFor, live, type Told, type Way } from './story.ts';
import { ENGINEERS, ENTITLEMENTS, type Town } from './town.ts';

/** Of the kills: what is under way then meets the rest of them, and then a quiet end. */
const NO_NEW_STORY_AFTER = 0.6;
const WAYS: readonly Way[] = ['done', 'done', 'end-now', 'cancel'];
/** A minute is the shortest grant: it has to begin early to end among kills. */
const FIRST_WAYS: readonly Way[] = ['time', 'time', 'done', 'end-now', 'cancel'];

/** Several start at a time, on a machine that has other things to do. */
const READY_MS = 40_000;

export interface Plan {
  readonly seed: number;
  readonly kills: number;
  /** So many processes at a time. */
  readonly replicas: number;
  readonly limitMs: number;
}

export interface Night {
  readonly told: readonly Told[];
  readonly facts: readonly Fact[];
  readonly seen: ReturnType<typeof watch>['seen'];
  readonly lives: readonly Life[];
  readonly verdicts: readonly Ended[];
  readonly ends: readonly Ended[];
  readonly farewells: readonly Ended[];
}

export async function liveThrough(town: Town, plan: Plan): Promise<Night> {
  const { seed, kills, limitMs } = plan;
  const random = createRandom(seed);
  // So that kills fall between a call and its answer.
  town.aws.faults.random({ seed, ms: 120, chance: { hang: 0.4 } });
  town.slack.faults.add({ when: () => random.next() < 0.4, trouble: { kind: 'hang', ms: 80 } });
  const giveUp = AbortSignal.timeout(limitMs - 20_000);
  const day = { isOver: false };
  const watching = watch(town);
  const lives: Life[] = [];
  const stories = Promise.all(ENGINEERS.map((who) => nightOf(town, who, random, day, giveUp)));
  stories.catch(() => undefined);
  const verdicts: Ended[] = [];
  const ends: Ended[] = [];
  const crew = await createCrew(town, plan.replicas, lives);
  for (let count = 0; count < kills; count += 1) {
    if (count === Math.round(kills * NO_NEW_STORY_AFTER)) day.isOver = true;
    const program = crew.oneOf(random);
    if (count % 15 === 14) verdicts.push(await verified(town));
    await anyMoment(program, random);
    program.child.kill('SIGKILL');
    ends.push(await program.ended);
  }
  const last = crew.all();
  for (const program of last) await program.says('"event":"ready"', READY_MS);
  const told = (await stories).flat();
  await settled(town, told, giveUp);
  verdicts.push(await verified(town));
  watching.stop();
  for (const program of last) program.child.kill('SIGTERM');
  const farewells = await Promise.all(last.map((program) => program.ended));
  verdicts.push(await verified(town));
  const facts = await exported(town);
  return { told, facts, seen: watching.seen, lives, verdicts, ends, farewells };
}

type Random = ReturnType<typeof createRandom>;

/** As many processes as there shall be; whoever is dead is started again before the next is. */
async function createCrew(town: Town, replicas: number, lives: Life[]) {
  const places = await Promise.all(
    Array.from({ length: replicas }, async (_, at) => ({
      PORT: String(at === 0 ? town.port : await freePort()),
      PROD_ACCESS_SOCKET: `${town.folder}/${at}.sock`,
    })),
  );
  const running: Program[] = [];
  const isDead = ({ child }: Program) => child.exitCode !== null || child.signalCode !== null;
  const all = (): readonly Program[] =>
    places.map((place, at) => {
      const known = running[at];
      if (known && !isDead(known)) return known;
      const program = launch(['serve'], { env: { ...town.env, ...place } });
      running[at] = program;
      const life: Life = { fromMs: Date.now(), toMs: Infinity };
      lives.push(life);
      void program.ended.then(() => (life.toMs = Date.now()));
      return program;
    });
  return { all, oneOf: (random: Random): Program => random.pick(all()) };
}

/** Before it is ready, or some time after: more often soon than late. */
async function anyMoment(program: Program, random: Random): Promise<void> {
  if (random.next() < 0.25) return pause(random.next() * 800);
  await program.says('"event":"ready"', READY_MS);
  await pause(random.next() ** 2 * 2_000);
}

async function nightOf(
  town: Town,
  who: string,
  random: Random,
  day: { readonly isOver: boolean },
  giveUp: AbortSignal,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (let number = 1; !day.isOver; number += 1) {
    const { id: entitlement } = random.pick(ENTITLEMENTS);
    const why = `Story ${number} of ${who} in the night of kills`;
    const holdMs = random.next() * 3_000;
    const way = random.pick(number === 1 ? FIRST_WAYS : WAYS);
    const plan = { who, entitlement, way, why, holdMs };
    told.push(await live(town, { ...plan, approvers: leadsFor(entitlement) }, giveUp));
  }
  return told;
}
