/** What the core asks for when it needs a name nobody can guess. */

import type { DrawingId, RequestId } from '../kernel/brand.ts';

export interface Ids {
  /** `PA-7K3M2`. Short enough to say aloud, so not unique by itself: the commit decides. */
  requestId(): RequestId;
  /** `<request>.<32 hex>`, for one drawing of its card. */
  drawing(request: RequestId): DrawingId;
  /** 32 hex digits, 128 random bits. */
  token(): string;
}
