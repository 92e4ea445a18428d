/** What approves an ask at once: it has to hold for the entry and for every node of it. */

import type { AutoApproval } from '../../src/policy/statement.ts';
import type { Statement } from './statements.ts';

/**
 * One statement for all of it, or several that are counted together: what is counted by two quotas
 * is approved by neither.
 */
export function approvedEverywhere(
  matched: readonly (readonly Statement[])[],
): readonly AutoApproval[] {
  const permits = matched.map((each) => each.filter(({ file }) => file.as === 'auto-approve'));
  const byQuota = Map.groupBy(new Set(permits.flat()), ({ file }) => file.quota?.name);
  return [...byQuota.values()].flatMap((group) => {
    const parts = permits.map((each) => each.filter((one) => group.includes(one)));
    if (parts.some((each) => each.length === 0)) return [];
    const { quota } = group[0]?.file ?? {};
    const whole = group.filter((one) => parts.every((each) => each.includes(one)));
    const shared = [...new Set(parts.flatMap(([one]) => one?.id ?? []))].join(', ');
    const statements = whole.length > 0 ? whole.map(({ id }) => id) : [shared];
    return statements.map((statement) => ({ statement, ...(quota && { quota }) }));
  });
}
