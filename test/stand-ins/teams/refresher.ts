/** Clients that refresh cards by themselves, for the people a card names. */

import type { Actor } from './actor.ts';
import { isRefreshedFor } from './card-acts.ts';
import { cardsIn } from './card-check.ts';
import { placeOf } from './place.ts';
import type { Message } from './state.ts';
import { membersOf, type Workspace } from './workspace.ts';

/** Where more people are, only those a card names have it refreshed. */
const SMALL = 60;

export function createRefresher({ state }: Workspace, as: (name: string) => Actor, isOn: boolean) {
  const going = new Set<Promise<unknown>>();
  function onWritten(message: Message): void {
    const [card] = cardsIn(message.attachments);
    const place = placeOf(state, message.conversation);
    if (!isOn || card?.['refresh'] === undefined || place === undefined) return;
    const people = place.kind === 'channel' ? membersOf(state, place.team) : [place.person];
    const isListed = Array.isArray(Object(card['refresh'])['userIds']);
    if (!isListed && people.length > SMALL) return;
    for (const person of people.filter(({ mri }) => isRefreshedFor(card, mri))) {
      // The message may be gone by then, which is no fault of anybody.
      const one = as(person.name)
        .refresh(message)
        .catch(() => undefined)
        .finally(() => going.delete(one));
      going.add(one);
    }
  }
  return {
    onWritten,
    settled: async () => {
      while (going.size > 0) await Promise.all(going);
    },
  };
}
