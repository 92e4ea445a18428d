/** What changes under a request: rules, groups, policies and tags at AWS; for stories and tests. */

import * as nodes from './nodes.ts';
import { LEADS } from './seed.ts';
import { JUMP, type World } from './world.ts';

export const needingThree = (text: string): string => text.replace('any: 2', 'any: 3');

export async function changeTo(world: World, configure: (text: string) => string): Promise<void> {
  await world.stopBot();
  await world.startBot(configure);
}

/** Somebody lets the members of the group do more. */
export function widenGroup({ aws }: World, ...actions: readonly string[]): void {
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  const document = { Version: '2012-10-17', Statement };
  aws.account(JUMP).putPolicy('groups', 'prod-operators', 'more', document);
  aws.settle();
}

/** The tag of the bastion is moved to the other machine. */
export function moveTag(world: World): void {
  const hand = nodes.region(world);
  hand.putNode(nodes.BASTION, { name: 'bastion', tags: { Role: 'retired' } });
  hand.putNode(nodes.OTHER, { name: 'batch', tags: { Role: 'bastion' } });
}

export const ledBySlack = (text: string): string =>
  text.replace('sre-leads: [ben, chie, dai]', `sre-leads: { slack_usergroup: ${LEADS} }`);

/** From now on these are in the user group. */
export function setLeads({ slack }: World, ...members: readonly string[]): void {
  slack.change(({ groups }) => {
    groups[LEADS] = { id: LEADS, handle: 'leads', name: 'Leads', members };
  });
}
