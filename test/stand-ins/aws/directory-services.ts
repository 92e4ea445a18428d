/** The services around the accounts: the organisation, Identity Center, EventBridge Scheduler. */

import { type Agenda, watched } from './agenda.ts';
import type { RequireAllowed } from './allowed.ts';
import { createCenter } from './center.ts';
import type { CenterAsking } from './center-asking.ts';
import type { CenterHand } from './center-hand.ts';
import { createRequireDelegated } from './delegated.ts';
import type { Dialect } from './dialect.ts';
import type { DirectorySnapshot } from './directory-snapshot.ts';
import { createHistory } from './history.ts';
import { createOrganizationHand, type OrganizationHand } from './organization-hand.ts';
import { newOrg } from './organization-state.ts';
import { createOrganizations, usualOrganizationKnobs } from './organizations.ts';
import { createScheduler, type SchedulerHand } from './scheduler.ts';
import type { Carry } from './scheduler-firing.ts';
import { createTrail, type TrailHand } from './trail.ts';
import type { World } from './world.ts';

export interface DirectoryOptions {
  readonly world: World;
  readonly agenda: Agenda;
  /** The first is the one that manages the organisation. */
  readonly accountIds: readonly string[];
  readonly requireAllowed: RequireAllowed;
  /** Makes the calls that schedules book. */
  readonly carry: Carry;
  readonly changed: () => void;
}

export interface DirectoryHands {
  readonly identityCenter: CenterHand;
  readonly organization: OrganizationHand;
  readonly scheduler: SchedulerHand;
  readonly cloudTrail: TrailHand;
}

export interface DirectoryServices {
  readonly hands: DirectoryHands;
  readonly asking: CenterAsking;
  readonly dialects: Readonly<Record<string, Dialect>>;
  /** Tells the trail of every call that the dialect answers. */
  readonly heard: (dialect: Dialect) => Dialect;
  snapshot(): DirectorySnapshot;
  /** Nothing is as it was at first, where nothing was kept. */
  restore(snapshot: DirectorySnapshot | undefined): void;
}

export function createDirectoryServices(options: DirectoryOptions): DirectoryServices {
  const { world, agenda, accountIds, requireAllowed, carry, changed } = options;
  const first = newOrg(accountIds, agenda.now());
  const organization = createHistory(agenda.now, first, () => 0);
  const org = organization.current;
  const requireDelegated = createRequireDelegated(world, agenda.now, org);
  const center = createCenter({ world, agenda, org, requireDelegated, changed });
  const scheduler = createScheduler({ world, agenda, requireAllowed, carry, changed });
  const trail = createTrail({ world, now: agenda.now, requireAllowed });
  const ofOrg = {
    history: organization,
    now: agenda.now,
    changed,
    requireDelegated,
    knobs: usualOrganizationKnobs(),
  };
  return {
    hands: {
      identityCenter: watched(center.hand, agenda.catchUp),
      organization: watched(createOrganizationHand(ofOrg), agenda.catchUp),
      scheduler: watched(scheduler.hand, agenda.catchUp),
      cloudTrail: watched(trail.hand, agenda.catchUp),
    },
    asking: watched(center.asking, agenda.catchUp),
    dialects: {
      ...center.dialects,
      scheduler: scheduler.dialect,
      organizations: createOrganizations(ofOrg),
      cloudtrail: trail.dialect,
    },
    heard: trail.heard,
    snapshot: () => ({
      organization: org(),
      center: center.snapshot(),
      scheduler: scheduler.snapshot(),
    }),
    restore: (snapshot) => {
      organization.restore(snapshot?.organization ?? first);
      center.restore(snapshot?.center);
      scheduler.restore(snapshot?.scheduler);
    },
  };
}
