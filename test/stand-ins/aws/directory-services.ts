/** The services around the accounts: the organisation, Identity Center, and what they keep. */

import type { Agenda } from './agenda.ts';
import { watched } from './agenda.ts';
import { createCenter } from './center.ts';
import type { CenterAsking } from './center-asking.ts';
import type { CenterHand } from './center-hand.ts';
import { createRequireDelegated } from './delegated.ts';
import type { Dialect } from './dialect.ts';
import type { DirectorySnapshot } from './directory-snapshot.ts';
import { createHistory } from './history.ts';
import { createOrganizationHand, type OrganizationHand } from './organization-hand.ts';
import { newOrg } from './organization-state.ts';
import type { World } from './world.ts';

export interface DirectoryOptions {
  readonly world: World;
  readonly agenda: Agenda;
  /** The first is the one that manages the organisation. */
  readonly accountIds: readonly string[];
  readonly changed: () => void;
}

export interface DirectoryHands {
  readonly identityCenter: CenterHand;
  readonly organization: OrganizationHand;
}

export interface DirectoryServices {
  readonly hands: DirectoryHands;
  readonly asking: CenterAsking;
  readonly dialects: Readonly<Record<string, Dialect>>;
  snapshot(): DirectorySnapshot;
  /** Nothing is as it was at first, where nothing was kept. */
  restore(snapshot: DirectorySnapshot | undefined): void;
}

export function createDirectoryServices(options: DirectoryOptions): DirectoryServices {
  const { world, agenda, accountIds, changed } = options;
  const first = newOrg(accountIds, agenda.now());
  const organization = createHistory(agenda.now, first, () => 0);
  const org = organization.current;
  const requireDelegated = createRequireDelegated(world, agenda.now, org);
  const center = createCenter({ world, agenda, org, requireDelegated, changed });
  const hand = createOrganizationHand(organization, agenda.now, changed);
  return {
    hands: {
      identityCenter: watched(center.hand, agenda.catchUp),
      organization: watched(hand, agenda.catchUp),
    },
    asking: watched(center.asking, agenda.catchUp),
    dialects: center.dialects,
    snapshot: () => ({ organization: org(), center: center.snapshot() }),
    restore: (snapshot) => {
      organization.restore(snapshot?.organization ?? first);
      center.restore(snapshot?.center);
    },
  };
}
