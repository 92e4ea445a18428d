/** Why policy says no: the codes of its refusals, as scenarios name them. */

import type { RefusalCode } from '../kernel/refusal.ts';

export const POLICY_CODES = [
  'aws-silent',
  'directory-silent',
  'forbidden-by-policy',
  'frozen',
  'no-break-glass',
  'no-rule',
  'nobody-could-approve',
  'nobody-could-review',
  'not-eligible',
  'policy-failed',
  'too-long',
] as const satisfies readonly RefusalCode[];
