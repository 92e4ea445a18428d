/** Names and contents of slots, as the simulated AWS compares them. */

import type { Slot, SlotId, Step } from '../../src/holding/slot.ts';

/** A slot never changes; only what stands in its place does. */
const contents = new WeakMap<Slot, string>();

export function contentOf(slot: Slot): string {
  const known = contents.get(slot);
  if (known !== undefined) return known;
  if (slot.kind === 'access') return `access ${slot.opsItem}`;
  const said = slot.kind === 'fence' ? { place: slot.place, denials: slot.denials } : slot;
  const content = canonicalText(said);
  contents.set(slot, content);
  return content;
}

const canonicalText = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

export function nameOf(slot: Slot | SlotId): string {
  if (slot.kind === 'allow') return 'allow';
  if (slot.kind === 'session') return `session ${slot.session}`;
  if (slot.kind === 'access') return `access ${slot.opsItem}`;
  if (slot.kind === 'run') return `run ${slot.target} ${slot.purpose} ${slot.generation}`;
  if (slot.kind !== 'fence') return `${slot.kind} ${slot.group}`;
  const at = slot.place.on === 'role' ? `role ${slot.place.role.name}` : slot.place.on;
  return `fence at ${at} ${slot.target} ${slot.generation}`;
}

/** Which a role keeps, whatever becomes of those whom it is about. */
export function isAtRole(one: Slot | Step): boolean {
  const slot = 'do' in one ? (one.do === 'put' ? one.slot : one.id) : one;
  return slot.kind === 'fence' && slot.place.on === 'role';
}
