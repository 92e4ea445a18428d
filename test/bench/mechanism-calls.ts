/** How many calls of AWS a grant and its end take, by kind, beside the fewest there could be. */

import { readFileSync } from 'node:fs';
import { letRun } from '../story/acts.ts';
import { useCenter } from '../story/center.ts';
import { approve, ask, type Story, type Who } from '../story/deeds.ts';
import { putNodes, withNodes } from '../story/nodes.ts';
import { cardOf, enableRequests, file, openByToken, withRequests } from '../story/requests.ts';
import { createWorld, type World } from '../story/world.ts';
import type { Report } from './report.ts';

interface Kind {
  /** As the table in docs/mechanisms.md has it. */
  readonly name: string;
  readonly begin: (world: World) => Promise<Story>;
  readonly by: readonly Who[];
  /** Half an hour, unless it says so. */
  readonly minutes?: number;
  readonly configure?: (text: string) => string;
  /** So that there is something to be ended. */
  readonly use?: (world: World) => Promise<unknown>;
  readonly furnish?: (world: World) => void | Promise<void>;
}

const nodes = { configure: withNodes, furnish: putNodes };
const center = { furnish: useCenter };
const ben = { by: ['ben'] as const };
const asking = (line: string) => ({ begin: (world: World) => ask(world, line) });

/** Filed at AWS, for the hour that is the least there. */
function jitna(): Kind {
  let id = '';
  return {
    name: 'jitna',
    ...ben,
    configure: withRequests,
    furnish: (world) => enableRequests(world, 1),
    begin(world) {
      id = file(world);
      return cardOf(world, id);
    },
    use: (world) => openByToken(world, id),
    minutes: 60,
  };
}

const KINDS: readonly Kind[] = [
  { name: 'iam-policy', ...asking('prod-logs 30m Read the logs of the import'), ...ben },
  {
    name: 'iam-policy, named role',
    ...asking('prod-db 30m Restart the replica'),
    by: ['ben', 'chie'],
  },
  { name: 'iam-group, named role', ...asking('prod-ops 30m Restart the server'), ...ben },
  { name: 'ssm-node', ...asking('prod-shell 30m Look at the disk'), ...ben, ...nodes },
  {
    name: 'identity-center, group',
    ...asking('prod-sso 30m Restart the replica'),
    ...ben,
    ...center,
  },
  {
    name: 'identity-center, assignment',
    ...asking('prod-sso-logs 30m Read them all'),
    ...ben,
    ...center,
  },
  jitna(),
];

const MOST = 1.25;

/** A minute from the approvals, the looks after the last write with it; and from end to proof. */
export async function measureCalls(): Promise<Report> {
  const fewest = fewestCalls();
  const rows: string[][] = [];
  const ratios: number[] = [];
  for (const kind of KINDS) {
    const [leastGrant = NaN, leastRevoke = NaN] = fewest.get(kind.name) ?? [];
    const { ask, grant, minute, revoke } = await lived(kind);
    const pairs = [grant / leastGrant, revoke / leastRevoke];
    ratios.push(...pairs);
    const counted = [ask, grant, leastGrant, minute, revoke, leastRevoke].map(String);
    rows.push([kind.name, ...counted, ...pairs.map((one) => one.toFixed(2))]);
  }
  const value = Math.max(...ratios);
  return {
    title: 'Calls of AWS for a grant and for its end, beside the fewest there could be',
    notes: ['The fewest are derived call by call in docs/mechanisms.md.'],
    rows: [['', 'ask', 'grant', 'fewest', 'a minute', 'end', 'fewest', 'ratio', 'ratio'], ...rows],
    figures: [{ name: 'mechanisms.calls_ratio_max', value, bound: { is: '<=', value: MOST } }],
  };
}

async function lived({ configure, furnish, begin, use, by, minutes = 30 }: Kind) {
  const world = await createWorld(configure ? { configure } : {});
  try {
    await furnish?.(world);
    // The survey of everybody comes ten seconds after a start, and once an hour.
    await letRun(world, 20_000);
    const asked: Story[] = [];
    const ask = await callsOf(world, async () => void asked.push(await begin(world)));
    const [story] = asked;
    if (!story) throw new Error('Nothing was asked for.');
    const grant = await callsOf(world, async () => {
      await approve(world, story, ...by);
      await letRun(world, 30_000);
    });
    const minute = await callsOf(world, () => letRun(world, 60_000));
    await use?.(world);
    world.clock.turn((minutes - 5) * 60_000);
    const all = await callsOf(world, () =>
      world.runUntil('its end is proved', () => story.says('Access ended'), 20 * 60_000),
    );
    const revoke = all.length - endingAt(all);
    return { ask: ask.length, grant: grant.length, minute: minute.length, revoke };
  } finally {
    await world.close();
  }
}

const WRITES = /^(Put|Delete|Remove|Terminate|Untag)/;
const LOOKS = ['GetUser', 'DescribeUser', 'GetOpsItem'];

/** Where the look begins that found it to be over: what came before was watching. */
function endingAt(calls: readonly string[]): number {
  const first = calls.findIndex((action) => WRITES.test(action));
  return calls.slice(0, first).findLastIndex((action) => LOOKS.includes(action));
}

/** As itself, and as whom it gives in Identity Center. */
const BOT = /^(?:prod-access|ProdAccessGiver)/;
/** Whose credentials they are, once an hour; and what else was filed, whoever holds what. */
const BESIDE = ['GetCallerIdentity', 'AssumeRole', 'DescribeOpsItems'];

/** Of the bot, for this grant. */
async function callsOf(world: World, work: () => Promise<void>): Promise<readonly string[]> {
  const before = world.aws.calls.length;
  await work();
  const made = world.aws.calls.slice(before).filter(({ principal }) => BOT.test(principal));
  const actions = made.map(({ action }) => action).filter((action) => !BESIDE.includes(action));
  if (process.env['PROD_ACCESS_CALLS'] === 'yes') console.log(actions.join(' '));
  return actions;
}

/** `| kind | grant | revoke |`, derived there. */
function fewestCalls(): ReadonlyMap<string, readonly [number, number]> {
  const page = readFileSync(new URL('../../docs/mechanisms.md', import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('| Fewest calls |'));
  const rows = table.slice(0, table.indexOf('\n\n')).split('\n').slice(2);
  return new Map(
    rows.map((row) => {
      const [, kind = '', grant = '', revoke = ''] = row.split('|').map((cell) => cell.trim());
      return [kind.replaceAll('`', ''), [Number(grant), Number(revoke)] as const];
    }),
  );
}
