/** What an approval stands on besides the request itself, and what of it changed since. */

import { canonical } from '../kernel/digest.ts';
import type { DurationMs } from '../kernel/time.ts';
import type { Approvable } from '../policy/decision.ts';
import { whoName } from '../policy/eligibility.ts';

/** So many out of these. */
export interface Demanded {
  readonly count: number;
  readonly from: readonly string[];
}

/** What policy asked for when the card was last drawn: kept to say what is otherwise now. */
export interface Demands {
  readonly needed: readonly (Demanded & { readonly rule: string; readonly level: string })[];
  readonly maxMs: DurationMs;
}

/** One thing that is otherwise than it was shown. */
export type Changed =
  | {
      readonly of: 'level';
      readonly rule: string;
      readonly level: string;
      /** Undefined where it is new, or gone. */
      readonly before?: Demanded;
      readonly after?: Demanded;
    }
  | { readonly of: 'cap'; readonly beforeMs: DurationMs; readonly afterMs: DurationMs }
  /** Whoever approved is no longer among those who may. */
  | { readonly of: 'approver'; readonly name: string }
  /** What approved it at once would leave it to people now. */
  | { readonly of: 'statement'; readonly statement: string }
  /** What AWS lets its holder do. */
  | {
      readonly of: 'reach';
      /** The group, or the entry where there is none. */
      readonly behind: string;
      readonly actions: readonly string[];
      /** So many actions more. */
      readonly more: number;
    }
  /** They carry the tag no longer by which they were found. */
  | { readonly of: 'nodes'; readonly nodes: readonly string[]; readonly tag: string }
  /** The user who would hold it. */
  | { readonly of: 'holder'; readonly before: string; readonly after: string }
  /** The entry of the catalogue leads elsewhere. */
  | { readonly of: 'target'; readonly entitlement: string };

export function demandsOf({ stages, maxMs }: Pick<Approvable, 'stages' | 'maxMs'>): Demands {
  const needed = stages.flatMap(({ requirements }) =>
    requirements.map(({ rule, level, count, from }) => {
      return { rule, level, count, from: from.map(whoName) };
    }),
  );
  return { needed, maxMs };
}

/** Empty where it is not known what was asked for before. */
export function demandChanges(before: Demands | undefined, after: Demands): readonly Changed[] {
  if (!before) return [];
  const [old, now] = [byLevel(before), byLevel(after)];
  const levels = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): readonly Changed[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const one = is ?? was;
    if (!one || canonical(was ?? null) === canonical(is ?? null)) return [];
    const sides = { ...(was && { before: asked(was) }), ...(is && { after: asked(is) }) };
    return [{ of: 'level', rule: one.rule, level: one.level, ...sides }];
  });
  const isCapped = before.maxMs !== after.maxMs;
  const cap = { of: 'cap', beforeMs: before.maxMs, afterMs: after.maxMs } as const;
  return isCapped ? [...levels, cap] : levels;
}

type One = Demands['needed'][number];

/** A level may ask for several things side by side. */
function byLevel({ needed }: Demands): ReadonlyMap<string, One> {
  const found = new Map<string, One>();
  for (const one of needed) {
    const same = needed.filter(({ rule, level }) => rule === one.rule && level === one.level);
    found.set(`${one.rule}/${one.level}#${same.indexOf(one)}`, {
      ...one,
      from: one.from.toSorted(),
    });
  }
  return found;
}

const asked = ({ count, from }: One): Demanded => ({ count, from });
