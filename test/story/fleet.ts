/** A fleet to pick from, and the entitlements that let people pick. */

import { openForm } from './acts.ts';
import type { World } from './world.ts';
import { putNodes, REGION, region, SHELL, withNodes } from './nodes.ts';
import { JUMP } from './seed.ts';

export const WEB = 'i-0aaaaaaaaaaaaaaa1';
export const WEB_TWO = 'i-0aaaaaaaaaaaaaaa2';
export const ASLEEP = 'i-0aaaaaaaaaaaaaaa3';
export const LABORATORY = 'i-0bbbbbbbbbbbbbbb1';
export const FIELD = 'nodes:prod-fleet';

const NODES = {
  [ASLEEP]: { name: 'app-00', tags: { Env: 'prod' }, ping: 'ConnectionLost' },
  [WEB]: { name: 'web-01', tags: { Env: 'prod' }, ip: '10.0.1.12', platformName: 'Amazon Linux' },
  [WEB_TWO]: { name: 'web-02', tags: { Env: 'prod' } },
  [LABORATORY]: { name: 'web-lab', tags: { Env: 'lab' } },
} as const;

export function putFleet(world: World): void {
  putNodes(world);
  const hand = region(world);
  for (const [id, node] of Object.entries(NODES)) hand.putNode(id, node);
}

/** `prod-fleet`: a shell on nodes that are picked. */
export const withFleet = (text: string): string =>
  withNodes(text)
    .replace('\nrules:\n', `${ENTITLEMENT}\nrules:\n`)
    .replace('prod-shell, prod-gui]', 'prod-shell, prod-gui, prod-fleet]');

const ENTITLEMENT = `
  - id: prod-fleet
    title: { en: Machines of the fleet, ja: フリートのマシン }
    target:
      kind: ssm-node
      account: "${JUMP}"
      region: ${REGION}
      tag: Env=prod
      pick: true
      document: ${SHELL}
    longest: 4h
    channel: C0APPROVE1
    tags: { env: production }
`;

/** Until the list is there: it is read after the start, in the background. */
export const untilListed = async (world: World, id: string = WEB): Promise<void> => {
  const form = await openForm(world, 'prod-fleet');
  await world.runUntil('the list is read', async () =>
    (await form.find(FIELD, 'web')).some(({ value }) => value === id),
  );
  await form.leave();
};
