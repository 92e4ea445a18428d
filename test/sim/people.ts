/** Who is in which group, and who has left, over time. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Directory } from '../../src/ports/directory.ts';
import type { Gate } from './gate.ts';
import { keyOf, WHO, type Who } from './town.ts';

export class People {
  /** Accounts among the leads now. */
  readonly leads = new Set<Who>(['ben', 'chie', 'dai', 'dai2', 'eve']);
  readonly left = new Set<Who>();

  behind(gate: Gate): Directory {
    return {
      account: (key) =>
        gate.call('directory', 'account', () => {
          const who = WHO.find((one) => keyOf(one) === key);
          if (!who) return undefined;
          const standing = this.left.has(who) ? 'left' : 'member';
          return { key, name: who, standing, locale: 'en', zone: 'Asia/Tokyo' };
        }),
      members: () =>
        gate.call('directory', 'members', () =>
          [...this.leads].map((who) => keyOf(who) as PersonKey),
        ),
    };
  }
}
