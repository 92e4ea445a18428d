/** Planted bugs in what Systems Manager is asked for and told. */

import type { SeenRun } from '../../src/holding/run.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { bentSight, type Planted, type Surroundings } from './bend.ts';
import { askedFor } from './kinds.ts';
import type { Deed, Script } from './script.ts';
import { OWN_DOCUMENT } from './shells.ts';
import { IN_FLAG, IN_SHELL, IN_WORK } from './town.ts';

const sessionsStay: Planted = {
  name: 'sessions are not ended',
  budget: 40,
  bend: {
    script: askedFor(IN_SHELL),
    world({ cloud }) {
      cloud.shells.end = () => {};
    },
  },
};

const silentSessions: Planted = {
  name: 'sessions that could not be read are taken for none',
  budget: 60,
  bend: {
    script: askedFor(IN_SHELL),
    world: silentAtFirst,
    ports: bentSight(({ unread, ...seen }) => seen),
  },
};

/** So that it does happen: for everybody, the first reads of sessions after an end are silent. */
function silentAtFirst({ cloud }: Surroundings): void {
  const { shells } = cloud;
  const listed = shells.listed.bind(shells);
  const asked = new Map<string, number>();
  shells.listed = (user) => {
    const times = (asked.get(user) ?? 0) + 1;
    asked.set(user, times);
    if (times <= SILENT_READS) throw new Fault('aws-unreachable', 'Simulated: silent.');
    return listed(user);
  };
}
const SILENT_READS = 8;

const othersToo: Planted = {
  name: 'sessions that other rights opened are ended along',
  budget: 40,
  bend: {
    script: askedFor(IN_SHELL),
    ports: bentSight((seen) => ({
      ...seen,
      found: seen.found.map((one) =>
        one.id.kind === 'session'
          ? { ...one, id: { ...one.id, document: 'ProdAccess-Shell-15m' } }
          : one,
      ),
    })),
  },
};

/** What a holder opens on the node that was given, by a document of their own. */
const halves: Planted = {
  name: 'sessions by another document than was given are left',
  budget: 80,
  bend: {
    script: askedFor(IN_SHELL),
    ports: bentSight((seen) => ({
      ...seen,
      found: seen.found.filter(({ id }) => id.kind !== 'session' || id.document !== OWN_DOCUMENT),
    })),
  },
};

const noToken: Planted = {
  name: 'a start goes without its token',
  budget: 300,
  bend: {
    script: askedFor(IN_WORK),
    world({ cloud }) {
      let starts = 0;
      cloud.runs.tokenOf = () => `t${(starts += 1)}`;
    },
  },
};

const notStopped: Planted = {
  name: 'work is not stopped at its end',
  budget: 60,
  bend: {
    script: askedFor(IN_WORK),
    world({ cloud }) {
      cloud.runs.stop = () => {};
    },
  },
};

const believed: Planted = {
  name: 'the runbook that takes is believed, and nobody looks',
  budget: 150,
  bend: {
    script: askedFor(IN_FLAG),
    ports: (ports, around) => {
      const taken = new Set<string>();
      return bentSight((seen) => {
        const runs = seen.runs?.map((run) => asTaken(run, taken));
        return { ...seen, ...(runs && { runs }) };
      })(ports, around);
    },
  },
};

/** Whatever became of it, what it was to take counts as taken until something is given anew. */
function asTaken(run: SeenRun, taken: Set<string>): SeenRun {
  const [, target = '', purpose] = run.name.split(':');
  if (purpose === 'grant') taken.delete(target);
  if (purpose === 'revoke' && run.state === 'failed') {
    taken.add(target);
    return { ...run, state: 'done' };
  }
  return purpose === 'observe' && taken.has(target) ? { ...run, outputs: {} } : run;
}

const notLookedFor: Planted = {
  name: 'a start that was given up is never looked for again',
  budget: 150,
  bend: {
    script: (script) => endedSoon(askedFor(IN_FLAG)(script)),
    ports: (ports) => ({
      ...ports,
      provider: {
        ...ports.provider,
        observe: ({ runs = [], ...order }) =>
          ports.provider.observe({ ...order, runs: runs.filter(({ state }) => state !== 'lost') }),
      },
    }),
  },
};

/** One ask, whose gift is sent for by calls of which most are lost or late, and ended at once. */
function endedSoon(script: Script): Script {
  const first = script.deeds.find(({ act }) => act.do === 'ask');
  if (first?.act.do !== 'ask') return script;
  const { ask } = first.act;
  const atMs = 3_000;
  const acts: readonly Omit<Deed, 'number'>[] = [
    { ...first, atMs },
    ...(['ben', 'chie', 'dai'] as const).map((who) => {
      return { atMs: atMs + 8_000, who, act: { do: 'approve', ask, ago: 0 } } as const;
    }),
    { atMs: atMs + 30_000, who: 'eve', act: { do: 'end-now', ask } },
  ];
  const during = { fromMs: atMs + 12_000, toMs: atMs + 40_000 };
  const troubles = [{ kind: 'flaky', port: 'cloud', share: 0.4, ...during }] as const;
  return { ...script, deeds: acts.map((deed, number) => ({ ...deed, number })), troubles };
}

export const SSM_BUGS: readonly Planted[] = [
  sessionsStay,
  silentSessions,
  othersToo,
  halves,
  noToken,
  notStopped,
  believed,
  notLookedFor,
];
