/** Planted bugs between the core and its store. */

import type { Head } from '../../src/ports/store.ts';
import { bentStore, type Planted } from './bend.ts';
import type { CaseData, HoldingData } from './records.ts';
import { setBackScript } from './set-back.ts';
import { approve, type Step, walk } from './walk.ts';

const givesUp: Planted = {
  name: 'a worker gives up after five tries',
  budget: 300,
  bend: bentStore((store, { shelf }) => ({
    due: async (...asked: Parameters<typeof store.due>) => {
      const rows = await store.due(...asked);
      if (asked[0] !== 'converge') return rows;
      return rows.filter(({ key }) => failuresOf(shelf.heads.get(key)) < 5);
    },
  })),
};

const noResume: Planted = {
  name: 'what a dead replica had begun is not resumed',
  budget: 60,
  bend: bentStore((store, { loop, shelf }) => ({
    async due(...asked: Parameters<typeof store.due>) {
      const rows = await store.due(...asked);
      if (asked[0] !== 'converge') return rows;
      return rows.filter(({ key }) => {
        const body = shelf.heads.get(key)?.body as HoldingData;
        return body.attempts.every((one) => one.answer || loop.nowMs - one.sentMs < 20_000);
      });
    },
  })),
};

/** Somebody holds a role for ten minutes, and nothing else goes wrong. */
const CALM: readonly Step[] = [
  [5, 'aiko', { do: 'ask', ask: 0, entitlement: 'prod-logs', minutes: 10 }],
  [20, 'ben', approve(0)],
];

const looksNoMore: Planted = {
  name: 'a look that another replica crossed is not made again',
  budget: 60,
  bend: {
    ...bentStore((store) => {
      const crossed = new Set<string>();
      let commits = 0;
      return {
        async commit(head: Head) {
          if (!head.key.startsWith('holding/')) return store.commit(head);
          commits += 1;
          if (commits % 3 > 0) return store.commit(head);
          crossed.add(head.key);
          return 'conflict';
        },
        // As if whoever crossed it had looked as well, and would look again.
        async load(key: Head['key']) {
          const head = await store.load(key);
          if (!head || !crossed.delete(key)) return head;
          return { ...head, body: { ...(head.body as HoldingData), lastLookMs: 0 } };
        },
      };
    }),
    script: (script) => ({ ...script, ...walk(0, '', [], CALM).script }),
  },
};

const lostOutbox: Planted = {
  name: 'the outbox loses what waits in it',
  budget: 60,
  bend: bentStore((store, { shelf }) => {
    let commits = 0;
    return {
      commit(head: Head) {
        if (!head.key.startsWith('case/')) return store.commit(head);
        const body = head.body as CaseData;
        const before = shelf.heads.get(head.key)?.body as CaseData | undefined;
        const lost = body.owed.find(
          ({ key }) => key.startsWith('line:') && before?.owed.some((one) => one.key === key),
        );
        commits += 1;
        if (!lost || commits % 3 > 0) return store.commit(head);
        const owed = body.owed.filter((one) => one !== lost);
        return store.commit({ ...head, body: { ...body, owed } });
      },
    };
  }),
};

const acksFirst: Planted = {
  name: 'the store answers before it has stored',
  budget: 60,
  bend: bentStore((store) => {
    let commits = 0;
    return {
      async commit(head: Head) {
        commits += 1;
        return commits % 11 === 0 ? 'committed' : store.commit(head);
      },
    };
  }),
};

const auditOutside: Planted = {
  name: 'audit is written outside the commit',
  budget: 20,
  bend: bentStore((store, { shelf }) => ({
    async commit(head: Head) {
      const before = shelf.heads.get(head.key);
      const chain = before?.chain ?? head.chain;
      const known = new Set(before?.sealed.map(({ seq }) => seq));
      const sealed = head.sealed.filter(({ seq }) => known.has(seq));
      const answer = await store.commit({ ...head, chain, sealed });
      await store.append(head.sealed);
      return answer;
    },
  })),
};

const logLost: Planted = {
  name: 'facts leave the head before they are in the log',
  budget: 20,
  bend: bentStore(() => ({ append: async () => {} })),
};

const endSlips: Planted = {
  name: 'a warning moves the end',
  budget: 60,
  bend: bentStore((store) => ({
    commit(head: Head) {
      const body = head.body as CaseData & {
        readonly grant?: { readonly warned: readonly unknown[] };
      };
      const { grant } = body;
      if (!head.key.startsWith('case/') || !grant?.endMs || grant.warned.length === 0) {
        return store.commit(head);
      }
      const isActive = grant.state === 'active';
      const endMs = isActive ? grant.endMs + 60_000 : grant.endMs;
      return store.commit({ ...head, body: { ...body, grant: { ...grant, endMs } } });
    },
  })),
};

const copyUnnoticed: Planted = {
  name: 'an older copy of the store is taken for the store',
  budget: 200,
  bend: {
    ports: (ports) => ({ ...ports, health: undefined }),
    script: (script) => setBackScript(script.seed, script),
  },
};

export const STORE_BUGS: readonly Planted[] = [
  givesUp,
  noResume,
  looksNoMore,
  lostOutbox,
  acksFirst,
  auditOutside,
  logLost,
  endSlips,
  copyUnnoticed,
];

const failuresOf = (head: Head | undefined): number =>
  (head?.body as { readonly failures?: number } | undefined)?.failures ?? 0;
