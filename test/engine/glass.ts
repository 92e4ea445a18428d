/** Broken glass at the bench: the rule that allows it, and an AWS that would give it. */

import type { Typed } from '../../src/card/form.ts';
import { type PersonKey, principalKey } from '../../src/kernel/brand.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { ok } from '../../src/kernel/refusal.ts';
import type { GrantProvider } from '../../src/ports/grant-provider.ts';

/** Of the example, so that engineers may break the glass. */
export const GLASS = [
  '    levels:\n',
  `    break_glass:
      eligible: [engineers]
      channel: C0GENERAL1
      review: { from: [sre-leads] }
    levels:
`,
] as const;

export const AIKO = 'slack:T0PRODDEMO:U0AIKO0001' as PersonKey;
export const READER: Reader = { locale: 'en', zone: 'Asia/Tokyo' };
export const TYPED: Typed = {
  entitlement: 'prod-db',
  time: '20m',
  why: 'The site is down, nobody answers',
};
export const account = { key: AIKO, name: 'aiko', standing: 'member', ...READER } as const;

export const giving: Pick<GrantProvider, 'preflight' | 'uniqueId'> = {
  uniqueId: async () => 'AIDA1',
  preflight: async ({ principal, target }) => {
    const key = principalKey('444455556666', 'AIDA1');
    const holder = { ...principal, uniqueId: 'AIDA1', key };
    return ok({ holder, target, facts: { reach: [], namedRoles: [], tailMs: 0 } });
  },
};
