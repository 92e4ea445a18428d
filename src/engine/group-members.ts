/** Who is in a group now: listed, kept by a chat, on call, or in Identity Center. */

import type { GroupConfig, KeptGroup } from '../config/config.ts';
import type { PersonKey } from '../kernel/brand.ts';
import { chatOf } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import { namedIn } from '../policy/eligibility.ts';
import type { Groups, Members } from '../policy/rule.ts';
import type { GroupRef } from '../ports/directory.ts';
import type { Deciding } from './context.ts';
import { peopleOf } from './roster-people.ts';
import { tellUnknown } from './unknown-people.ts';

/** Members of every group that rules or statements name. Silence is kept as silence. */
export async function groupsOf(ctx: Deciding, maxAgeMs: number): Promise<Groups> {
  const who = ctx.config.rules.flatMap(namedIn);
  const byRules = who.flatMap((one) => ('group' in one ? [one.group] : []));
  const named = new Set([...byRules, ...(ctx.policies?.groups ?? [])]);
  const found = [...named].map(
    async (id): Promise<[string, Members]> => [id, await membersOf(ctx, id, maxAgeMs)],
  );
  return new Map(await Promise.all(found));
}

export async function membersOf(ctx: Deciding, id: string, maxAgeMs: number): Promise<Members> {
  const source = ctx.config.groups.get(id)?.source;
  if (!source) return { known: false, why: `The group ${id} is not configured.` };
  if (source.kind === 'listed') return { known: true, keys: source.keys };
  try {
    return { known: true, keys: await keysOf(ctx, source, maxAgeMs) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { known: false, why: error.message };
  }
}

type Kept = Exclude<GroupConfig['source'], { kind: 'listed' }>;

async function keysOf(
  ctx: Deciding,
  source: Kept,
  maxAgeMs: number,
): Promise<readonly PersonKey[]> {
  if ('roster' in source) {
    if (!ctx.rosters) throw new Fault('directory-unreachable', 'Nobody can be asked who is in it.');
    const entries = await ctx.rosters.entries(source, maxAgeMs);
    const { keys, unknown } = peopleOf(entries, ctx.config.people);
    tellUnknown(ctx, source, unknown);
    return keys;
  }
  return ctx.directory.members(groupRef(source), maxAgeMs);
}

/** As the chat that keeps it is asked. */
export function groupRef({ kind, group }: KeptGroup): GroupRef {
  const isChannel = kind === 'channel';
  return { platform: isChannel ? chatOf(group) : kind, id: group, isChannel };
}
