/** Where a check of one entitlement stands: what is looked at, and who is meant by it. */

import type { Entitlement } from '../catalog/entitlement.ts';
import type { Groups, Rule } from '../policy/rule.ts';
import type { HumanOf } from '../policy/separation.ts';
import type { Config } from './config.ts';

export interface Here {
  readonly config: Config;
  readonly groups: Groups;
  readonly humanOf: HumanOf;
  /** Those that speak for the entitlement. */
  readonly rules: readonly Rule[];
  readonly entitlement: Entitlement;
}
