/** What is there before anything of ours, and what there is to be had in a run. */

import { accessIn } from './access.ts';
import type { Cloud } from './cloud.ts';
import type { Script } from './script.ts';
import { IN_NODES } from './town.ts';

export function furnish(cloud: Cloud, { deeds, isForeign, troubles }: Script): void {
  if (isForeign) cloud.addForeign('dai.tran');
  const asked = deeds.flatMap(({ act }) => {
    if (act.do === 'file') return IN_NODES;
    return act.do === 'ask' ? act.entitlement : [];
  });
  cloud.closed.book(troubles);
  cloud.access = accessIn(asked);
  if (cloud.access.includes('Shell')) cloud.shells.openOwn('aiko.sato');
}
