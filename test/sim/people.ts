/** Who is in which group, and who has left, over time. */

import { createRemembered } from '../../adapters/chats/remembered.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import type { ChatAccount, Directory } from '../../src/ports/directory.ts';
import type { Gate } from './gate.ts';
import { type ChatName, keyOf, ownerOf, type Who } from './town-chats.ts';

export const FIRST_LEADS: readonly Who[] = ['ben', 'chie', 'dai', 'dai2', 'eve', 'stray'];

export class People {
  /** Accounts among the leads now. */
  readonly leads = new Set<Who>(FIRST_LEADS);
  readonly left = new Set<Who>();

  /** Asked each time. */
  behind(gate: Gate): Directory {
    return {
      account: (key) => this.#account(gate, key),
      members: () => this.#members(gate, 'slack'),
    };
  }

  /** As Teams is asked: what was heard is good for as long as the core allows. */
  behindTeams(gate: Gate): Directory {
    const { clock } = gate.life;
    const accounts = createRemembered<ChatAccount | undefined>({
      clock,
      most: 5_000,
      find: (key) => this.#account(gate, key as PersonKey),
    });
    const groups = createRemembered({
      clock,
      most: 500,
      find: () => this.#members(gate, 'teams'),
    });
    return {
      account: (key, maxAgeMs) => accounts.get(key, maxAgeMs),
      members: ({ id }, maxAgeMs) =>
        groups.get(id, maxAgeMs === 0 ? 0 : Math.max(maxAgeMs, MINUTE)),
    };
  }

  #account(gate: Gate, key: PersonKey): Promise<ChatAccount | undefined> {
    return gate.call('directory', 'account', () => {
      const who = ownerOf(key);
      if (!who) return undefined;
      const standing = this.left.has(who) ? 'left' : 'member';
      return { key, name: who, standing, locale: 'en', zone: 'Asia/Tokyo' };
    });
  }

  #members(gate: Gate, chat: ChatName): Promise<readonly PersonKey[]> {
    return gate.call('directory', 'members', () =>
      [...this.leads]
        .filter((who) => who !== 'stray' || chat === 'teams')
        .map((who) => keyOf(who, chat)),
    );
  }
}
