/** Decisions as data: every object of test/cases/policy is one case; a new case is a new object. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/policy/decide.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { tally } from '../../src/request/tally.ts';
import {
  durationOf,
  factsOf,
  nameOf,
  personOf,
  stagesText,
  traceText,
  type World,
} from './case-world.ts';

interface Case extends World {
  readonly title: string;
  readonly then: Expected;
}

interface Expected {
  /** The code of the refusal, and those of its facts that matter. */
  readonly refused?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly needs?: readonly (readonly string[])[];
  readonly max?: string;
  readonly total?: string;
  readonly lapse?: string;
  readonly warn?: readonly string[];
  readonly trace?: readonly string[];
  /** Approvals one after the other, and how things stand then. */
  readonly approvals?: readonly string[];
  readonly have?: string;
  readonly stage?: number;
  readonly satisfied?: boolean;
  readonly counted?: readonly string[];
  readonly could?: readonly (readonly string[])[];
  readonly may?: Readonly<Record<string, string>>;
}

interface CaseFile {
  readonly about: string;
  readonly world: World;
  readonly cases: readonly Case[];
}

const folder = new URL('../cases/policy/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CaseFile);

describe.each(files)('$about', ({ world, cases }) => {
  test.each(cases)('$title', ({ title, then, ...own }) => {
    const mixed: World = { ...world, ...own };
    const words = [...Object.keys(mixed), ...Object.keys(then)];
    expect(
      words.filter((word) => !KNOWN.has(word)),
      `unknown words in "${title}"`,
    ).toEqual([]);
    expect(then.refused ?? then.needs ?? then.approvals, 'a case must decide').toBeDefined();

    const decision = decide(factsOf(mixed));
    expect({ ...told(decision), ...counted(decision, mixed, then) }).toMatchObject(wanted(then));
  });
});

test('titles say one thing each', () => {
  const titles = files.flatMap(({ about, cases }) =>
    cases.map(({ title }) => `${about}: ${title}`),
  );
  expect(titles).toEqual([...new Set(titles)]);
  expect(titles.length).toBeGreaterThanOrEqual(60);
});

function told(decision: Decision) {
  const trace = traceText(decision);
  if (decision.kind === 'forbidden') {
    return { refused: decision.refusal.code, facts: decision.refusal.facts, trace };
  }
  const { maxMs: max, maxTotalMs: total, lapseMs: lapse, warnings: warn } = decision;
  return { needs: stagesText(decision), max, total, lapse, warn, trace };
}

function counted(decision: Decision, world: World, { approvals, may = {} }: Expected) {
  if (decision.kind === 'forbidden' || !approvals) return {};
  const given = approvals.map((name) => personOf(world, name));
  const counts = tally(decision.stages, given, factsOf(world));
  return {
    have: `${counts.have} of ${counts.need}`,
    stage: counts.stage,
    satisfied: counts.satisfied,
    counted: counts.counted.map(({ key }) => nameOf(key)),
    could: counts.requirements.map(({ could }) => could.map(nameOf)),
    may: Object.fromEntries(
      Object.keys(may).map((name) => [name, counts.mayApprove(personOf(world, name))]),
    ),
  };
}

function wanted({ max, total, lapse, warn, ...then }: Expected) {
  const { approvals: _given, ...rest } = then;
  return {
    ...rest,
    ...(max && { max: durationOf(max) }),
    ...(total && { total: durationOf(total) }),
    ...(lapse && { lapse: durationOf(lapse) }),
    ...(warn && { warn: warn.map(durationOf) }),
  };
}

const KNOWN = new Set(
  [
    'requester beneficiary people groups tags entitlement cap asks rules escalated added',
    'refused facts needs max total lapse warn trace',
    'approvals have stage satisfied counted could may',
  ].flatMap((line) => line.split(' ')),
);
