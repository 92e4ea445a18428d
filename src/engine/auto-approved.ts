/** What a request remembers of a statement that approved it at once. */

import type { Approvable } from '../policy/decision.ts';
import type { Request } from '../request/request.ts';

export function autoOf(decision: Approvable): Pick<Request, 'auto'> {
  if (decision.kind !== 'auto-approved') return {};
  const { by, trace } = decision;
  const quota = trace.said.auto.find(({ statement }) => statement === by)?.quota;
  return { auto: { by, ...(quota && { quota: quota.name }) } };
}
