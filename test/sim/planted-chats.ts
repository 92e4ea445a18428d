/** Planted bugs in what a chat gives twice, loses, or calls by two names. */

import type { Config, GroupConfig } from '../../src/config/config.ts';
import type { Person } from '../../src/kernel/person.ts';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { Head, Store } from '../../src/ports/store.ts';
import { bentStore, type Planted } from './bend.ts';
import type { Trouble } from './faults.ts';
import { askedFor } from './kinds.ts';
import { daiTwice } from './planted-people.ts';
import type { CaseData } from './records.ts';
import type { Act, Deed, Script } from './script.ts';
import { type Chats, keyOf, type Who } from './town-chats.ts';

type Refusing = CaseData & { readonly refused: readonly { readonly code: string }[] };

const againCounts: Planted = {
  name: 'a click that is delivered again is counted again',
  budget: 20,
  bend: {
    ...bentStore((store) => ({
      commit(head: Head) {
        if (!head.key.startsWith('case/')) return store.commit(head);
        const body = head.body as Refusing;
        const isAgain = body.refused.some(({ code }) => code === 'already-approved-by-you');
        if (!isAgain) return store.commit(head);
        const again = { ...body, reviews: [...body.reviews, ...body.reviews.slice(-1)] };
        return store.commit({ ...head, body: again });
      },
    })),
    script: (script) => askedFor('prod-db')(givenThrice(script, 'approve')),
  },
};

const askedAgain: Planted = {
  name: 'a form that is delivered again is a request of its own',
  budget: 20,
  bend: {
    ...bentStore((store, { loop }) => ({
      load: async (key: Head['key']) => (isAsk(key) ? undefined : store.load(key)),
      commit: async (head: Head) => (isAsk(head.key) ? 'committed' : store.commit(head)),
      // As lists of a shared store lag behind it.
      async list(query: Parameters<Store['list']>[0]) {
        const { heads, ...page } = await store.list(query);
        const isSeen = ({ index }: Head) => index.createdMs < loop.nowMs - 20 * SECOND;
        return { ...page, heads: heads.filter(isSeen) };
      },
    })),
    script: (script) => givenThrice(script, 'ask'),
  },
};
const isAsk = (key: string): boolean => key.startsWith('meta/ask-');

const neverRepaired: Planted = {
  name: 'cards cannot be drawn anew by those who look: what Teams lost stays lost',
  budget: 20,
  bend: {
    world({ board }) {
      board.refreshes = false;
    },
    script: (script) => ({
      ...spoken('teams')(script),
      troubles: [{ kind: 'unseen', port: 'chat', share: 0.7, fromMs: 0, toMs: script.healMs }],
    }),
  },
};

const takenForDone: Planted = {
  name: 'an update without an answer is taken for done',
  budget: 60,
  bend: {
    ports: (ports) => ({
      ...ports,
      chat: {
        ...ports.chat,
        updateCard: (ref, ...card) =>
          ports.chat.updateCard(ref, ...card).catch(() => ({ ok: true, ref })),
      },
    }),
    script: flakyChat,
  },
};

const lateOnTop: Planted = {
  name: 'an older drawing that lands late stays on top of the newer one',
  budget: 300,
  bend: {
    ...bentStore((store) => ({
      commit(head: Head) {
        const { staleUntilMs: _, ...body } = (head.body ?? {}) as Record<string, unknown>;
        return store.commit(head.key.startsWith('case/') ? { ...head, body } : head);
      },
    })),
    script: flakyChat,
  },
};

const twoChats: Planted = {
  name: 'the account of the other chat is another human',
  budget: 60,
  bend: {
    config: (config) => ({
      ...listing(config, config.people.listed.flatMap(byChat)),
      groups: new Map(config.groups).set('leads', leadsOfBoth),
    }),
    script: (script) => daiTwice(spoken('both')(script)),
  },
};

const strayCounts: Planted = {
  name: 'an account that nobody mapped counts as somebody, where there are two chats',
  budget: 60,
  bend: {
    config(config) {
      const key = keyOf('stray');
      return listing(config, [...config.people.listed, { key, keys: [key], name: 'stray' }]);
    },
    script: (script) => strayOnly(askedFor('prod-ops')(spoken('both')(script))),
  },
};

export const CHAT_BUGS: readonly Planted[] = [
  againCounts,
  askedAgain,
  neverRepaired,
  takenForDone,
  lateOnTop,
  twoChats,
  strayCounts,
];

const spoken =
  (chats: Chats) =>
  (script: Script): Script => ({ ...script, chats });

function givenThrice(script: Script, what: Act['do']): Script {
  const times = script.deeds.flatMap(({ act, number }): Trouble[] =>
    act.do === what
      ? [{ kind: 'delivery', how: 'thrice', deed: number, fromMs: 0, toMs: script.healMs }]
      : [],
  );
  return { ...spoken('teams')(script), troubles: times };
}

function flakyChat(script: Script): Script {
  const trouble = { kind: 'flaky', port: 'chat', share: 0.4, fromMs: 0 } as const;
  return { ...spoken('slack')(script), troubles: [{ ...trouble, toMs: 6 * MINUTE }] };
}

const listing = (config: Config, listed: Config['people']['listed']): Config => ({
  ...config,
  people: { ...config.people, listed },
});

const leadsOfBoth: GroupConfig = {
  id: 'leads',
  source: {
    kind: 'listed',
    keys: (['ben', 'chie', 'dai', 'dai2', 'eve'] as const).flatMap((who) => [
      keyOf(who, 'slack'),
      keyOf(who, 'teams'),
    ]),
  },
};

const byChat = (person: Person): readonly Person[] =>
  ['slack:', 'teams:'].flatMap((chat) => {
    const keys = person.keys.filter((key) => key.startsWith(chat));
    const [key] = keys;
    if (key === undefined) return [];
    const name = `${person.name} ${chat}`;
    return [chat === 'slack:' ? { ...person, key, keys, name } : { key, keys, name }];
  });

/** Whoever asks approves by their own account that nobody mapped. */
function strayOnly(script: Script): Script {
  const by: Readonly<Partial<Record<Act['do'], Who>>> = { ask: 'eve', approve: 'stray' };
  const deeds = script.deeds.map((deed): Deed => ({ ...deed, who: by[deed.act.do] ?? deed.who }));
  return { ...script, deeds };
}
