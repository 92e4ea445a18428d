/** I20: what is done on a store that was set back, and does not know what was given since. */

import type { Step } from '../../src/holding/slot.ts';
import { tailOf } from './access.ts';
import type { Cloud } from './cloud.ts';
import { gives } from './oracle-send.ts';
import type { HeadData } from './records.ts';

export class CopyWatcher {
  readonly #cloud: Cloud;
  #isConfirmed = false;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  committed({ key, body }: HeadData): void {
    if (key !== 'meta/adoption') return;
    this.#isConfirmed = (body as { readonly confirmedBy?: string }).confirmedBy !== undefined;
  }

  /** Nothing is given before an operator has confirmed that this is the store. */
  sending(step: Step): string | undefined {
    const isGiving = step.do === 'put' && gives(step.slot);
    return isGiving && !this.#isConfirmed ? 'given on an older copy of the store' : undefined;
  }

  /** Lost from the records, and over all the same: whatever has its end inside AWS. */
  atEnd(): readonly string[] {
    const { access, foreign, groups, nowMs } = this.#cloud;
    const dated = access.filter((one) => tailOf(one).residueMs < Infinity && one !== 'Nodes');
    return [...this.#cloud.holders()].flatMap((user) =>
      dated
        .filter((one) => !(one === 'Ops' && (foreign.has(user) || groups.byHand.has(user))))
        .filter((one) => this.#cloud.may(user, one, nowMs))
        .map((one) => `${one} of ${user}`),
    );
  }
}
