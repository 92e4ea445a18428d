/** Who is in a channel of Teams: the people of its roster, without guests, bots and strangers. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { ChatAccount } from '../../src/ports/directory.ts';
import type { Connector } from './connector.ts';
import type { Places } from './places.ts';
import { partsOf, type Wire, word } from './wire.ts';

interface Roster {
  readonly connector: Pick<Connector, 'call'>;
  readonly places: Pick<Places, 'serviceFor'>;
}

const PATIENCE_MS = 10_000;
/** Whoever is in a team that large was meant to read there, not to approve. */
const MOST_PAGES = 25;

/** @throws Fault directory-unreachable when Teams does not say, or not to the end. */
export async function peopleIn(
  channel: string,
  { connector, places }: Roster,
  accountOf: (member: Wire, id: string) => ChatAccount,
): Promise<readonly PersonKey[]> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const keys = new Set<PersonKey>();
  let after = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const call = { do: 'members', conversation: channel, after } as const;
    const answer = await connector.call(places.serviceFor(channel), call, signal);
    if (!answer.ok) throw silent(`Teams would not say who is in the channel: ${answer.error}.`);
    if (!Array.isArray(answer.body['members'])) throw silent('Teams answered without a list.');
    const members = partsOf(answer.body, 'members');
    const known = members.filter((one) => idOf(one) !== '');
    // Then it speaks of people in a way that is not read here, and nobody would be among them.
    if (known.length === 0 && members.some(isHuman)) throw silent('Teams names nobody’s id.');
    for (const member of known) {
      const { key, standing } = accountOf(member, idOf(member));
      if (standing === 'member') keys.add(key);
    }
    after = word(answer.body, 'continuationToken');
    if (after === '') return [...keys];
  }
  throw silent('More people are in the channel than are read here.');
}

/** One or the other, "scenario dependent" (microsoft/teams.py#327; botbuilder reads either). */
const idOf = (member: Wire): string =>
  (word(member, 'aadObjectId') || word(member, 'objectId')).toLowerCase();

const isHuman = (member: Wire): boolean => !/bot|skill/i.test(word(member, 'userRole'));

const silent = (message: string) => new Fault('directory-unreachable', message);
