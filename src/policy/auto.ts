/** Whether a statement approves an ask at once: no-auto, freeze or a spent quota forbid that. */

import type { PolicyFacts, QuotaUse, Trace } from './decision.ts';
import type { Frozen } from './freeze.ts';
import type { AutoApproval } from './statement.ts';

export interface AutoSaid {
  /** The statement that approves it. */
  readonly by?: string;
  /** This one counted. */
  readonly quota?: QuotaUse;
  readonly spent: Trace['spent'];
}

/** A quota of which nothing is known is spent. Whoever asked for people gets people. */
export function autoSaid(facts: PolicyFacts, frozen: readonly Frozen[]): AutoSaid {
  const { added = [] } = facts;
  if (!facts.said.ok) return { spent: [] };
  const said = facts.said.value;
  const uses = said.auto.map((auto) => ({ auto, use: useOf(auto, facts) }));
  const spent = uses.flatMap(({ auto, use }) =>
    use && use.used >= use.times ? [{ statement: auto.statement, use }] : [],
  );
  const needsPeople =
    facts.breakGlass === true ||
    said.noAuto.length > 0 ||
    added.length > 0 ||
    frozen.some(({ effect }) => effect === 'level');
  const found = uses.find(({ use }) => !use || use.used < use.times);
  if (needsPeople || !found) return { spent };
  const { auto, use } = found;
  const quota = use ? { quota: { ...use, used: use.used + 1 } } : {};
  return { by: auto.statement, ...quota, spent };
}

function useOf({ quota }: AutoApproval, { spent }: PolicyFacts): QuotaUse | undefined {
  if (!quota) return undefined;
  const { name, times, perMs } = quota;
  return { used: spent?.get(name) ?? Number.POSITIVE_INFINITY, times, perMs };
}
