/** Identity Center of the stand-in: one instance, its Identity Store, and who enters by it. */

import { type CenterAsking, createCenterAsking } from './center-asking.ts';
import { createAssigning } from './center-assigning.ts';
import type { CenterOptions, CenterReach } from './center-call.ts';
import { type CenterHand, createCenterHand } from './center-hand.ts';
import { usualKnobs } from './center-knobs.ts';
import { type Center, EMPTY_CENTER } from './center-types.ts';
import type { Dialect } from './dialect.ts';
import { createHistory } from './history.ts';
import { createIdentityStore } from './identity-store.ts';
import { createSsoAdmin } from './sso-admin.ts';

export interface WholeCenter {
  readonly hand: CenterHand;
  readonly asking: CenterAsking;
  readonly dialects: Readonly<Record<'sso' | 'identitystore', Dialect>>;
  snapshot(): Center;
  restore(center: Center | undefined): void;
}

export function createCenter(options: CenterOptions): WholeCenter {
  const knobs = usualKnobs();
  const history = createHistory(options.agenda.now, EMPTY_CENTER, () => knobs.readsMs);
  const reach: CenterReach = { ...options, history, knobs };
  const assigning = createAssigning(reach);
  options.agenda.add(assigning);
  return {
    hand: createCenterHand(reach, assigning),
    asking: createCenterAsking(reach),
    dialects: {
      sso: createSsoAdmin(reach, assigning),
      identitystore: createIdentityStore(reach),
    },
    snapshot: history.current,
    restore: (center) => history.restore(center ?? EMPTY_CENTER),
  };
}
