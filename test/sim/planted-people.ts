/** Planted bugs in who is who, and who may. */

import type { Config } from '../../src/config/config.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Planted } from './bend.ts';
import { askedFor } from './kinds.ts';
import { type ChatName, keyOf, WHO } from './town-chats.ts';
import type { Script } from './script.ts';

const aliasesCount: Planted = {
  name: 'two accounts of one human count as two people',
  budget: 100,
  bend: {
    config: (config): Config => {
      const listed = config.people.listed.flatMap((person) =>
        person.keys.map((key, index) =>
          index === 0 ? { ...person, keys: [key] } : { key, keys: [key], name: `${person.name} 2` },
        ),
      );
      return { ...config, people: { ...config.people, listed } };
    },
    script: daiTwice,
  },
};

const clicksCount: Planted = {
  name: 'clicks are counted, not people',
  budget: 100,
  bend: {
    ports(ports) {
      let asked = 0;
      const { directory } = ports;
      return {
        ...ports,
        directory: {
          async account(key, maxAgeMs) {
            const account = await directory.account(key, maxAgeMs);
            asked += 1;
            const again = `${key}#${asked % 60}` as PersonKey;
            return account && asked % 3 === 0 ? { ...account, key: again } : account;
          },
          async members(group, maxAgeMs) {
            const known = await directory.members(group, maxAgeMs);
            const more = Array.from({ length: 60 }, (_, at) => at);
            return known.flatMap((key) => [key, ...more.map((at) => `${key}#${at}` as PersonKey)]);
          },
        },
      };
    },
  },
};

const staleQuorum: Planted = {
  name: 'groups are remembered from the start for ever',
  budget: 500,
  bend: {
    ports(ports) {
      let known: readonly PersonKey[] | undefined;
      const members: typeof ports.directory.members = async (group, maxAgeMs) =>
        (known ??= await ports.directory.members(group, maxAgeMs));
      return { ...ports, directory: { ...ports.directory, members } };
    },
    script: allLeave,
  },
};

const silenceIsYes: Planted = {
  name: 'a silent directory is taken for a yes',
  budget: 60,
  bend: {
    ports: (ports) => ({
      ...ports,
      directory: {
        account: (key, maxAgeMs) =>
          ports.directory.account(key, maxAgeMs).catch(() => ({
            key,
            name: 'somebody',
            standing: 'member',
            locale: 'en',
            zone: 'UTC',
          })),
        members: (group, maxAgeMs) =>
          ports.directory
            .members(group, maxAgeMs)
            .catch(() => WHO.map((who) => keyOf(who, group.platform as ChatName))),
      },
    }),
    script: withSilence,
  },
};

export const PEOPLE_BUGS: readonly Planted[] = [
  aliasesCount,
  clicksCount,
  staleQuorum,
  silenceIsYes,
];

/** One human with two accounts approves with both. */
export function daiTwice(script: Script): Script {
  let votes = 0;
  const deeds = script.deeds.map((deed) => {
    if (deed.act.do === 'ask') {
      return { ...deed, who: 'aiko' as const, act: { ...deed.act, entitlement: 'prod-db' } };
    }
    if (deed.act.do !== 'approve') return deed;
    votes += 1;
    return { ...deed, who: votes % 2 === 0 ? ('dai' as const) : ('dai2' as const) };
  });
  return { ...script, deeds };
}

/** Whoever approves is no lead any more by then. */
function allLeave(script: Script): Script {
  const leave = (['ben', 'chie', 'dai', 'dai2', 'eve'] as const).map((who, at) => ({
    number: 1_000 + at,
    atMs: 25_000,
    who,
    act: { do: 'leave' } as const,
  }));
  return askedFor('prod-logs')({ ...script, deeds: [...leave, ...script.deeds] });
}

function withSilence(script: Script): Script {
  const silence = { kind: 'outage', port: 'directory', fromMs: 1_000, toMs: 900_000 } as const;
  return { ...script, troubles: [silence] };
}
