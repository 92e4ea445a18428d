/** From a key pressed in the list of nodes to what is offered, with twenty thousand nodes. */

import { readFileSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { FIELD, withFleet } from '../story/fleet.ts';
import { REGION } from '../story/nodes.ts';
import { JUMP, PEOPLE, TEAM } from '../story/seed.ts';
import { createCommander, post } from './commands.ts';
import { percentile } from './figure.ts';
import type { Report } from './report.ts';
import { startOurs } from './servers.ts';
import { type Surroundings, within } from './surroundings.ts';

const NODES = 20_000;
const KEYS_A_SECOND = 50;
const CONNECTIONS = 8;
const WARM_UP = 500;
const COUNT = 2_000;
const LATEST_MS = 300_000;
const EXAMPLE = new URL('../../prod-access.example.yml', import.meta.url);

export const measureTypeahead = (): Promise<Report> =>
  within(async (around) => {
    putNodes(around);
    const config = join(around.folder, 'prod-access.yml');
    writeFileSync(config, withFleet(readFileSync(EXAMPLE, 'utf8')));
    const { port } = around.use(
      await startOurs(around, join(around.folder, 'typeahead.db'), config),
    );
    const commander = createCommander({ slack: around.slack, port, connections: 1 });
    const search = createSearch(port, JSON.parse(await commander.view()) as object);
    commander.close();
    const listMs = await untilListed(search);
    await type(search, WARM_UP);
    const times = await type(search, COUNT);
    search.close();
    const p99 = percentile(times, 99);
    return {
      title: 'From a key pressed in the list of nodes to what is offered',
      notes: [
        `${NODES} nodes, read from the stand-in in pages of 50, ten pages a second at the most.`,
        `${COUNT} keys, ${KEYS_A_SECOND} a second; signed HTTP through the real Bolt.`,
      ],
      rows: [
        ['nodes', 'ours'],
        ['whole list read after the start, s', (listMs / 1_000).toFixed(0)],
        ['offered p50, ms', percentile(times, 50).toFixed(1)],
        ['offered p99, ms', p99.toFixed(1)],
        ['offered at the latest, ms', percentile(times, 100).toFixed(1)],
      ],
      figures: [
        { name: 'mechanisms.typeahead_p99_ms', value: p99, bound: { is: '<=', value: 50 } },
      ],
    };
  });

const idOf = (at: number): string => `i-${at.toString(16).padStart(17, '0')}`;
const nameOf = (at: number): string => `${ROLES[at % ROLES.length]}-${at}.eu.internal`;
const ROLES = ['web', 'api', 'batch', 'cache', 'queue'];

function putNodes({ aws }: Surroundings): void {
  const hand = aws.ssm.region(JUMP, REGION);
  for (let at = 0; at < NODES; at += 1) {
    const ip = `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`;
    const ping = at % 10 === 0 ? 'ConnectionLost' : 'Online';
    const seed = { name: nameOf(at), ip, platformName: 'Amazon Linux', tags: { Env: 'prod' } };
    hand.putNode(idOf(at), { ...seed, ping });
  }
}

type Offered = readonly { readonly value: string }[];
interface Search {
  readonly find: (typed: string) => Promise<Offered>;
  readonly close: () => void;
}

/** @param view The modal, which Slack sends along with every key. */
function createSearch(port: number, view: object): Search {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'fifo' });
  let asked = 0;
  return {
    async find(typed) {
      asked += 1;
      const team = { id: TEAM, domain: 'standin' };
      const body = {
        type: 'block_suggestion',
        team,
        user: { id: PEOPLE.aiko, team_id: TEAM },
        container: { type: 'view', view_id: `V${asked}` },
        action_id: FIELD,
        block_id: FIELD,
        value: typed,
        view: { ...view, id: `V${asked}`, state: { values: {} } },
      };
      const form = new URLSearchParams({ payload: JSON.stringify(body) }).toString();
      return (JSON.parse(await post(agent, port, form)) as { options: Offered }).options;
    },
    close: () => agent.destroy(),
  };
}

/** The last node of the last page is there. */
async function untilListed({ find }: Search): Promise<number> {
  const sinceMs = performance.now();
  const last = NODES - 1;
  const passed = () => performance.now() - sinceMs;
  // A connection that was idle for some seconds may be closed as it is used.
  const found = () => find(nameOf(last)).catch((): Offered => []);
  const isThere = async () => (await found()).some(({ value }) => value === idOf(last));
  while (!(await isThere())) {
    if (passed() > LATEST_MS) throw new Error('The list of nodes was not read.');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return passed();
}

/** A few letters of a name, of an id or an address: some find many, some one, some none. */
const typedAt = (at: number): string => {
  const node = (at * 7_919) % NODES;
  const all = [nameOf(node), idOf(node), `10.0.${node & 255}`, 'web linux', 'no such node'];
  return (all[at % all.length] ?? '').slice(0, 1 + (at % 20));
};

/** So many keys a second, whether or not the last was answered. */
async function type({ find }: Search, count: number): Promise<readonly number[]> {
  const sinceMs = performance.now();
  const sent: Promise<number>[] = [];
  while (sent.length < count) {
    const waitMs = (sent.length * 1_000) / KEYS_A_SECOND - (performance.now() - sinceMs);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const one = timed(() => find(typedAt(sent.length)));
    // Looked at below, with the others.
    one.catch(() => {});
    sent.push(one);
  }
  return Promise.all(sent);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const sinceMs = performance.now();
  await work();
  return performance.now() - sinceMs;
}
