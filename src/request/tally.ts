/** Approvals by distinct people, counted against what policy demands. */

import type { PersonKey } from '../kernel/brand.ts';
import { invariant } from '../kernel/fault.ts';
import type { Person } from '../kernel/person.ts';
import { assign } from '../policy/assignment.ts';
import type { Progress, Requirement, Stage } from '../policy/decision.ts';
import { type HumanOf, humansAmong, type Parties, withoutParties } from '../policy/separation.ts';

/** Whether a person's approval would be counted now. */
export type Standing = 'yes' | 'later-level' | 'already' | 'no';

export interface Tally {
  readonly satisfied: boolean;
  /** Index of the first stage that is not complete; the number of stages when all are. */
  readonly stage: number;
  /** Approvals counted and needed, over all stages. */
  readonly have: number;
  readonly need: number;
  /** Whose approvals count, in the order given, each human once. */
  readonly counted: readonly Person[];
  readonly requirements: readonly Progress[];
  readonly mayApprove: (person: Person) => Standing;
}

/**
 * Counts approvals for the stages of a decision just made, so that whoever has left a group
 * since is no longer counted. A request serves as `parties`: neither of them ever counts.
 *
 * Each human counts once in the whole request, and where they are needed: an approval given at an
 * early stage moves to a later one when somebody else can take its place, so whoever makes that
 * move possible may approve too. Stages are sequential: whom only a later one names has to wait.
 * As long as everybody together would do, there is somebody who may approve.
 */
export function tally(
  stages: readonly Stage[],
  approvals: readonly Person[],
  parties: Parties,
): Tally {
  const demands = demandsOf(stages);
  const humansOf = humansBy(demands);
  const voters = votersOf(approvals, parties, humansOf);
  const counts = countSoFar(demands, voters);
  const { stage, assignment } = counts;
  const open = openDemands(demands, voters, counts);
  const couldHelp = helpersAmong(approvals, parties, humansOf);
  const requirements = demands.map((demand, index): Progress => {
    const { rule, level, count, from, escalatedTo, keys } = demand;
    const given = assignment[index] ?? [];
    const by = voters.filter(({ human }) => given.includes(human)).map(({ person }) => person);
    const helps = open.has(index) || demand.stage > stage;
    const could = helps ? keys.filter(couldHelp) : [];
    const also = escalatedTo ? { escalatedTo } : {};
    const told = { stage: demand.stage, rule, level, have: by.length, need: count, from };
    return { ...told, ...also, by, could };
  });
  const counted = new Set(assignment.flat());
  return {
    satisfied: stage === stages.length,
    stage,
    have: counted.size,
    need: demands.reduce((sum, { count }) => sum + count, 0),
    counted: voters.filter(({ human }) => counted.has(human)).map(({ person }) => person),
    requirements,
    mayApprove: (person) =>
      standingOf(person, approvals, parties, { stage, requirements, humansOf }),
  };
}

interface Demand extends Requirement {
  readonly stage: number;
}

/** One human who approved, by however many accounts. */
interface Voter {
  readonly human: string;
  readonly person: Person;
  readonly keys: ReadonlySet<PersonKey>;
}

function demandsOf(stages: readonly Stage[]): readonly Demand[] {
  const demands = stages.flatMap(({ requirements }, stage) =>
    requirements.map((requirement) => ({ ...requirement, stage })),
  );
  const isSound = ({ count }: Demand) => Number.isSafeInteger(count) && count >= 1;
  const isAsked = stages.length > 0 && stages.every(({ requirements }) => requirements.length > 0);
  invariant(isAsked && demands.every(isSound), 'Nothing is approved by nobody.');
  return demands;
}

type HumansOf = (people: readonly Person[]) => HumanOf;

/** Also by what became known since somebody approved: that two accounts are one human. */
function humansBy(demands: readonly Demand[]): HumansOf {
  const known = demands.flatMap(({ humans = [] }) => [...humans]);
  return (people) => humansAmong(people, [], known);
}

function votersOf(
  approvals: readonly Person[],
  parties: Parties,
  humansOf: HumansOf,
): readonly Voter[] {
  const humanOf = humansOf([parties.requester, parties.beneficiary, ...approvals]);
  const mayCount = withoutParties(parties, humanOf);
  const byHuman = Map.groupBy(
    approvals.filter(({ key }) => mayCount(key)),
    ({ key }) => humanOf(key),
  );
  return [...byHuman].flatMap(([human, [person, ...others]]) => {
    const keys = new Set([person, ...others].flatMap((one) => one?.keys ?? []));
    return person ? [{ human, person, keys }] : [];
  });
}

/** Later stages take nobody while an earlier one is short. */
function countSoFar(demands: readonly Demand[], voters: readonly Voter[]) {
  const last = demands.at(-1)?.stage;
  for (let stage = 0; ; stage += 1) {
    const reached = demands.filter((demand) => demand.stage <= stage);
    const assignment = assign(reached.map((demand) => candidatesFor(demand, voters)));
    const isComplete = reached.every(({ count }, index) => assignment[index]?.length === count);
    if (!isComplete) return { stage, assignment };
    if (stage === last) return { stage: stage + 1, assignment };
  }
}

function candidatesFor({ count, keys }: Demand, voters: readonly Voter[]) {
  const able = voters.filter((voter) => keys.some((key) => voter.keys.has(key)));
  return { count, candidates: able.map(({ human }) => human) };
}

/**
 * The demands that one more approval could help: those still short, and those that hold somebody
 * who would move to one of these.
 */
function openDemands(
  demands: readonly Demand[],
  voters: readonly Voter[],
  { stage, assignment }: ReturnType<typeof countSoFar>,
): ReadonlySet<number> {
  const isShort = (demand: Demand, index: number) =>
    demand.stage <= stage && (assignment[index]?.length ?? 0) < demand.count;
  const open = new Set(demands.flatMap((demand, index) => (isShort(demand, index) ? [index] : [])));
  // A set hands out what is added to it while it is walked.
  for (const index of open) {
    const demand = demands[index];
    const movable = demand ? candidatesFor(demand, voters).candidates : [];
    for (const human of movable) open.add(assignment.findIndex((given) => given.includes(human)));
  }
  return open;
}

/** Accounts that have not approved yet and are neither requester nor beneficiary. */
function helpersAmong(approvals: readonly Person[], parties: Parties, humansOf: HumansOf) {
  const done = [parties.requester, parties.beneficiary, ...approvals];
  const humanOf = humansOf(done);
  const humans = new Set(done.map(({ key }) => humanOf(key)));
  return (key: PersonKey): boolean => !humans.has(humanOf(key));
}

interface Around {
  readonly humansOf: HumansOf;
}

function standingOf(
  person: Person,
  approvals: readonly Person[],
  parties: Parties,
  { stage, requirements, humansOf }: Pick<Tally, 'stage' | 'requirements'> & Around,
): Standing {
  const humanOf = humansOf([parties.requester, parties.beneficiary, ...approvals, person]);
  const human = humanOf(person.key);
  if (!withoutParties(parties, humanOf)(person.key)) return 'no';
  if (approvals.some(({ key }) => humanOf(key) === human)) return 'already';
  const helping = requirements.filter(({ could }) =>
    person.keys.some((key) => could.includes(key)),
  );
  if (helping.some((requirement) => requirement.stage <= stage)) return 'yes';
  return helping.length > 0 ? 'later-level' : 'no';
}
