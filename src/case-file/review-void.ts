/** Said of whoever approved, where that counts no more. */

import type { RefusalCode } from '../kernel/refusal.ts';
import type { Review } from '../request/request.ts';
import type { Stepping } from './outcome.ts';

export function recordVoid(step: Stepping, lost: readonly Review[], why: RefusalCode): void {
  for (const { by, verdict } of lost) {
    if (verdict === 'approve') step.record('review-void', { by: by.name, why }, 'prod-access');
  }
}
