/** What the core tells whoever reads logs: an event's name and its facts, never a secret. */

export type LogFacts = Readonly<Record<string, unknown>>;

export interface Log {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
}
