/** What is on the wire between Teams and a bot, read without trusting any of it. */

export type Wire = Readonly<Record<string, unknown>>;

export const part = (of: unknown, name: string): Wire | undefined => {
  const found = isWire(of) ? of[name] : undefined;
  return isWire(found) ? found : undefined;
};

/** A text, or an empty one when there is none. */
export function word(of: unknown, name: string): string {
  const found = isWire(of) ? of[name] : undefined;
  return typeof found === 'string' ? found : '';
}

export const isWire = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const partsOf = (of: unknown, name: string): readonly Wire[] => {
  const found = isWire(of) ? of[name] : undefined;
  return Array.isArray(found) ? found.filter(isWire) : [];
};
