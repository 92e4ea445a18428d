/** What is there before anything of ours, and what there is to be had in a run. */

import { accessIn } from './access.ts';
import type { Cloud } from './cloud.ts';
import type { Script } from './script.ts';

export function furnish(cloud: Cloud, { deeds, isForeign }: Script): void {
  if (isForeign) cloud.addForeign('dai.tran');
  cloud.access = accessIn(deeds.flatMap(({ act }) => (act.do === 'ask' ? act.entitlement : [])));
  if (cloud.access.includes('Shell')) cloud.shells.openOwn('aiko.sato');
}
