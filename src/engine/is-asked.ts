/** Whose approval a case asks for, whatever forbids it at this moment. */

import type { CaseFile } from '../case-file/case-file.ts';
import type { Person } from '../kernel/person.ts';
import type { Rule, Who } from '../policy/rule.ts';
import { selectRules } from '../policy/select.ts';
import { tally } from '../request/tally.ts';
import type { Context } from './context.ts';
import { decideCase, isAmong } from './decide-case.ts';

/**
 * As if nobody had spoken: who is needed no more may still deny, or end it. A frozen calendar, or a
 * rule that would not give it any more, takes from nobody the say to end what was given before.
 */
export async function isAsked(
  ctx: Context,
  file: CaseFile,
  person: Person,
  maxAgeMs: number,
): Promise<boolean> {
  const decision = await decideCase(ctx, file, maxAgeMs);
  if (!decision.ok) return isAmong(ctx, namedBy(ctx, file), person);
  return tally(decision.value.stages, [], file.request).mayApprove(person) !== 'no';
}

/** Everybody who is asked, by what the rules say now. */
export async function whomAsked(
  ctx: Context,
  file: CaseFile,
  maxAgeMs: number,
): Promise<readonly Who[]> {
  const decision = await decideCase(ctx, file, maxAgeMs);
  if (!decision.ok) return namedBy(ctx, file);
  return decision.value.stages.flatMap(({ requirements }) =>
    requirements.flatMap((one) => one.from),
  );
}

/** An entry that is gone was asked for by rules that may still be there. */
function namedBy({ config }: Context, { request, escalated = [] }: CaseFile): readonly Who[] {
  const entitlement = config.catalog.entitlements.get(request.entitlement);
  const rules = entitlement
    ? selectRules(config.rules, entitlement).flatMap(({ rule, used }) => (used ? [rule] : []))
    : config.rules.filter(({ id }) => request.rules.includes(id));
  const asked = rules.flatMap((rule) =>
    levelsOf(rule).flatMap(({ name, from, escalate }) => {
      const isEscalated = escalated.includes(`${rule.id}/${name}`);
      return isEscalated ? [...from, ...(escalate?.to ?? [])] : from;
    }),
  );
  return [...asked, ...(request.added ?? [])];
}

const levelsOf = ({ levels, freeze }: Rule) =>
  freeze?.effect === 'level' ? [...levels, freeze.level] : levels;
