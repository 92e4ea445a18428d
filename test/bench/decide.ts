/** What a whole decision costs beside the bare engine, and what it costs to say why. */

import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { loadPolicies } from '../../adapters/cedar/load.ts';
import { ourRequests } from '../../adapters/cedar/our-request.ts';
import { plainLine } from '../../src/card/line.ts';
import { explainLine } from '../../src/card/listings.ts';
import type { PolicyFile } from '../../src/config/config.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { decide } from '../../src/policy/decide.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { explain } from '../../src/policy/explain.ts';
import type { PolicyEngine, PolicyQuestion } from '../../src/ports/policy-engine.ts';
import { readsOfClick } from '../story/click-reads.ts';
import { entitlementsOf, filesOf, groups, people, rulesOf } from './decide-town.ts';
import { type Figure, median, percentile } from './figure.ts';
import type { Report } from './report.ts';

const RULES = 100;
const STATEMENTS = 100;
const MANY_STATEMENTS = 1_000;
const ENTITLEMENTS = 1_000;
const WARM_UP = 2_000;
const COUNT = 4_000;
const EXPLAINED = 200;

const rules = rulesOf(RULES);
const entitlements = entitlementsOf(ENTITLEMENTS);
const READER = { locale: 'en', zone: 'Asia/Tokyo' } as const;

export async function measureDecide(): Promise<Report> {
  const loadS = median(Array.from({ length: 3 }, () => timed(load, MANY_STATEMENTS) / 1_000));
  const engine = load(STATEMENTS);
  const questions = Array.from({ length: COUNT }, (_, at) => questionAt(at));
  const bare = bareOf(questions);
  // In turns, so that a machine that is slow for a while is slow for both.
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (const at of Array.from({ length: WARM_UP + COUNT }, (_, each) => each)) {
    const question = questions[at % COUNT] ?? questionAt(0);
    const mine = timed(() => whole(engine, question), undefined);
    const other = timed(() => bare(at % COUNT), undefined);
    if (at >= WARM_UP) {
      ours.push(mine);
      theirs.push(other);
    }
  }
  const explained = questions.slice(0, EXPLAINED).map((one) => timed(why, whole(engine, one)));
  const reads = await readsOfClick();
  const [p50, bareP50] = [median(ours), median(theirs)];
  const p99 = percentile(ours, 99);
  return {
    title: 'A whole decision: statements, rules, levels, and which of them decided',
    notes: [
      `${STATEMENTS} statements, ${RULES} rules, ${ENTITLEMENTS} entitlements; ${COUNT} questions.`,
      'Bare: statefulIsAuthorized with the same statements and the same entities, made beforehand.',
    ],
    rows: [
      ['', 'ours', 'bare'],
      ['p50, ms', p50.toFixed(3), bareP50.toFixed(3)],
      ['p99, ms', p99.toFixed(3), percentile(theirs, 99).toFixed(3)],
      ['explained in words p50, ms', median(explained).toFixed(3), ''],
      [`load of ${MANY_STATEMENTS} statements, s`, loadS.toFixed(3), ''],
      ...Object.entries(reads).map(([of, times]) => [
        `reads of a ${of}, a click`,
        String(times),
        '',
      ]),
    ],
    figures: [
      atMost('p50_ratio', p50 / bareP50, 1.5),
      atMost('p99_ms', p99, 5),
      atMost('explain_ms', percentile(explained, 99), 50),
      atMost('load_s', loadS, 0.5),
      atMost('reads_a_source', Math.max(...Object.values(reads)), 1),
    ],
  };
}

const atMost = (name: string, value: number, bound: number): Figure => ({
  name: `decide.${name}`,
  value,
  bound: { is: '<=', value: bound },
});

function load(statements: number): PolicyEngine {
  const around = {
    groups: [...groups.keys()],
    schedules: [],
    entitlements: entitlements.map(({ id }) => id),
    calendars: [],
    people,
  };
  const loaded = loadPolicies(filesOf(statements), around);
  if (!loaded.ok) throw new Error(loaded.problems[0]?.message ?? 'The statements are not sound.');
  return loaded.engine;
}

function questionAt(at: number): PolicyQuestion {
  const requester = people[(at * 7) % people.length];
  const entitlement = entitlements[(at * 13) % entitlements.length];
  if (!requester || !entitlement) throw new Error('There is nobody, or nothing.');
  const within = [...groups].flatMap(([id, members]) =>
    members.known && members.keys.includes(requester.key) ? [id] : [],
  );
  return {
    requester,
    beneficiary: requester,
    groups: within,
    silent: [],
    onCall: false,
    entitlement,
    nodes: [],
    durationMs: HOUR,
    atMs: Date.UTC(2026, 10, 24) + at * 600_000,
    zone: READER.zone,
    closed: [],
    recentDenials: 0,
    liveGrants: at % 3,
    breakGlass: false,
  };
}

function whole(engine: PolicyEngine, question: PolicyQuestion): Decision {
  const { requester, beneficiary, entitlement, durationMs } = question;
  const said = engine.evaluate(question);
  const parties = { requester, beneficiary, people };
  return decide({ ...parties, entitlement, durationMs, rules, groups, said });
}

function bareOf(questions: readonly PolicyQuestion[]): (at: number) => void {
  const staticPolicies = filesOf(STATEMENTS)
    .map((file: PolicyFile) => file.text)
    .join('\n');
  preparsePolicySet('bare', { staticPolicies });
  const requests = questions.map((question) => ourRequests(question, people)[0]);
  return (at) => {
    const request = requests[at];
    if (request) statefulIsAuthorized({ ...request, preparsedPolicySetId: 'bare' });
  };
}

const why = (decision: Decision): string =>
  explain(decision)
    .map((line) =>
      plainLine(
        explainLine(line, READER, (key) => key),
        READER,
      ),
    )
    .join('\n');

function timed<T>(work: (given: T) => unknown, given: T): number {
  const sinceMs = performance.now();
  work(given);
  return performance.now() - sinceMs;
}
