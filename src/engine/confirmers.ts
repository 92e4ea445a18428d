/** Who may confirm a changed configuration: operators by what is in force, and by nothing newer. */

import type { Config, GroupConfig } from '../config/config.ts';
import type { PersonKey } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import type { Who } from '../policy/rule.ts';
import type { Context } from './context.ts';
import { isAmong } from './decide-case.ts';

/** The operators of a configuration, with all that says who they are. */
export interface Confirmers {
  readonly who: readonly Who[];
  readonly groups: readonly GroupConfig[];
  /** Accounts of one human each, where there are several. */
  readonly aliases: readonly (readonly PersonKey[])[];
  /** Whom the rosters among the groups meant; absent where there is none. */
  readonly rostered?: Rostered;
}

interface Rostered {
  readonly aliases: readonly (readonly [string, PersonKey])[];
  readonly listed: readonly Person[];
}

export function confirmersOf({ operators, groups, people }: Config): Confirmers {
  const ids = operators.who.flatMap((who) => ('group' in who ? [who.group] : []));
  const named = ids.flatMap((id) => groups.get(id) ?? []);
  const isRostered = named.some(({ source }) => 'roster' in source);
  const rostered = {
    aliases: [...people.aliases],
    listed: people.listed.filter(({ center }) => center !== undefined),
  };
  return {
    who: operators.who,
    groups: named,
    aliases: people.listed.map(({ keys }) => keys).filter((keys) => keys.length > 1),
    ...(isRostered && { rostered }),
  };
}

/** A changed file could name anybody an operator, or their account an operator's, or a roster's. */
export async function mayConfirm(
  ctx: Context,
  inForce: Confirmers | undefined,
  by: Person,
  actor: PersonKey,
): Promise<boolean> {
  // Not on record where an older release put it in force: then ours is all that is known.
  if (!inForce) return isAmong(ctx, ctx.config.operators.who, by);
  const { who, groups, aliases, rostered = NOBODY } = inForce;
  const keys = aliases.find((one) => one.includes(actor)) ?? [actor];
  const asItWas = new Map(groups.map((group) => [group.id, group]));
  const { listed } = rostered;
  const people = { ...ctx.config.people, listed, aliases: new Map(rostered.aliases) };
  const then: Context = { ...ctx, config: { ...ctx.config, groups: asItWas, people } };
  return isAmong(then, who, { ...by, keys });
}

const NOBODY: Rostered = { aliases: [], listed: [] };
