/** What decides, in parts that can be told in words, and in which of them two of them differ. */

import { canonical } from '../kernel/digest.ts';
import type { DurationMs } from '../kernel/time.ts';

export type Part =
  | 'workspace'
  | 'operators'
  | 'limits'
  | 'requests'
  | 'rule'
  | 'entitlement'
  | 'group'
  | 'person'
  | 'account'
  | 'policy'
  | 'calendar';

/** A value as words need it; what has no words is compared by its digest and called changed. */
export interface Told {
  readonly text?: string;
  readonly names?: readonly string[];
  readonly count?: number;
  readonly ms?: DurationMs;
  readonly yes?: boolean;
  readonly digest?: string;
}

/** One thing that decides. */
export interface Item {
  readonly part: Part;
  /** Empty where there is but one. */
  readonly name: string;
  /** Field → value; `level:leads` is the field `level` of `leads`. */
  readonly told: Readonly<Record<string, Told>>;
  /** Of all that decides in it, told or not. */
  readonly digest: string;
  /** Of what in it has no words; older releases kept none. */
  readonly untold?: string;
}

export type Summary = readonly Item[];

export type Difference =
  | { readonly what: 'new'; readonly item: Item }
  | { readonly what: 'gone'; readonly part: Part; readonly name: string }
  | {
      readonly what: 'changed';
      readonly part: Part;
      readonly name: string;
      readonly field: string;
      readonly before?: Told;
      readonly after?: Told;
    }
  /** In something that has no words. */
  | { readonly what: 'otherwise'; readonly part: Part; readonly name: string };

/** Never empty for two that differ: the caller knows by their digests that they do. */
export function differences(before: Summary, after: Summary): readonly Difference[] {
  const [old, now] = [byKey(before), byKey(after)];
  const changes = after.flatMap((item): readonly Difference[] => {
    const was = old.get(keyOf(item));
    return was ? changesOf(was, item) : [{ what: 'new', item }];
  });
  const gone = before.flatMap((item): readonly Difference[] =>
    now.has(keyOf(item)) ? [] : [{ what: 'gone', part: item.part, name: item.name }],
  );
  const all = [...changes, ...gone];
  return all.length > 0 ? all : [{ what: 'otherwise', part: 'workspace', name: '' }];
}

function changesOf(was: Item, item: Item): readonly Difference[] {
  if (was.digest === item.digest) return [];
  const { part, name } = item;
  const fields = [...new Set([...Object.keys(was.told), ...Object.keys(item.told)])];
  const changed = fields.flatMap((field): readonly Difference[] => {
    const [before, after] = [was.told[field], item.told[field]];
    if (isAlike(before, after)) return [];
    const sides = { ...(before && { before }), ...(after && { after }) };
    return [{ what: 'changed', part, name, field, ...sides }];
  });
  // Said beside the rest: what is told would else hide it.
  const isMore = changed.length === 0 || was.untold !== item.untold;
  return isMore ? [...changed, { what: 'otherwise', part, name }] : changed;
}

const byKey = (items: Summary) => new Map(items.map((item) => [keyOf(item), item]));
const keyOf = ({ part, name }: Item): string => `${part} ${name}`;
const isAlike = (one?: Told, other?: Told) => canonical(one ?? null) === canonical(other ?? null);
