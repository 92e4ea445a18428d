/** In which language and zone people read, as their clients last said. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { partsOf, type Wire, word } from './wire.ts';

export interface Readers {
  of(key: PersonKey): Reader;
  /** Each activity of a person carries it. */
  learn(key: PersonKey, activity: Wire): void;
}

export function createReaders(everybody: Reader): Readers {
  const known = new Map<PersonKey, Reader>();
  return {
    of: (key) => known.get(key) ?? everybody,
    learn(key, activity) {
      const client = partsOf(activity, 'entities').find(
        (one) => word(one, 'type') === 'clientInfo',
      );
      const locale = word(client, 'locale') || word(activity, 'locale');
      const zone = word(client, 'timezone') || word(activity, 'localTimezone');
      const before = known.get(key) ?? everybody;
      const reader: Reader = {
        locale: locale === '' ? before.locale : locale.startsWith('ja') ? 'ja' : 'en',
        // Said with every click, and to look a zone up takes longer than the rest of a click.
        zone: zone !== before.zone && isZone(zone) ? zone : before.zone,
      };
      if (known.size >= MOST) known.delete(known.keys().next().value ?? key);
      known.set(key, reader);
    },
  };
}

function isZone(zone: string): boolean {
  if (zone === '') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const MOST = 5_000;
