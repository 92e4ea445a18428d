/** Planted bugs in what a policy holds back: a freeze, a quota, and glass that is shut. */

import type { BreakGlass } from '../../src/policy/rule.ts';
import type { Head, Store } from '../../src/ports/store.ts';
import type { Planted } from './bend.ts';
import { askedFor } from './kinds.ts';
import type { CaseData } from './records.ts';
import type { Deed, Script } from './script.ts';
import { type DrawnPolicy, policyOf } from './town-policy.ts';

const MINUTE = 60_000;

const freezeIgnored: Planted = {
  name: 'a freeze is ignored at the grant',
  budget: 60,
  bend: {
    // Only there, and before a scheduled start, is it asked with nothing remembered.
    ports: (ports) => ({
      ...ports,
      calendars: {
        state: async (name, atMs, maxAgeMs) =>
          maxAgeMs === 0
            ? { open: true }
            : ((await ports.calendars?.state(name, atMs, maxAgeMs)) ?? { open: true }),
      },
    }),
    script: frozenSoon,
  },
};

const quotaOfEach: Planted = {
  name: 'a quota is counted by each replica for itself',
  budget: 60,
  bend: {
    ports(ports) {
      const own = new Set<string>();
      return {
        ...ports,
        store: {
          ...ports.store,
          async commit(head) {
            if (head.version === 1) own.add(head.key);
            return ports.store.commit(head);
          },
          async list(query) {
            const page = await ports.store.list(query);
            if (query.person === undefined) return page;
            return { ...page, heads: page.heads.filter(({ key }) => own.has(key)) };
          },
        },
      };
    },
    script: askedTwice,
  },
};

const openGlass: Planted = {
  name: 'the glass can be broken where no rule allows it',
  budget: 20,
  bend: {
    config: (config) => ({
      ...config,
      rules: config.rules.map((rule) => ({ ...rule, breakGlass: GLASS })),
    }),
    script: brokenAtOnce,
  },
};

const longGlass: Planted = {
  name: 'what came before approval lasts as long as any other',
  budget: 60,
  bend: {
    config: (config) => ({
      ...config,
      rules: config.rules.map(({ breakGlass, ...rule }) =>
        breakGlass ? { ...rule, breakGlass: { ...breakGlass, maxMs: 60 * MINUTE } } : rule,
      ),
    }),
    script: brokenForLong,
  },
};

const glassAgain: Planted = {
  name: 'the glass can be broken again though nobody said that it was right',
  budget: 20,
  bend: {
    ports: (ports) => ({ ...ports, store: withoutBroken(ports.store) }),
    script: brokenAgain,
  },
};

export const POLICY_BUGS: readonly Planted[] = [
  freezeIgnored,
  quotaOfEach,
  openGlass,
  longGlass,
  glassAgain,
];

/** Nobody knows of what was opened first: neither what was taken, nor by whom. */
const withoutBroken = (store: Store): Store => ({
  ...store,
  async load(key) {
    const head = await store.load(key);
    if (!head || !key.startsWith('meta/break-glass-')) return head;
    const { takenMs: _, ...offer } = head.body as { readonly takenMs?: number };
    return { ...head, body: offer };
  },
  async list(query) {
    const page = await store.list(query);
    if (query.person === undefined) return page;
    const isKept = ({ body }: Head) => !(body as CaseData).request.breakGlass;
    return { ...page, heads: page.heads.filter(isKept) };
  },
});

const GLASS: BreakGlass = {
  eligible: [{ group: 'engineers' }],
  maxMs: 5 * MINUTE,
  channel: 'C0',
  review: { from: [{ group: 'owners' }], withinMs: 60 * MINUTE },
};

const withPolicy = (script: Script, change: (policy: DrawnPolicy) => object): Script => {
  const policy = script.policy ?? policyOf(11 * script.seed, script.healMs);
  return policy ? { ...script, policy: { ...policy, ...change(policy) } } : script;
};

/** Closed from the first approvals on, for every rule, and nothing is approved at once. */
function frozenSoon(script: Script): Script {
  const fromMs = (script.deeds.find(({ act }) => act.do === 'ask')?.atMs ?? 0) + 8_000;
  const calendars = ['change-freeze'];
  return withPolicy(askedFor('prod-logs')(script), ({ rules, statements }) => ({
    rules: rules.map((rule) => ({ ...rule, freeze: { effect: 'hold', calendars } })),
    calendar: { closed: [[fromMs, script.healMs]], silent: [], tellsEnd: false },
    statements: { ...statements, isAsked: false },
  }));
}

const breaking = (script: Script, longest: number): Script => ({
  ...script,
  deeds: script.deeds.map((deed): Deed => {
    const { act } = deed;
    if (act.do !== 'ask') return deed;
    return { ...deed, act: { ...act, minutes: longest, isBroken: true } };
  }),
});

function brokenAtOnce(script: Script): Script {
  return withPolicy(breaking(askedFor('prod-logs')(script), 1), ({ rules, statements }) => ({
    rules: rules.map(({ breakGlass: _, ...rule }) => rule),
    statements: { ...statements, isAsked: false },
  }));
}

function brokenForLong(script: Script): Script {
  return withPolicy(breaking(askedFor('prod-logs')(script), 6), ({ rules, statements }) => ({
    rules: rules.map((rule) => ({ ...rule, maxMs: 60 * MINUTE, breakGlass: GLASS })),
    statements: { ...statements, isAsked: false },
  }));
}

function brokenAgain(script: Script): Script {
  const again = Array.from({ length: 3 }, (_, at): Deed => {
    const act = { do: 'ask', ask: 10 + at, entitlement: 'prod-logs', minutes: 1 } as const;
    return { number: 5_000 + at, atMs: (1 + 3 * at) * MINUTE, who: 'aiko', act };
  });
  const all = { ...script, deeds: [...script.deeds, ...again] };
  return withPolicy(breaking(askedFor('prod-logs')(all), 1), ({ rules, statements }) => ({
    rules: rules.map((rule) => ({ ...rule, breakGlass: GLASS })),
    statements: { ...statements, isAsked: false },
  }));
}

/** The same human asks again and again for what is approved at once, once an hour. */
function askedTwice(script: Script): Script {
  const again = Array.from({ length: 3 }, (_, at): Deed => {
    const act = { do: 'ask', ask: 10 + at, entitlement: 'prod-logs', minutes: 1 } as const;
    return { number: 5_000 + at, atMs: (1 + at) * MINUTE, who: 'aiko', act };
  });
  const calm = { closed: [], silent: [], tellsEnd: false };
  return withPolicy({ ...script, deeds: [...script.deeds, ...again] }, ({ rules }) => ({
    rules: rules.map(({ freeze: _, ...rule }) => rule),
    calendar: calm,
    statements: {
      isAsked: true,
      forbidAboveMs: Infinity,
      forbidden: '',
      asksPeopleFor: '',
      asksPeopleFrozen: false,
      autoUpToMs: 2 * MINUTE,
      quota: { name: 'small.cedar', times: 1, perMs: 60 * MINUTE },
    },
  }));
}
