/** The facts of a request that conditions and policy variables read; keys are caseless. */

export type ContextValue = string | readonly string[];
export type ContextFacts = Readonly<Record<string, ContextValue | undefined>>;

export interface Context {
  get(key: string): ContextValue | undefined;
}

export function createContext(facts: ContextFacts): Context {
  const known = new Map<string, ContextValue>();
  for (const [key, value] of Object.entries(facts)) {
    if (value !== undefined) known.set(key.toLowerCase(), value);
  }
  return { get: (key) => known.get(key.toLowerCase()) };
}
