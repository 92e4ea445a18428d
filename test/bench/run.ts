/** `npm run bench -- ack`: runs one benchmark; without a name, says which there are. */

import { measureAck } from './ack.ts';
import { measureCost } from './cost.ts';
import { measureDecide } from './decide.ts';
import { measureGrowth } from './growth.ts';
import { measureLifecycle } from './lifecycle.ts';
import { measureMechanisms } from './mechanisms.ts';
import { type Report, reportLines } from './report.ts';
import { measureSim } from './sim.ts';
import { measureStart } from './start.ts';
import { measureStorm } from './storm.ts';
import { measureTeams } from './teams.ts';

interface Benchmark {
  readonly about: string;
  readonly measure: () => Promise<Report>;
}

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  ack: { about: 'from a signed /prod-access to the filled modal', measure: measureAck },
  growth: { about: 'what a million stored case files cost', measure: measureGrowth },
  sim: { about: 'events that the simulator checks in a second', measure: measureSim },
  cost: { about: 'units of DynamoDB for a whole life, by step', measure: measureCost },
  decide: { about: 'a whole decision, beside the bare engine', measure: measureDecide },
  lifecycle: { about: 'whole lives a second, beside a bare script', measure: measureLifecycle },
  mechanisms: {
    about: 'keys, calls, and a storm of all kinds of ends',
    measure: measureMechanisms,
  },
  start: { about: 'from nothing to ready, and how much memory', measure: measureStart },
  storm: { about: 'ten thousand grants that end in one second', measure: measureStorm },
  teams: {
    about: 'approvals in Teams, beside a bare bot that only replies',
    measure: measureTeams,
  },
};

const [name] = process.argv.slice(2);
const benchmark = name === undefined ? undefined : BENCHMARKS[name];

if (benchmark) {
  try {
    console.log(reportLines(await benchmark.measure()).join('\n'));
  } catch (error) {
    console.error(`It could not be measured: ${String(error)}`);
    process.exitCode = 1;
  }
} else {
  if (name !== undefined) {
    console.error(`There is no benchmark "${name}".`);
    process.exitCode = 1;
  }
  const lines = Object.entries(BENCHMARKS).map(([one, { about }]) => `  ${one.padEnd(11)}${about}`);
  console.log(['Benchmarks, as npm run bench -- NAME:', ...lines].join('\n'));
}
