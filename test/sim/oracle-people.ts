/** What was seen of people from outside: who clicked on what, and who was among the leads. */

import type { Loop } from './loop.ts';
import type { PeopleSeen } from './oracle-votes.ts';
import type { People } from './people.ts';
import { humanOf, type Who } from './town-chats.ts';

export class PeopleWatch implements PeopleSeen {
  readonly clicks = new Set<string>();
  readonly #loop: Loop;
  readonly #people: People;
  readonly #lostLead = new Map<Who, number>();

  constructor(loop: Loop, people: People) {
    this.#loop = loop;
    this.#people = people;
  }

  clicked(actor: string, drawing: string): void {
    this.clicks.add(`${humanOf(actor)} ${drawing}`);
  }

  left(who: Who): void {
    this.#lostLead.set(who, this.#loop.nowMs);
  }

  leadUntilMs(who: Who): number {
    if (this.#people.leads.has(who)) return Infinity;
    return this.#lostLead.get(who) ?? -Infinity;
  }
}
