/** Systems Manager of the stand-in, over JSON 1.1: nodes, documents, sessions and automation. */

import { rightsIn } from './automation-alarms.ts';
import { type CallOther, type CallSsm, createCalls } from './automation-calls.ts';
import { createCatchUp } from './automation-catch-up.ts';
import type { Engine } from './automation-run.ts';
import type { Clock } from './clock.ts';
import type { Asked, Dialect } from './dialect.ts';
import { AwsFault } from './fault.ts';
import { json, NAMES, readTarget } from './json-dialect.ts';
import type { Service } from './service.ts';
import { credentialOf, type SignedRequest } from './signature.ts';
import { createSsmAsking, type SsmAsking } from './ssm-asking.ts';
import type { Input, SsmKnobs, SsmOptions } from './ssm-call.ts';
import { createRegionHand, type RegionHand, type SsmSeed, seedRegion } from './ssm-hand.ts';
import { OPERATIONS } from './ssm-operations.ts';
import { createPlaces, type SsmSnapshot } from './ssm-places.ts';
import type { Place } from './ssm-types.ts';
import { createRates } from './ssm-rates.ts';
import { own } from './types.ts';

/** By Region. */
export type SsmSeeds = Readonly<Record<string, SsmSeed>>;

/** What an administrator and a test do with it. */
export interface Ssm {
  readonly knobs: SsmKnobs;
  region(account: string, region: string): RegionHand;
}

interface WholeSsm extends Ssm {
  /** Lets everything happen that executions had due by now. */
  readonly catchUp: () => void;
  readonly dialect: Dialect;
  /** Its nodes are those that EC2 knows as well. */
  readonly place: (account: string, region: string) => Place;
  readonly asking: SsmAsking;
  seed(account: string, seeds: SsmSeeds): void;
  snapshot(): SsmSnapshot;
  restore(snapshot: SsmSnapshot): void;
}

export interface WholeOptions extends SsmOptions {
  readonly clock: Clock;
  /** IAM, as the steps of a runbook call it. */
  readonly iam: Service;
  /** Whatever else there is, as its API answers. */
  readonly other: CallOther;
}

const AS_AWS_HAS_THEM: SsmKnobs = {
  ratesApply: true,
  listedAfterMs: 0,
  sessionArns: 'either',
  tunnelsEnd: false,
  owners: 'arn',
  documents: 'name',
  automationsAtOnce: 100,
  fateOfStep: () => ({}),
};

export function createSsm({ clock, iam, other, ...given }: WholeOptions): WholeSsm {
  const changed = () => {
    wake();
    given.changed();
  };
  const options: SsmOptions = { ...given, changed };
  const places = createPlaces(given.now, () => catchUp());
  const rates = createRates(given.now);
  const knobs: SsmKnobs = { ...AS_AWS_HAS_THEM };
  const engine: Engine = {
    now: given.now,
    fateOf: (step) => knobs.fateOfStep(step),
    may: rightsIn(given.world, given.now),
    call: createCalls(iam, (execution, action, input) => inside(execution, action, input), other),
  };
  const asTheyAre = () => places.asTheyAre();
  const { catchUp, wake } = createCatchUp({ ...given, clock, engine, places: asTheyAre });

  function perform(asked: Asked, account: string, region: string, input: Input): object {
    const { action } = asked.call;
    const operation = own(OPERATIONS, action);
    if (!operation) throw new AwsFault('UnknownOperationException', `There is no ${action}.`);
    if (knobs.ratesApply) rates.spend(`${account}/${region}`, action);
    const place = places.of(account, region);
    return operation({ ...options, asked, input, places, place, knobs, engine });
  }

  const inside = offTheWire(given.now, perform);
  const reach = { ...options, places, engine, call: inside };
  return {
    knobs,
    catchUp,
    place: (account, region) => places.of(account, region),
    asking: createSsmAsking(options, places),
    region: (account, region) => createRegionHand(reach, account, region),
    seed(account, seeds) {
      for (const [region, seed] of Object.entries(seeds)) seedRegion(reach, account, region, seed);
    },
    snapshot: () => places.snapshot(),
    restore(snapshot) {
      places.restore(snapshot);
      wake();
    },
    dialect: dialectOf((asked) => {
      const region = credentialOf(asked.request)?.scope.split('/')[1] ?? '';
      const input = JSON.parse(asked.request.body || '{}') as Input;
      return perform(asked, asked.key.account, region, input);
    }),
  };
}

type Perform = (asked: Asked, account: string, region: string, input: Input) => object;

/** A call that a step or a hand makes: never on the wire, and judged like one that was. */
const offTheWire =
  (now: () => number, perform: Perform): CallSsm =>
  ({ account, region, key }, action, input) => {
    const call = { ...NOBODYS_CALL, atMs: now(), account, action };
    const asked = { request: NO_REQUEST, call, params: {}, key, requestId: '' };
    try {
      return perform(asked, account, region, input);
    } catch (error) {
      throw error instanceof AwsFault ? inItsWords(error) : error;
    }
  };

const NO_REQUEST: SignedRequest = { method: 'POST', path: '/', query: '', headers: {}, body: '' };
const NOBODYS_CALL = { principal: '', service: 'ssm', params: {}, outcome: 'ok' };

const dialectOf = (perform: (asked: Asked) => object): Dialect => ({
  read: readTarget,
  run: (asked) => json(200, perform(asked)),
  refuse(fault) {
    const { code, message, status } = inItsWords(fault);
    return json(status, { __type: code, message });
  },
});

/** And some of them have names of its own. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  ...NAMES,
  ConcurrentModification: 'TooManyUpdates',
  InvalidInput: 'ValidationException',
  InvalidNextToken: 'InvalidNextToken',
  LimitExceeded: 'TooManyTagsError',
  ServiceFailure: 'InternalServerError',
  ValidationError: 'ValidationException',
};

const inItsWords = ({ code, message }: AwsFault) =>
  new AwsFault(own(OWN_NAMES, code) ?? code, message);
