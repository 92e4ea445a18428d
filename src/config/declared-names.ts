/** Every name the file gives, gathered before anything refers to one. */

import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { NameKind, Place, Reading } from './shape.ts';
import { fieldOf } from './shape-object.ts';

/** Reports where a person and a group share a name, since rules name both in the same lists. */
export function declaredNames(
  root: Place,
  reading: Reading,
): Readonly<Record<NameKind, readonly string[]>> {
  const people = fieldOf(root, 'people');
  const person = namesIn(people && fieldOf(people, 'listed'), 'name');
  const groups = fieldOf(root, 'groups');
  const group = keysIn(groups);
  for (const name of group.filter((each) => person.includes(each))) {
    const at = groups && fieldOf(groups, name);
    if (at) reading.report(at, `"${name}" is the name of a person already`);
  }
  const calendar = keysIn(fieldOf(root, 'calendars'));
  return { person, group, calendar, entitlement: namesIn(fieldOf(root, 'entitlements'), 'id') };
}

function namesIn(list: Place | undefined, key: string): readonly string[] {
  if (!list || !isSeq(list.node)) return [];
  return list.node.items.flatMap((item) => {
    const place = fieldOf({ ...list, node: item as Node }, key);
    return place && isScalar(place.node) ? [String(place.node.value)] : [];
  });
}

function keysIn(place: Place | undefined): readonly string[] {
  if (!place || !isMap(place.node)) return [];
  return place.node.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
}
